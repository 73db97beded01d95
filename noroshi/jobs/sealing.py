"""The process that seals the ledger: `python -m noroshi.jobs.sealing`."""

import os
import signal
from threading import Event

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    django.setup()
    from noroshi.ledger.sealer import run_forever  # noqa: PLC0415 - exists only once Django is set up

    run_forever(stop)


if __name__ == "__main__":
    main()
