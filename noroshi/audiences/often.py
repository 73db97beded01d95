"""Questions of shared models that every page puts: kept as `directory.planned` keeps them, with the first lock in each.

It is put in by `as_held`; a question without it is refused.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet

from noroshi.audiences.queries import Held
from noroshi.audiences.questions import NotHeldError
from noroshi.audiences.shared import SharedModel
from noroshi.audiences.viewer import AnyViewer
from noroshi.directory.planned import Given, Kept

MINE = "mine"


def as_held[M: SharedModel](model: type[M]) -> QuerySet[M]:
    """The rows of a table that whoever will ask may read: hashed, whatever the planner thinks of it, as in `Held.of_these`."""
    mine = Func(
        *(F("audience_id"), Given(MINE)),
        arg_joiner=" in (select unnest(",
        template="(%(expressions)s::int[])) is true)",
        output_field=BooleanField(),
    )
    return model._default_manager.filter(mine)  # noqa: SLF001 - Django's documented way


class Often[M: SharedModel, Row]:
    """One such question; `Row` is what its rows are: models, or tuples of a `values_list`."""

    def __init__(self, rows: Callable[[], QuerySet[M, Row]]) -> None:
        self._unlocked = Kept(rows)

    def of(self, viewer: AnyViewer, **given: Any) -> list[Row]:
        return self.among(Held.by(viewer), **given)

    def among(self, held: Held, **given: Any) -> list[Row]:
        return self._kept.asked(**given, **{MINE: held.audiences})

    @cached_property
    def _kept(self) -> Kept[M, Row]:
        _question, rows, _compiler, wanted = self._unlocked.made
        if not any(isinstance(one, Given) and one.name == MINE for one in wanted):
            raise NotHeldError(f"not asked for as held: {rows.model._meta.db_table}")  # noqa: SLF001 - as above
        return self._unlocked
