"""What a viewer may read of shared intelligence. The viewer comes first; both locks stand on every question."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import AnyViewer, SystemViewer, Viewer, acting_as
from noroshi.intel import places
from noroshi.intel.models import Link, Origin, StixObject, Value
from noroshi.intel.rows import RELATES, moment_of
from noroshi.intel.tokens import token_of
from noroshi.observables import Kind, key
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary.errors import NotFound

SYSTEM: Final = SystemViewer("import")
SEEN_EVERYWHERE: Final = 1000
"""Nobody counts farther: what is seen so often says nothing by being seen."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One version of an object as it lies here. `number` follows the order in which things came."""

    number: int
    uuid: uuid.UUID
    kind: StixKind
    version: datetime | None
    origin: int
    audience: int
    raw: str

    @property
    def token(self) -> str:
        """As this version is named outside."""
        return token_of(self.number)


@dataclass(frozen=True, slots=True)
class Correlation:
    """Where else a value is seen, as far as the asker may read: at most as many as are counted at all."""

    objects: int
    origins: frozenset[int]

    @property
    def is_everywhere(self) -> bool:
        return self.objects >= SEEN_EVERYWHERE


def origins_of(viewer: Viewer) -> list[Origin]:
    """The desk's own, in force."""
    mine = Origin.objects.filter(desk_id=viewer.desk_id, ended_at=None)
    return list(readable_by(viewer, mine).order_by("name"))


def readable_origins(viewer: AnyViewer) -> list[Origin]:
    """In force, of every desk, as far as they are open to the viewer; the viewer's own first."""
    rows = readable_by(viewer, Origin.objects.filter(ended_at=None)).order_by("name", "pk")[:500]
    own = viewer.desk_id if isinstance(viewer, Viewer) else None
    return sorted(rows, key=lambda row: row.desk_id != own)


def all_origins() -> list[Origin]:
    """For those who run the machine: names of sources, nothing of what came from them."""
    with acting_as(SYSTEM):
        return list(
            Origin.objects.filter(ended_at=None).select_related("desk__organization").order_by("desk_id", "name")
        )


def origins_named(viewer: AnyViewer, numbers: Collection[int]) -> dict[int, Origin]:
    """Whoever may read an object may read of which source it is."""
    return {
        row.pk: row
        for row in readable_by(viewer, Origin.objects.filter(pk__in=numbers).select_related("desk__organization"))
    }


def objects(viewer: AnyViewer) -> QuerySet[StixObject]:
    return readable_by(viewer, StixObject.objects.all())


def values(viewer: AnyViewer) -> QuerySet[Value]:
    return readable_by(viewer, Value.objects.all())


def newest(viewer: AnyViewer, of: uuid.UUID, kind: StixKind | None = None) -> Kept:
    """The latest version that this viewer may read, from whichever source."""
    found = versions(viewer, of, kind)
    if not found:
        raise NotFound
    return found[0]


def versions(viewer: AnyViewer, of: uuid.UUID, kind: StixKind | None = None) -> list[Kept]:
    """Every version from every source that the viewer may read, the latest first."""
    rows = objects(viewer).filter(uuid=of)
    if kind is not None:
        rows = rows.filter(kind=int(kind))
    return sorted(map(kept_of, rows[:SEEN_EVERYWHERE]), key=_latest_first)


def listed(
    viewer: AnyViewer, kinds: Collection[StixKind] = (), *, before: int | None = None, most: int = 50
) -> list[Kept]:
    """The newest first, however old what the viewer may read is."""
    given = places.among(Held.by(viewer), kinds or places.EVERY_KIND)
    numbers = places.newest(given, before or until(timezone.now()) + 1, most)
    rows = objects(viewer).in_bulk(numbers)
    return [kept_of(rows[number]) for number in numbers if number in rows]


def about(viewer: AnyViewer, kind: Kind, form: str, *, most: int = 50) -> list[Kept]:
    """Objects that name this value, whichever way it was written."""
    numbers = _numbers_about(viewer, kind, form)[:most]
    rows = objects(viewer).in_bulk(numbers)
    return [kept_of(rows[number]) for number in numbers if number in rows]


def correlation(viewer: AnyViewer, kind: Kind, form: str) -> Correlation:
    """Bounded: a value that everybody names costs no more than one that few do. Some sources tell it at their own desk alone."""
    rows = values(viewer).filter(key=uuid.UUID(bytes=key(kind, form))).exclude(origin_id__in=_silent(viewer))
    seen = list(rows.values_list("origin_id", "object_id")[:SEEN_EVERYWHERE])
    return Correlation(len({number for _, number in seen}), frozenset(origin for origin, _ in seen))


def _silent(viewer: AnyViewer) -> list[int]:
    elsewhere = Origin.objects.filter(correlates=False)
    if isinstance(viewer, Viewer):
        elsewhere = elsewhere.exclude(desk_id=viewer.desk_id)
    return list(readable_by(viewer, elsewhere).values_list("pk", flat=True))


def related(viewer: AnyViewer, of: uuid.UUID, *, most: int = 200) -> list[tuple[uuid.UUID, int, uuid.UUID, int]]:
    """Relations in both directions: from, field (0: a relationship object), to, and the number of the object that says so."""
    rows = readable_by(viewer, Link.objects.all())
    both = [rows.filter(from_uuid=of), rows.filter(to_uuid=of)]
    columns = ("from_uuid", "field", "to_uuid", "object_id")
    found = [row for part in both for row in part.values_list(*columns)[:most]]
    return sorted(set(found), key=lambda row: row[3])[:most]


def sightings(viewer: AnyViewer, of: uuid.UUID, *, most: int = 200) -> list[Kept]:
    numbers = [number for _, field, to, number in related(viewer, of, most=most) if to == of and field != RELATES]
    rows = objects(viewer).filter(kind=int(StixKind.SIGHTING)).in_bulk(numbers)
    return [kept_of(rows[number]) for number in sorted(rows)]


def added_at(numbers: Sequence[int]) -> list[datetime]:
    """When each came in: later ones never earlier, and what came together at one moment, so that no distance counts anything."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_intel_added(%s::bigint[])", [list(numbers)])
        found: list[datetime] | None = cursor.fetchone()[0]
    return found or []


def until(moment: datetime) -> int:
    """The last number that had come in by then: what was added after it has a higher one."""
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_intel_until(%s)", [moment])
        return int(cursor.fetchone()[0] or 0)


def _numbers_about(viewer: AnyViewer, kind: Kind, form: str) -> list[int]:
    rows = values(viewer).filter(key=uuid.UUID(bytes=key(kind, form)))
    return sorted(set(rows.values_list("object_id", flat=True)[:SEEN_EVERYWHERE]), reverse=True)


def kept_of(row: StixObject) -> Kept:
    return Kept(
        number=row.pk,
        uuid=row.uuid,
        kind=StixKind(row.kind),
        version=moment_of(row.version),
        origin=row.origin_id,
        audience=row.audience_id,
        raw=row.raw,
    )


def _latest_first(kept: Kept) -> Any:
    return (-(kept.version.timestamp() if kept.version else 0.0), -kept.number)
