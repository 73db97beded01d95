"""A page of objects as text: of a source of one's own byte for byte what came in.

Elsewhere an object that says less than the range it is held under leaves with the label of that range beside its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.planned import asked
from noroshi.intel.exchange.choosing import chosen
from noroshi.intel.exchange.collections import Collection
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.held import limit_held
from noroshi.ledger.actions import Answer, record
from noroshi.stix.labelling import labelled

TEXTS: Final = ", s.raw, s.audience_id, s.origin_id"
SPAN: Final = """
with sources as materialized (
  select o.public_id, d.organization_id from intel_origin o join directory_desk d on d.id = o.desk_id
   where o.id = any(%(origins)s::bigint[])
)
select noroshi_intel_added(array[%(first)s, %(last)s]::bigint[]), noroshi_intel_sentences(%(audiences)s::int[]),
       array(select public_id from sources order by public_id), array(select organization_id from sources order by public_id)
"""
"""When the first and the last came in, how far each range goes, and the sources with whose they are."""

type Source = tuple[UUID, int]
"""Its id, and the organization whose it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """`objects` are joined by commas. `next` is the number behind which it goes on, or 0."""

    objects: bytes = b""
    next: int = 0
    first: datetime | None = None
    last: datetime | None = None


def page(viewer: Viewer, of: Collection, wanted: Wanted) -> Page:
    """One entry of the record for one page."""
    rows, following = cut(chosen(viewer, of, wanted, TEXTS, undecoded=True), wanted.limit)
    if not rows:
        return Page()
    numbers = [row[0] for row in rows]
    audiences, origins = (list({row[column] for row in rows}) for column in (2, 3))
    given = {"first": numbers[0], "last": numbers[-1], "audiences": audiences, "origins": origins}
    ((span, sentences, sources, houses),) = asked(SPAN, given)
    write_down(viewer, of, list(zip(sources, houses, strict=True)), numbers)
    limits = {audience: limit_held(text) for audience, text in zip(audiences, sentences, strict=True)}
    objects = [raw if of.is_own else labelled(raw, limits[audience]) for _, raw, audience, _ in rows]
    return Page(b",".join(objects), following, *span)


def cut(rows: list[Sequence[Any]], limit: int) -> tuple[list[Sequence[Any]], int]:
    """Without the one more, and the number behind which it goes on."""
    return rows[:limit], rows[limit - 1][0] if len(rows) > limit else 0


def write_down(viewer: Viewer, of: Collection, sources: Sequence[Source], numbers: Sequence[int]) -> None:
    """Of which sources, and which stretch of numbers: a page holds too many objects to name each."""
    record(
        deed="read",
        answer=Answer.FEED,
        actor=viewer.actor,
        objects=sources,
        detail={"collection": str(of.id), "from": numbers[0], "to": numbers[-1], "objects": len(numbers)},
    )
