"""Questions that every page puts to the same tables: put into SQL once for a process, planned once for a connection.

What differs from one asking to the next is `Given`; the first lock is put in by `as_held`, and a question without it is refused.
"""

from collections.abc import Callable, Sequence
from copy import copy
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import BooleanField, Expression, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from noroshi.audiences.queries import Held
from noroshi.audiences.questions import NotHeldError
from noroshi.audiences.shared import SharedModel
from noroshi.audiences.viewer import AnyViewer
from noroshi.directory import planned

MINE = "mine"


class Given(Expression):
    """A value that comes with each asking, by its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


def as_held[M: SharedModel](model: type[M]) -> QuerySet[M]:
    """The rows of a table that whoever will ask may read."""
    return model._default_manager.filter(_in("audience_id", MINE, "int[]"))  # noqa: SLF001 - Django's documented way


def among(column: str, name: str, kind: str) -> Func:
    """The column is one of several values, given as one list; `kind` is what PostgreSQL calls such a list."""
    return Func(
        *(F(column), Given(name)),
        arg_joiner=" = any (",
        template=f"(%(expressions)s::{kind}))",
        output_field=BooleanField(),
    )


class Often[M: SharedModel, Row]:
    """One question, made when it is first put. `Row` is what its rows are: models, or tuples of a `values_list`."""

    def __init__(self, rows: Callable[[], QuerySet[M, Row]]) -> None:
        self._make = rows

    def of(self, viewer: AnyViewer, **given: Any) -> list[Row]:
        return self.among(Held.by(viewer), **given)

    def among(self, held: Held, **given: Any) -> list[Row]:
        question, rows, compiler, asked = self._kept
        values = {**given, MINE: held.audiences}
        answer = planned.asked(question, [values[one.name] if isinstance(one, Given) else one for one in asked])
        return _read(rows, compiler, answer)

    @cached_property
    def _kept(self) -> tuple[str, QuerySet[M, Row], SQLCompiler, Sequence[Any]]:
        rows = self._make()
        compiler = rows.query.get_compiler(rows.db)
        question, asked = compiler.as_sql()
        if not any(isinstance(one, Given) and one.name == MINE for one in asked):
            raise NotHeldError(f"not asked for as held: {rows.model._meta.db_table}")  # noqa: SLF001 - as above
        return question, rows, compiler, asked


def _read[M: SharedModel, Row](
    rows: QuerySet[M, Row], compiler: SQLCompiler, answer: Sequence[Sequence[Any]]
) -> list[Row]:
    """Django reads the answer as if it had asked."""
    ready: Any = copy(compiler)
    fresh: Any = rows.all()
    ready.connection = connections[rows.db]
    ready.execute_sql = lambda *_args, **_options: [answer]
    fresh.query.get_compiler = lambda *_args, **_options: ready
    return list(fresh)


def _in(column: str, name: str, kind: str) -> Func:
    """Hashed, whatever the planner thinks of it, as in `Held.of_these`."""
    return Func(
        *(F(column), Given(name)),
        arg_joiner=" in (select unnest(",
        template=f"(%(expressions)s::{kind})) is true)",
        output_field=BooleanField(),
    )
