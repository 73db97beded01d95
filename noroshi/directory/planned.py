"""Questions that every page or every machine puts, many times a second: planned once for a connection, with values beside the statement."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final, Self

import psycopg
from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader

NEVER_BY_ITSELF: Final = 2**30
"""Only what asks for it is planned once; everything else of this connection stays as it was."""


class Undecoded(Loader):
    def load(self, data: Buffer) -> bytes:
        return bytes(data)


class Planned(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **{**options, "prepare": True})


def asked(question: str, given: Mapping[str, Any] | Sequence[Any], *, undecoded: bool = False) -> list[Sequence[Any]]:
    """Rows. What is asked is ours, word for word the same each time: who asks and for what stands in `given`."""
    with _cursor(undecoded=undecoded) as cursor:
        cursor.execute(question, given)
        rows: list[Sequence[Any]] = cursor.fetchall()
        return rows


def _cursor(*, undecoded: bool) -> AbstractContextManager[Any]:
    """Of the very connection that Django holds, seen and refused by it like every other."""
    connection.ensure_connection()
    held = connection.connection
    if held.prepare_threshold is None:
        held.prepare_threshold = NEVER_BY_ITSELF
    cursor: Any = Planned(held)
    if undecoded:
        cursor.adapters.register_loader("text", Undecoded)
    wrapped: AbstractContextManager[Any] = (
        connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)
    )
    return wrapped
