"""Objects that somebody takes away as a file: each with its color, RED never, and as STIX with no label wider than its range."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.intel.browsing import Listed, listed_of
from noroshi.intel.colors import limit_here
from noroshi.intel.errors import AskedFirst
from noroshi.intel.queries import kept_of, objects
from noroshi.ledger.actions import Answer, record
from noroshi.stix.labelling import labelled
from noroshi.vocabulary import TakingReason, Tlp

MOST: Final = 1000
"""So many at once; whoever needs more has a collection for machines."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """`left_out`: so many stay, because RED goes into no file."""

    lines: Sequence[Listed]
    left_out: int

    @property
    def strictest(self) -> Listed | None:
        """Whose color holds for the file as a whole."""
        order = list(Tlp)
        return min(self.lines, key=lambda one: order.index(one.color.tlp), default=None)


def guarded(found: Sequence[Listed]) -> list[Listed]:
    """Those that leave the locks only after it was asked what for: AMBER, and what is for the own house alone."""
    return [one for one in _leaving(found) if one.color.tlp in {Tlp.AMBER, Tlp.RED}]


def take_out(viewer: Viewer, found: Sequence[Listed], sort: str, reason: TakingReason | None = None) -> TakenOut:
    """One entry of the record, naming the sources, and the reason where one is asked for."""
    lines = _leaving(found)
    is_guarded = bool(guarded(found))
    if is_guarded and reason is None:
        raise AskedFirst
    sources = {one.origin.public_id: one.origin.desk.organization_id for one in lines if one.origin}
    numbers = [one.kept.number for one in lines] or [0]
    detail: dict[str, object] = {"file": sort, "objects": len(lines), "from": min(numbers), "to": max(numbers)}
    detail |= {"reason": reason.value} if is_guarded and reason else {}
    record(
        deed="take_out_guarded" if is_guarded else "read_object",
        answer=Answer.EXPORT,
        actor=viewer.actor,
        objects=sorted(sources.items()),
        detail=detail,
    )
    return TakenOut(lines, len(found) - len(lines))


def _leaving(found: Sequence[Listed]) -> list[Listed]:
    return [one for one in found if one.origin and (one.color.tlp is not Tlp.RED or one.color.is_own_house)]


def of_numbers(viewer: Viewer, numbers: Iterable[int]) -> tuple[Listed, ...]:
    """In the order given, as far as they may be read."""
    asked = list(dict.fromkeys(numbers))[:MOST]
    rows = objects(viewer).in_bulk(asked)
    return listed_of(viewer, [kept_of(rows[number]) for number in asked if number in rows])


def bundle(viewer: Viewer, taken: TakenOut) -> bytes:
    parts = [
        labelled(one.kept.raw.encode(), limit_here(viewer, one.kept, one.origin)) for one in taken.lines if one.origin
    ]
    return b'{"type":"bundle","id":"bundle--%s","objects":[%s]}' % (str(uuid.uuid4()).encode(), b",".join(parts))
