"""What happened since somebody last asked, for machines that keep a copy: in the order of commits, recalls included.

A number given in an earlier transaction may be committed after a later one. Nothing is given that began behind the oldest
transaction still open, so that whoever has read up to a place never misses what lies before it.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from noroshi.audiences.queries import Held, asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import Happening

NEXT: Final = """
select found.turn, found.id, found.edition_public_id, found.what, found.at
  from unnest(%(audiences)s::int[]) as a(id), lateral (
    select c.turn, c.id, c.edition_public_id, c.what, c.at from editions_change c
     where c.audience_id = a.id and (c.turn, c.id) > (%(turn)s::bigint, %(id)s::bigint)
       and (c.turn < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
            or c.turn = pg_current_xact_id_if_assigned()::text::bigint)
       and (c.what <> 'narrowed'
            or not exists (select from editions_edition e where e.public_id = c.edition_public_id offset 0))
       and (not exists (select from audiences_seat s
                         where s.desk_id = %(desk)s and s.audience_id = c.audience_id and s.since > c.at offset 0)
            or exists (select from editions_edition e where e.public_id = c.edition_public_id offset 0))
     order by c.turn, c.id limit %(most)s) as found
 order by found.turn, found.id limit %(most)s
"""
"""Each audience along its own index. Who still reads what was narrowed by its source is not told that it was; who came into range later
is told of what may be read now, never that something was there and is gone."""
HORIZON: Final = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody has read."""

    turn: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.turn}:{self.id}"

    @classmethod
    def of(cls, said: str) -> "Place":
        turn, _, number = said.partition(":")
        return cls(int(turn or 0), int(number or 0))


@dataclass(frozen=True, slots=True)
class Happened:
    """`line` is the edition as it is now; without one it is no longer for this reader, and a copy is to be taken away."""

    edition: uuid.UUID
    what: Happening
    at: datetime
    line: Line | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """What happened between two places; `has_more` when there is more behind it already."""

    happened: Sequence[Happened]
    upto: Place
    has_more: bool


def latest_place() -> Place:
    """From where only what comes from now on is read."""
    with connection.cursor() as cursor:
        cursor.execute(HORIZON)
        return Place(cursor.fetchone()[0])


def changes(viewer: Viewer, after: Place, limit: int) -> Stretch:
    with asked_once():
        rows = _rows(viewer, after, limit + 1)
        lines = lines_readable_by(viewer, {row[2] for row in rows[:limit]})
    happened = [
        Happened(edition, Happening.of(what), at, lines.get(edition)) for _, _, edition, what, at in rows[:limit]
    ]
    upto = Place(*rows[:limit][-1][:2]) if rows else after
    return Stretch(happened, upto, len(rows) > limit)


def _rows(viewer: Viewer, after: Place, most: int) -> list[tuple[int, int, uuid.UUID, str, datetime]]:
    given: dict[str, Any] = {"audiences": Held.by(viewer).audiences, "desk": viewer.desk_id}
    given |= {"turn": after.turn, "id": after.id, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(NEXT, given)
        return list(cursor.fetchall())
