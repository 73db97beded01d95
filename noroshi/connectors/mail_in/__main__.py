"""The process that takes mail: `python -m noroshi.connectors.mail_in`. SMTP on its port, and a mailbox every minute where one is named."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from typing import Final

import django

PULL_SECONDS: Final = 60
LOG: Final = logging.getLogger("noroshi.mail_in")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noroshi.config.settings")
    django.setup()
    asyncio.run(_serve())


async def _serve() -> None:
    from django.conf import settings  # noqa: PLC0415 - exists only once Django is set up

    from noroshi.connectors.mail_in.pulling import pull  # noqa: PLC0415 - likewise
    from noroshi.connectors.mail_in.resolving import Names  # noqa: PLC0415 - likewise
    from noroshi.connectors.mail_in.server import server  # noqa: PLC0415 - likewise

    names = Names(settings.MAIL_IN_DNS)
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, over.set)
    host, _, port = settings.MAIL_IN.rpartition(":")
    listening = await loop.create_server(server(names), host=host or "127.0.0.1", port=int(port))
    LOG.info("mail is taken on %s", settings.MAIL_IN)
    pulling = (
        asyncio.create_task(_pull_for_ever(lambda: pull(settings.MAIL_IN_IMAP, names)))
        if settings.MAIL_IN_IMAP
        else None
    )
    await over.wait()
    listening.close()
    if pulling:
        pulling.cancel()


async def _pull_for_ever(pull: Callable[[], int]) -> None:
    while True:
        try:
            await asyncio.to_thread(pull)
        except Exception as problem:  # a mailbox that is away now is there again in a minute
            LOG.warning("mailbox not fetched: %s", type(problem).__name__)
        await asyncio.sleep(PULL_SECONDS)


if __name__ == "__main__":
    main()
