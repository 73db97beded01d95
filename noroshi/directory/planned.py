"""Questions that every page or every machine puts, many times a second: planned once for a connection, with values beside the statement.

In SQL, or of models: those are put into SQL once for a process, and what differs from one asking to the next is `Given`.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from functools import cached_property
from typing import Any, Final, Self

import psycopg
from django.db import connection, connections
from django.db.models import BooleanField, Expression, F, Func, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
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


def rows_of[M: Model, Row](rows: QuerySet[M, Row]) -> list[Row]:
    """Of models, made anew each time, but word for word the same as long as only its values differ."""
    compiler = rows.query.get_compiler(rows.db)
    return _read(rows, compiler, asked(*compiler.as_sql()))


class Given(Expression):
    """A value that comes with each asking, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def among(column: str, name: str, kind: str) -> Func:
    """The column is one of several values, given as one list; `kind` is what PostgreSQL calls such a list."""
    return Func(
        *(F(column), Given(name)),
        arg_joiner=" = any (",
        template=f"(%(expressions)s::{kind}))",
        output_field=BooleanField(),
    )


class Kept[M: Model, Row]:
    """One question of models, made when it is first put. `Row` is what its rows are: models, or tuples of a `values_list`."""

    def __init__(self, rows: Callable[[], QuerySet[M, Row]]) -> None:
        self._rows = rows

    def asked(self, **given: Any) -> list[Row]:
        question, rows, compiler, wanted = self.made
        answer = asked(question, [given[one.name] if isinstance(one, Given) else one for one in wanted])
        return _read(rows, compiler, answer)

    @cached_property
    def made(self) -> tuple[str, QuerySet[M, Row], SQLCompiler, Sequence[Any]]:
        rows = self._rows()
        compiler = rows.query.get_compiler(rows.db)
        question, wanted = compiler.as_sql()
        return question, rows, compiler, wanted


def _read[M: Model, Row](rows: QuerySet[M, Row], compiler: SQLCompiler, answer: Sequence[Sequence[Any]]) -> list[Row]:
    """Django reads the answer as if it had asked."""
    ready: Any = copy(compiler)
    fresh: Any = rows.all()
    ready.connection = connections[rows.db]
    ready.execute_sql = lambda *_args, **_options: [answer]
    fresh.query.get_compiler = lambda *_args, **_options: ready
    return list(fresh)


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
