"""Switching an emergency mode on by two persons of the center, and back to normal by one or by its end."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.advisories.actions.begin import must_be_center
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.editions.ranges import own_desks
from noroshi.emergency.errors import AnotherConfirms, EndNeeded, ModeOver, ModeReasonNeeded, SectorsNeeded
from noroshi.emergency.models import Mode
from noroshi.emergency.modes import concerned, mode_row, state_of
from noroshi.ledger.actions import record
from noroshi.schemes import scheme_in_force
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import EmergencyKind, Leg, ModeState, NoticeKind, TableVariant, Tlp, Urgency
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.text import clean_text

LONGEST: Final = timedelta(days=31)
LONGEST_REASON: Final = 2000
LINK: Final = "/emergency/"
"""A notice names nothing: not everybody of a desk may read what it leads to."""


def propose_mode(
    viewer: Viewer, kind: EmergencyKind, *, reason: str, sectors: Collection[str], ends_at: datetime
) -> Mode:
    """The own desk's alone until a second person confirms it."""
    must_be_center(viewer)
    said, now = clean_text(reason, most=LONGEST_REASON), timezone.now()
    known = [one for one in dict.fromkeys(sectors) if scheme_in_force(timezone.localdate()).sector(one)]
    wrong = {
        "reason": [] if said else [ModeReasonNeeded.code],
        "sectors": [] if known else [SectorsNeeded.code],
        "ends_at": [] if now < ends_at <= now + LONGEST else [EndNeeded.code],
    }
    if any(wrong.values()):
        raise InvalidFields(fields={name: codes for name, codes in wrong.items() if codes})
    made = Mode.objects.create(
        audience_id=own_desks(_marking(viewer.desk_id), None),
        kind=kind.value,
        reason=said,
        sectors=known,
        ends_at=ends_at,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=now,
    )
    _record(viewer, "propose_mode", made)
    notify(viewer, [viewer.desk_id], NoticeKind.REQUEST, urgency=Urgency.EMERGENCY, link=LINK)
    return made


def confirm_mode(viewer: Viewer, public_id: uuid.UUID) -> Mode:
    """By another person of the desk. From now on the desks concerned see it on every page."""
    row = mode_row(viewer, public_id)
    must_be_center(viewer)
    _must_go_on(row)
    if row.confirmed_at is not None:
        return row
    if row.by_id == viewer.seat.person_id:
        raise AnotherConfirms
    told = concerned(row.sectors) - {viewer.desk_id}
    row.confirmed_at, row.confirmed_by_id = timezone.now(), viewer.seat.person_id
    row.audience_id = own_desks(_marking(row.desk_id), None, told)
    row.save(update_fields=["confirmed_at", "confirmed_by", "audience"])
    _record(viewer, "confirm_mode", row)
    notify(viewer, told, NoticeKind.WARNED, urgency=Urgency.EMERGENCY, link=LINK)
    return row


def end_mode(viewer: Viewer, public_id: uuid.UUID) -> Mode:
    """Back to normal, by one person: what narrows needs no second. A proposal is taken back by the same deed."""
    row = mode_row(viewer, public_id)
    must_be_center(viewer)
    _must_go_on(row)
    row.ended_at, row.ended_by_id = timezone.now(), viewer.seat.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    _record(viewer, "end_mode", row)
    if row.confirmed_at is not None:
        notify(viewer, concerned(row.sectors) - {viewer.desk_id}, NoticeKind.DECIDED, link=LINK)
    return row


def _must_go_on(row: Mode) -> None:
    if state_of(row) is ModeState.ENDED:
        raise ModeOver


def _marking(desk: int) -> Marking:
    return Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=desk)


def _record(viewer: Viewer, deed: str, row: Mode) -> None:
    objects = [(row.public_id, row.desk.organization_id)]
    record(deed=deed, actor=viewer.actor, objects=objects, detail={"kind": row.kind})
