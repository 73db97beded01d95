"""Emergency modes as the desks concerned see them (第2次行動計画 別添4; F21). A mode suggests; it opens nothing and changes no ceiling."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.everybody import everybody
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization, Person
from noroshi.directory.remembered import remembered
from noroshi.emergency.models import Mode
from noroshi.vocabulary import DeskKind, EmergencyKind, ModeState, OrganizationKind
from noroshi.vocabulary.errors import NotFound

ADDED: Final = frozenset(
    {OrganizationKind.CRISIS_MINISTRY, OrganizationKind.SECURITY_MINISTRY, OrganizationKind.DISASTER_MINISTRY}
)
"""Whom an emergency adds to the usual recipients."""


@dataclass(frozen=True, slots=True)
class ModeShown:
    public_id: uuid.UUID
    kind: EmergencyKind
    reason: str
    sectors: tuple[str, ...]
    state: ModeState
    at: datetime
    by: Person
    confirmed_at: datetime | None
    confirmed_by: Person | None
    ends_at: datetime
    ended_at: datetime | None
    may_confirm: bool
    may_end: bool


def modes(viewer: Viewer) -> list[ModeShown]:
    """Of which this desk knows, the newest first; ended ones stay as the record."""
    rows = readable_by(viewer, Mode.objects.all()).select_related("by", "confirmed_by").order_by("-pk")[:100]
    return [_shown(viewer, row) for row in rows]


def mode(viewer: Viewer, public_id: uuid.UUID) -> ModeShown:
    return _shown(viewer, mode_row(viewer, public_id))


def in_force(viewer: Viewer) -> list[ModeShown]:
    """What stands at the head of every page of the desks concerned. Nearly always there is none, and one short question says so."""
    return remembered(("modes in force", viewer.setting), lambda: _in_force(viewer))


def _in_force(viewer: Viewer) -> list[ModeShown]:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("select emergency_any(%s)", [now])
        if not cursor.fetchone()[0]:
            return []
    rows = Mode.objects.filter(confirmed_at__isnull=False, ended_at=None, ends_at__gt=now)
    shown = readable_by(viewer, rows).select_related("by", "confirmed_by").order_by("-pk")[:5]
    return [_shown(viewer, row) for row in shown]


def mode_row(viewer: Viewer, public_id: uuid.UUID) -> Mode:
    row = readable_by(viewer, Mode.objects.filter(public_id=public_id)).select_related("by", "confirmed_by").first()
    if row is None:
        raise NotFound
    return row


def concerned(sectors: Collection[str]) -> frozenset[int]:
    """Desks that are told: the center, the added ministries, the liaisons and CEPTOAR secretariats of the sectors."""
    wanted = frozenset(sectors)
    return frozenset(
        one.desk
        for one in everybody()
        if one.kinds & (ADDED | {OrganizationKind.CENTER})
        or (one.desk_kind in {DeskKind.LIAISON, DeskKind.SECRETARIAT} and one.sectors & wanted)
    )


def added_organizations() -> Iterable[Organization]:
    kinds = [kind.value for kind in ADDED]
    return Organization.objects.filter(is_active=True, kinds__overlap=kinds).order_by("pk")


def state_of(row: Mode) -> ModeState:
    if row.ended_at is not None or row.ends_at <= timezone.now():
        return ModeState.ENDED
    return ModeState.IN_FORCE if row.confirmed_at else ModeState.PROPOSED


def _shown(viewer: Viewer, row: Mode) -> ModeShown:
    state, is_own = state_of(row), row.desk_id == viewer.desk_id
    is_first = row.by_id == viewer.seat.person_id
    return ModeShown(
        public_id=row.public_id,
        kind=EmergencyKind.of(row.kind),
        reason=row.reason,
        sectors=tuple(row.sectors),
        state=state,
        at=row.at,
        by=row.by,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
        ends_at=row.ends_at,
        ended_at=row.ended_at,
        may_confirm=is_own and not is_first and state is ModeState.PROPOSED,
        may_end=is_own and state is not ModeState.ENDED,
    )
