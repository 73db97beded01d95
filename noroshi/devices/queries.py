"""A desk's lists as its people see them. To everybody else they do not exist."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.devices.actions.lists import own_list_row
from noroshi.devices.candidates import CandidateLine, candidates
from noroshi.devices.models import BlockLine, BlockList, DeviceKey
from noroshi.devices.standing import lost
from noroshi.directory.queries.acting import PersonNamed, person_named
from noroshi.intel.reviewing import warnings_of
from noroshi.observables import Flagged, Kind
from noroshi.triage.profiles import profiles_of
from noroshi.vocabulary import BlockState, TakenBack, Tlp

KEPT_FOR_ROLLBACK: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class BlockListShown:
    public_id: uuid.UUID
    name: str
    note: str
    kinds: tuple[Kind, ...]
    lowest: int
    days: int
    drops: bool
    counts: dict[BlockState, int]
    profile: uuid.UUID | None = None
    profile_name: str = ""


@dataclass(frozen=True, slots=True)
class BlockLineShown:
    """`is_out`: published and still in force this moment. `is_mine`: proposed by the viewer, who cannot review it."""

    public_id: uuid.UUID
    kind: Kind
    value: str
    tlp: Tlp
    confidence: int | None
    until: datetime
    state: BlockState
    taken_back: TakenBack | None
    reason: str
    proposed_by: PersonNamed
    proposed_at: datetime
    reviewed_by: PersonNamed | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    is_out: bool
    is_mine: bool
    warnings: tuple[Flagged, ...]


@dataclass(frozen=True, slots=True)
class DeviceKeyShown:
    """`fetched_at` says when the device came last, and for what."""

    public_id: uuid.UUID
    name: str
    network_ranges: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    fetched_at: datetime | None
    fetched: str

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


def lists_of(viewer: Viewer) -> list[BlockListShown]:
    rows = readable_by(viewer, BlockList.objects.filter(desk_id=viewer.desk_id, ended_at=None))
    return [_list(viewer, row) for row in rows.order_by("name")]


def list_shown(viewer: Viewer, list_id: uuid.UUID) -> BlockListShown:
    return _list(viewer, own_list_row(viewer, list_id))


def candidates_of(viewer: Viewer, list_id: uuid.UUID) -> list[CandidateLine]:
    return candidates(viewer, own_list_row(viewer, list_id))


def lines_of(
    viewer: Viewer, list_id: uuid.UUID, *states: BlockState, since: datetime | None = None
) -> list[BlockLineShown]:
    """In the order in which they were proposed; `since` leaves out what was withdrawn before."""
    rows = BlockLine.objects.filter(of=own_list_row(viewer, list_id), state__in=[one.value for one in states])
    if since:
        rows = rows.exclude(withdrawn_at__lt=since)
    found = list(readable_by(viewer, rows.select_related("proposed_by", "reviewed_by")).order_by("pk"))
    gone, now = lost([row.pk for row in found]), timezone.now()
    warned = warnings_of(viewer, [(Kind(row.kind), row.value) for row in found])
    return [_line(viewer, row, flags, is_out=_is_out(row, gone, now)) for row, flags in zip(found, warned, strict=True)]


def to_take_back(viewer: Viewer, list_id: uuid.UUID) -> list[BlockLineShown]:
    """What devices have had of a list and must have no longer; of the last month, newest first."""
    every = lines_of(
        viewer, list_id, BlockState.PUBLISHED, BlockState.WITHDRAWN, since=timezone.now() - KEPT_FOR_ROLLBACK
    )
    out = {(line.kind, line.value) for line in every if line.is_out}
    gone = [line for line in every if line.published_at and not line.is_out and (line.kind, line.value) not in out]
    return sorted(gone, key=lambda line: line.withdrawn_at or timezone.now(), reverse=True)


def keys_of(viewer: Viewer, list_id: uuid.UUID) -> list[DeviceKeyShown]:
    rows = list(
        readable_by(viewer, DeviceKey.objects.filter(of=own_list_row(viewer, list_id))).order_by(
            "revoked_at", "-made_at"
        )
    )
    seen = _fetches([row.pk for row in rows])
    return [_key(row, *seen.get(row.pk, (None, ""))) for row in rows]


def _fetches(keys: Collection[int]) -> dict[int, tuple[datetime | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select key_id, at, form from devices_fetches(%s::bigint[])", [list(keys)])
        return {key: (at, form) for key, at, form in cursor.fetchall()}


def _list(viewer: Viewer, row: BlockList) -> BlockListShown:
    states = readable_by(viewer, BlockLine.objects.filter(of=row)).values_list("state", flat=True)
    profile = (
        next((one for one in profiles_of(viewer) if one.number == row.profile_id), None) if row.profile_id else None
    )
    return BlockListShown(
        public_id=row.public_id,
        name=row.name,
        note=row.note,
        kinds=tuple(Kind(kind) for kind in row.kinds),
        lowest=row.lowest,
        days=row.days,
        drops=row.drops,
        counts=dict(Counter(BlockState.of(state) for state in states)),
        profile=profile.public_id if profile else None,
        profile_name=profile.name if profile else "",
    )


def _is_out(row: BlockLine, gone: set[int], now: datetime) -> bool:
    return row.state == BlockState.PUBLISHED.value and row.pk not in gone and row.until > now


def _line(viewer: Viewer, row: BlockLine, flags: tuple[Flagged, ...], *, is_out: bool) -> BlockLineShown:
    return BlockLineShown(
        public_id=row.public_id,
        kind=Kind(row.kind),
        value=row.value,
        tlp=Tlp.of(row.tlp),
        confidence=row.confidence,
        until=row.until,
        state=BlockState.of(row.state),
        taken_back=TakenBack.of(row.taken_back) if row.taken_back else None,
        reason=row.reason,
        proposed_by=person_named(row.proposed_by),
        proposed_at=row.proposed_at,
        reviewed_by=person_named(row.reviewed_by) if row.reviewed_by else None,
        published_at=row.published_at,
        withdrawn_at=row.withdrawn_at,
        is_out=is_out,
        is_mine=row.proposed_by_id == viewer.seat.person_id,
        warnings=flags,
    )


def _key(row: DeviceKey, at: datetime | None, form: str) -> DeviceKeyShown:
    return DeviceKeyShown(
        public_id=row.public_id,
        name=row.name,
        network_ranges=tuple(row.network_ranges),
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        fetched_at=at,
        fetched=form,
    )
