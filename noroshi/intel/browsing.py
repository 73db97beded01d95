"""The list that people look through: newest first, narrowed by what is read of objects, at a cost that does not grow with the store.

Each place that holds something for the viewer (source, audience, kind) is asked along its own index. What only the values say
(confidence, valid time, sectors) is looked at for a stretch at a time: the answer says how far it has looked, and it goes on there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.authors import Whose, whose
from noroshi.intel.colors import Color, colors_of
from noroshi.intel.models import Origin
from noroshi.intel.places import PLACES, among, newest
from noroshi.intel.queries import Kept, kept_of, objects, origins_named, until
from noroshi.intel.sectors import bits
from noroshi.stix.kinds import StixKind
from noroshi.stix.ours import MAKER

LOOKED_AT: Final = 15_000
"""So many objects are looked at for one page; then it goes on from there when somebody asks."""
OURSELVES: Final = UUID(MAKER[-36:])
"""Who made our extension stands beside every object that has it, and is news to nobody."""
FIRST_STRETCH, WIDER = 2_000, 8
SHOWN: Final = tuple(kind for kind in StixKind if kind.is_domain or kind in {StixKind.SIGHTING, StixKind.CUSTOM})

THROUGH: Final = f"""
with {PLACES}, near as materialized (
  select s.id from places p cross join lateral (
    select s.id from intel_stixobject s
     where s.origin_id = p.origin_id and s.audience_id = p.audience_id and s.kind = p.kind and s.id < %(before)s and s.id >= %(from)s
     offset 0) s
   order by s.id desc limit %(look)s
)
select count(*), min(n.id), coalesce(array_agg(n.id order by n.id desc) filter (where exists (
    select from intel_value v where v.object_id = n.id
       and (%(confidence)s::int is null or v.confidence >= %(confidence)s)
       and (%(sectors)s::bigint = 0 or v.sectors & %(sectors)s <> 0)
       and (%(at)s::timestamptz is null or (not v.is_revoked and (v.valid_from is null or v.valid_from <= %(at)s)
                                              and (v.valid_until is null or v.valid_until > %(at)s))))), '{{}}')
  from near n
"""  # noqa: S608 - likewise


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything narrows; nothing given is everything. `before` is a number that a page ended with."""

    kinds: Sequence[StixKind] = SHOWN
    origin: UUID | None = None
    color: str = ""
    confidence: int | None = None
    sectors: Sequence[str] = ()
    is_valid_now: bool = False
    before: int | None = None
    limit: int = 30

    @property
    def asks_values(self) -> bool:
        return self.confidence is not None or bool(self.sectors) or self.is_valid_now


@dataclass(frozen=True, slots=True)
class Listed:
    kept: Kept
    origin: Origin | None
    color: Color
    whose: Whose


@dataclass(frozen=True, slots=True)
class Found:
    """`next` is where it goes on, 0 at the end; `is_partly`: it has looked as far as it looks at once, and there is more."""

    rows: tuple[Listed, ...]
    next: int = 0
    is_partly: bool = False


def browse(viewer: Viewer, wanted: Wanted) -> Found:
    given = _given(viewer, wanted)
    if given is None:
        return Found(())
    start = wanted.before or until(timezone.now()) + 1
    if wanted.asks_values:
        numbers, following, is_partly = _through(given | _values(wanted), start, wanted.limit)
    else:
        found = newest(given, start, wanted.limit + 1)
        is_more = len(found) > wanted.limit
        numbers, following, is_partly = found[: wanted.limit], found[wanted.limit - 1] if is_more else 0, False
    return Found(_rows(viewer, numbers), following, is_partly)


def _given(viewer: Viewer, wanted: Wanted) -> dict[str, Any] | None:
    """None where nothing can be found: a source that is closed does not exist."""
    origin = None
    if wanted.origin is not None:
        named = Origin.objects.filter(public_id=wanted.origin)
        origin = readable_by(viewer, named).values_list("pk", flat=True).first()
        if origin is None:
            return None
    given = among(Held.by(viewer), wanted.kinds) | {"origin": origin}
    return given | {"audiences": _colored(viewer, given, wanted.color)} if wanted.color else given


def _colored(viewer: Viewer, given: dict[str, Any], color: str) -> list[int]:
    """An audience has one color: one object of each says which."""
    text = f"""with {PLACES} select distinct on (p.audience_id) o.id from places p cross join lateral (
      select s.id from intel_stixobject s where s.origin_id = p.origin_id and s.audience_id = p.audience_id and s.kind = p.kind
       order by s.id desc limit 1) o"""  # noqa: S608 - constants
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        numbers = [number for (number,) in cursor.fetchall()]
    found = [kept_of(row) for row in objects(viewer).filter(pk__in=numbers)]
    colors = colors_of(viewer, found, origins_named(viewer, {one.origin for one in found}))
    return [one.audience for one in found if colors[one.number].word == color]


def _values(wanted: Wanted) -> dict[str, Any]:
    return {
        "confidence": wanted.confidence,
        "sectors": bits(wanted.sectors),
        "at": timezone.now() if wanted.is_valid_now else None,
    }


def _through(given: dict[str, Any], before: int, most: int) -> tuple[list[int], int, bool]:
    """Stretch by stretch, each wider than the one before, until the page is full or enough was looked at."""
    found: list[int] = []
    looked, stretch = 0, FIRST_STRETCH
    while before > 1 and looked < LOOKED_AT:
        start, left = max(before - stretch, 0), LOOKED_AT - looked
        with connection.cursor() as cursor:
            cursor.execute(THROUGH, given | {"before": before, "from": start, "look": left})
            seen, lowest, fitting = cursor.fetchone()
        found += fitting
        looked += seen
        if len(found) > most:
            return found[:most], found[most - 1], False
        before = lowest if seen == left else start
        stretch *= WIDER
    return found, before if before > 1 else 0, before > 1


def _rows(viewer: Viewer, numbers: Sequence[int]) -> tuple[Listed, ...]:
    """Only the latest version of each stands in a list; the earlier ones stand on its page."""
    rows = objects(viewer).in_bulk(numbers)
    return listed_of(viewer, [kept_of(rows[number]) for number in numbers if number in rows])


def listed_of(viewer: Viewer, given: Sequence[Kept]) -> tuple[Listed, ...]:
    latest = _latest(viewer, [one.uuid for one in given])
    found = [one for one in given if one.number in latest and one.uuid != OURSELVES]
    origins = origins_named(viewer, {one.origin for one in found})
    colors, sent = colors_of(viewer, found, origins), whose(viewer, found, origins)
    return tuple(Listed(one, origins.get(one.origin), colors[one.number], sent[one.number]) for one in found)


def _latest(viewer: Viewer, uuids: Sequence[UUID]) -> set[int]:
    rows = objects(viewer).filter(uuid__in=uuids).values_list("uuid", "kind", "version", "pk")
    best: dict[tuple[UUID, int], tuple[int, int]] = {}
    for uuid, kind, version, number in rows:
        best[uuid, kind] = max(best.get((uuid, kind), (-(2**63), 0)), (max(version, -1), number))
    return {number for _, number in best.values()}
