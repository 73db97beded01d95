"""Values that could go on a list: of indicators in force, read by whoever asks, of the list's kinds, sure enough, and allowed to leave."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

import msgspec
from django.db.models import Q
from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.devices.models import BlockLine, BlockList
from noroshi.devices.ranges import usable
from noroshi.intel.models import StixObject, Value
from noroshi.intel.queries import origins_named
from noroshi.intel.reviewing import warnings_of
from noroshi.observables import Flagged, Kind
from noroshi.sharing.marking import Marking
from noroshi.stix.kinds import StixKind
from noroshi.triage.lists import listed
from noroshi.triage.profiles import profiles_of
from noroshi.vocabulary import BlockState

MOST: Final = 1000
LOOKED_THROUGH: Final = 5000
PASSIVE: Final = frozenset({"pap:red", "pap:amber"})
"""Labels by which a source forbids what an attacker could notice."""


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """`row` is what is read of the object; `marking` its own."""

    row: Value
    marking: Marking
    origin: str
    warnings: tuple[Flagged, ...]

    @property
    def public_key(self) -> str:
        return f"{self.row.object_id}.{self.row.number}"

    @property
    def kind(self) -> Kind:
        return Kind(self.row.kind)


def candidates(viewer: Viewer, of: BlockList, only: Collection[tuple[int, int]] | None = None) -> list[CandidateLine]:
    """The newest first, each value once; what stands on the list already is left out, and what is not on the profile's, if there is one."""
    rows = Value.objects.filter(_fits(of), object_kind=int(StixKind.INDICATOR), is_revoked=False)
    if of.profile_id is not None:
        rows = rows.filter(key__in=_of_profile(viewer, of.profile_id))
    if only is not None:
        rows = rows.filter(object_id__in=[number for number, _ in only])
    found = list(Held.by(viewer).of_these(rows).order_by("-object_id", "number")[:LOOKED_THROUGH])
    if only is not None:
        found = [row for row in found if (row.object_id, row.number) in only]
    listed = _listed(viewer, of)
    kept = _once(_allowed(viewer, [row for row in _newest(viewer, found) if row.key not in listed]))[:MOST]
    names = origins_named(viewer, {row.origin_id for row, _ in kept})
    warned = warnings_of(viewer, [(Kind(row.kind), row.value) for row, _ in kept])
    return [
        CandidateLine(row, marking, names[row.origin_id].name if row.origin_id in names else "", flags)
        for (row, marking), flags in zip(kept, warned, strict=True)
    ]


def _of_profile(viewer: Viewer, profile_id: int) -> set[uuid.UUID]:
    """Values that stand on its list now; of a profile that has ended nothing is taken any more."""
    profile = next((one for one in profiles_of(viewer) if one.number == profile_id), None)
    return {one.key for one in listed(viewer, profile, timezone.now()).entries} if profile else set()


def _fits(of: BlockList) -> Q:
    sure = Q(confidence__gte=of.lowest) | (Q(confidence=None) if of.lowest == 0 else Q(pk__in=[]))
    now = timezone.now()
    begun = Q(valid_from=None) | Q(valid_from__lte=now)
    return Q(kind__in=of.kinds) & sure & begun & (Q(valid_until=None) | Q(valid_until__gt=now))


def _listed(viewer: Viewer, of: BlockList) -> set[uuid.UUID]:
    rows = BlockLine.objects.filter(of=of).exclude(state=BlockState.WITHDRAWN.value)
    return set(readable_by(viewer, rows).values_list("key", flat=True))


def _newest(viewer: Viewer, rows: list[Value]) -> list[Value]:
    """Of what each source said of an object, its latest word alone."""
    late = superseded(viewer, {row.object_id for row in rows})
    return [row for row in rows if row.object_id not in late]


def superseded(viewer: AnyViewer, numbers: Collection[int]) -> set[int]:
    """Objects of which the same source has said something later."""
    stood = readable_by(viewer, StixObject.objects.filter(pk__in=numbers))
    mine = {row[0]: row[1:] for row in stood.values_list("pk", "uuid", "origin_id", "version")}
    every = readable_by(viewer, StixObject.objects.filter(uuid__in={of for of, _, _ in mine.values()}))
    latest: dict[tuple[uuid.UUID, int], int] = {}
    for of, origin, version in every.values_list("uuid", "origin_id", "version"):
        latest[of, origin] = max(version, latest.get((of, origin), version))
    return {pk for pk, (of, origin, version) in mine.items() if latest[of, origin] > version}


def _allowed(viewer: Viewer, rows: Iterable[Value]) -> Iterator[tuple[Value, Marking]]:
    marking_of = cache(lambda audience: usable(viewer, audience))
    fitting = [(row, marking) for row in rows if (marking := marking_of(row.audience_id))]
    texts = readable_by(viewer, StixObject.objects.filter(pk__in={row.object_id for row, _ in fitting}))
    quiet = {pk for pk, raw in texts.values_list("pk", "raw") if _is_passive(raw)}
    return ((row, marking) for row, marking in fitting if row.object_id not in quiet)


def _is_passive(raw: str) -> bool:
    if "pap:" not in raw.lower():
        return False
    labels = msgspec.json.decode(raw).get("labels") or []
    return any(str(label).lower() in PASSIVE for label in labels)


def _once(rows: Iterable[tuple[Value, Marking]]) -> list[tuple[Value, Marking]]:
    """Of several objects on one value the one that holds longest."""
    kept: dict[uuid.UUID, tuple[Value, Marking]] = {}
    for row, marking in rows:
        before = kept.get(row.key)
        if before is None or _end(row) > _end(before[0]):
            kept[row.key] = (row, marking)
    return list(kept.values())


def _end(row: Value) -> datetime:
    return row.valid_until or datetime.max.replace(tzinfo=timezone.get_current_timezone())
