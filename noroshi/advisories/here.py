"""How far this desk is with what it holds: unread, read, passed on, acknowledged. Asked for a whole list at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import remembered
from noroshi.editions.queries import Line

DONE_HERE: Final = """
select k.id, array(select m.person_id from held.editions_readmark m where m.desk_id = %(desk)s and m.edition_id = k.id),
       exists (select from held.editions_hop h where h.from_desk_id = %(desk)s and h.edition_id = k.id offset 0),
       exists (select from held.advisories_acknowledgement a where a.edition_id = k.id and a.desk_id = %(desk)s offset 0)
  from unnest(%(keys)s::bigint[]) as k (id)
"""


@dataclass(frozen=True, slots=True)
class Here:
    """Of one edition, at this desk alone."""

    is_own: bool
    by_me: bool
    by_desk: bool
    is_passed_on: bool
    is_acknowledged: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What this desk has done with one edition, whoever wrote it."""

    readers: Collection[int]
    is_passed_on: bool
    is_acknowledged: bool


def here(viewer: Viewer, lines: Sequence[Line]) -> dict[UUID, Here]:
    """Of lines that the viewer was given."""
    done, me = done_here(viewer, [line.key for line in lines]), viewer.seat.person_id
    return {
        line.public_id: Here(
            is_own=line.originator.pk == viewer.desk_id,
            by_me=me in done[line.key].readers,
            by_desk=bool(done[line.key].readers),
            is_passed_on=done[line.key].is_passed_on,
            is_acknowledged=done[line.key].is_acknowledged,
        )
        for line in lines
    }


def done_here(viewer: Viewer, keys: Collection[int]) -> dict[int, Done]:
    """By the editions' keys; a page that only reads asks once for each."""
    known: dict[int, Done] = remembered(("done here", viewer.setting), dict)
    if missing := [key for key in keys if key not in known]:
        rows = Held.by(viewer).asked_often(DONE_HERE, keys=missing, desk=viewer.desk_id)
        known.update((key, Done(*done)) for key, *done in rows)
    return {key: known[key] for key in keys}
