"""Run as `python -m noroshi.cli.verifying`: chains what waited when the copy was made, then proves the ledger."""

import os
import sys
from threading import Event

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    django.setup()
    from noroshi.ledger.sealer import run_forever
    from noroshi.ledger.verify import verify

    over = Event()
    over.set()
    run_forever(over)
    verdict = verify()
    sys.stdout.write(f"{verdict.message('en')}\n")
    return 0 if verdict.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
