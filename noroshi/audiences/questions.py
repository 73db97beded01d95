"""Questions in plain SQL, where one asks for what would else be five. The first lock is put in here, by name of the table.

`held.editions_edition` is that table as far as the viewer holds it. A shared table that is named without it is refused.
"""

import re
from functools import cache
from typing import Any, Final

from django.db import connection

from noroshi.audiences.shared import shared_models
from noroshi.directory import planned

HELD: Final = re.compile(r"\bheld\.(\w+)")
WORD: Final = re.compile(r"\w+")
MINE: Final = "with mine as materialized (select unnest(%(mine)s::int[]) as audience)"
ROWS: Final = r"(select * from \1 where (audience_id in (select audience from mine)) is true)"


class NotHeldError(Exception):
    """A question that would go past the first lock; it is not put."""


def ask(question: str, audiences: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Whoever has a viewer asks its `Held`; the database's own lock answers every question once more."""
    with connection.cursor() as cursor:
        cursor.execute(locked(question), {**given, "mine": audiences})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def ask_often(question: str, audiences: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The same, planned once for a connection: for what every page asks along the same indexes, whoever asks and for how much."""
    return [tuple(row) for row in planned.asked(locked(question), {**given, "mine": audiences})]


@cache
def locked(question: str) -> str:
    """With every shared table narrowed to what is held: hashed once for each, whatever the planner thinks of it."""
    shared = _shared()
    if unknown := set(HELD.findall(question)) - shared:
        raise NotHeldError(f"no shared tables: {', '.join(sorted(unknown))}")
    if open_ := shared & set(WORD.findall(HELD.sub(" ", question))):
        raise NotHeldError(f"not asked for as held: {', '.join(sorted(open_))}")
    asked = HELD.sub(ROWS, question.strip())
    return f"{MINE}, {asked[5:]}" if asked.startswith("with ") else f"{MINE} {asked}"


def _shared() -> set[str]:
    return {model._meta.db_table for model in shared_models()}  # noqa: SLF001 - Django's documented way to a model's table
