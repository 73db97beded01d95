"""Inside a data directory: its database reached, Django set up, for commands that make one call to a room."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from noroshi.cli.language import LANGUAGE
from noroshi.cli.options import tell
from noroshi.engine.home import DataHome
from noroshi.engine.instance import migrate_when_needed, reached


@contextmanager
def inside(home: DataHome, *, process: str = "cli") -> Iterator[None]:
    """`process` decides the database role, as everywhere: `sealer` is the system's, all else the application's."""
    with reached(home, tell) as instance:
        migrate_when_needed(instance)
        environment = {"NOROSHI_DATA": str(home.root), "NOROSHI_PROCESS": process, "NOROSHI_LOG_LEVEL": "WARNING"}
        addresses = instance.addresses.environment()
        del addresses["DATABASE_OWNER_URL"]
        os.environ |= {"DJANGO_SETTINGS_MODULE": "noroshi.config.settings"} | environment | addresses
        _set_up()
        try:
            yield
        finally:
            _close()


def _set_up() -> None:
    import django
    from django.utils import translation

    django.setup()
    translation.activate(LANGUAGE)


def _close() -> None:
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool:
            close_pool()
