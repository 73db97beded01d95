"""One connection of this process that hears what transactions said when they were committed."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any, Final

import psycopg
from django.db import connection

from noroshi.audiences.signals import LISTEN, Told

AGAIN_SECONDS: Final = 1.0
log = logging.getLogger(__name__)


async def heard() -> AsyncIterator[Told | None]:
    """Every signal; None whenever listening began anew, so that what was said meanwhile is not missed unnoticed."""
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(autocommit=True, **_address()) as listening:
                await listening.execute(LISTEN)
                yield None
                async for notice in listening.notifies():
                    told = readable(notice.payload)
                    if told:
                        yield told
        except psycopg.Error as error:
            log.warning("Listening to the database ended: %s", type(error).__name__)
        await asyncio.sleep(AGAIN_SECONDS)


def readable(payload: str) -> Told | None:
    """Nothing that somebody says on the channel ends the listening."""
    try:
        return Told.of(payload)
    except ValueError:
        log.warning("A signal could not be read")
        return None


def _address() -> dict[str, Any]:
    """Of the same login as every question of this process, past the pool: this connection waits and asks nothing."""
    known = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {name: value for name, value in known["OPTIONS"].items() if name.startswith("ssl")}
    return {name: known[key] for name, key in named.items() if known[key]} | options
