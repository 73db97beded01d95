"""Periods, holds, and the disposal that two persons decide. Each runs in the transaction that `acting_as` opened."""

import uuid
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.naming import is_named
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.legal import later
from noroshi.legal.errors import (
    AnotherDisposes,
    DisposalOpen,
    DisposalOver,
    HeldAlready,
    HoldReasonNeeded,
    NothingDue,
    PeriodTooShort,
)
from noroshi.legal.footing import edition_row
from noroshi.legal.models import Disposal, Hold, Period
from noroshi.legal.periods import may_set
from noroshi.legal.retention import disposal_row, dry_run, reads_all, state_of
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import DisposalState, Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.vocabulary.text import clean_line

SHORTEST_DAYS: Final = 30
LONGEST_DAYS: Final = 36_500
LONGEST_REASON: Final = 400


def set_period(viewer: Viewer, kind: EditionKind, tlp: Tlp, days: int) -> Period:
    """By the administrator of the organization; how it was before stays written down."""
    if not may_set(viewer):
        raise NotYours
    if not SHORTEST_DAYS <= days <= LONGEST_DAYS:
        raise PeriodTooShort
    now, where = timezone.now(), {"organization_id": viewer.organization_id, "kind": kind.value, "tlp": tlp.value}
    Period.objects.filter(**where, ended_at=None).update(ended_at=now)
    row = Period.objects.create(**where, days=days, written_by_id=viewer.seat.person_id, at=now)
    house = Organization.objects.get(pk=viewer.organization_id)
    record(
        deed="set_period",
        actor=viewer.actor,
        objects=[(house.public_id, house.pk)],
        detail={"kind": kind.value, "tlp": tlp.value, "days": days},
    )
    return row


def kind_of(value: str) -> EditionKind:
    """As a door was given it; anything else has no period."""
    if value not in EditionKind.values:
        raise NotFound
    return EditionKind(value)


def tlp_of(value: str) -> Tlp:
    if value not in {one.value for one in Tlp}:
        raise NotFound
    return Tlp.of(value)


def hold(viewer: Viewer, edition_id: uuid.UUID, reason: str) -> Hold:
    """By any desk that holds the item. Nobody else learns of it."""
    edition = edition_row(viewer, edition_id)
    said = clean_line(reason, most=LONGEST_REASON)
    if not said:
        raise HoldReasonNeeded
    if Hold.objects.filter(edition=edition, desk=viewer.desk_id, ended_at=None).exists():
        raise HeldAlready
    row = Hold.objects.create(
        audience_id=_own(viewer, edition),
        edition=edition,
        desk_id=viewer.desk_id,
        reason=said,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    _record(viewer, "hold_item", edition)
    return row


def end_hold(viewer: Viewer, edition_id: uuid.UUID) -> None:
    edition = edition_row(viewer, edition_id)
    row = Hold.objects.filter(edition=edition, desk=viewer.desk_id, ended_at=None).first()
    if row is None:
        raise NotFound
    row.ended_at, row.ended_by_id = timezone.now(), viewer.seat.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    _record(viewer, "end_hold", edition)


def propose_disposal(viewer: Viewer) -> Disposal:
    """All that the dry run shows now; a second person of the desk confirms it."""
    if Disposal.objects.filter(desk=viewer.desk_id, confirmed_at=None, withdrawn_at=None).exists():
        raise DisposalOpen
    found = dry_run(viewer)
    if not found.due:
        raise NothingDue
    row = Disposal.objects.create(
        audience_id=own_desks(_marking(viewer), None),
        desk_id=viewer.desk_id,
        editions=found.editions,
        counts=[[count.kind.value, count.tlp.value, count.number] for count in found.counts],
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    _record_disposal(viewer, "propose_disposal", row)
    return row


def confirm_disposal(viewer: Viewer, public_id: uuid.UUID) -> Disposal:
    """By another person of the desk, who may read all that goes. The system does it right after."""
    row = disposal_row(viewer, public_id)
    _must_wait(row)
    if row.by_id == viewer.seat.person_id or not reads_all(viewer, row):
        raise AnotherDisposes
    row.confirmed_at, row.confirmed_by_id = timezone.now(), viewer.seat.person_id
    row.save(update_fields=["confirmed_at", "confirmed_by"])
    _record_disposal(viewer, "confirm_disposal", row)
    later.dispose_later(row.public_id)
    return row


def withdraw_disposal(viewer: Viewer, public_id: uuid.UUID) -> Disposal:
    """By anybody of the desk who sees it: what stays needs no second person."""
    row = disposal_row(viewer, public_id)
    _must_wait(row)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    _record_disposal(viewer, "withdraw_disposal", row)
    return row


def _must_wait(row: Disposal) -> None:
    if state_of(row) is not DisposalState.PROPOSED:
        raise DisposalOver


def _own(viewer: Viewer, edition: Edition) -> int:
    marking = Marking(
        tlp=Tlp.of(edition.tlp),
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(edition.sectors),
        originator=viewer.desk_id,
    )
    return own_desks(marking, str(edition.matter) if is_named(edition.matter) else None)


def _marking(viewer: Viewer) -> Marking:
    """How much there is of what is told to those who need to know of everything at the desk."""
    return Marking(tlp=Tlp.AMBER, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)


def _record(viewer: Viewer, deed: str, edition: Edition) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(edition.public_id, edition.originator_organization_id)])


def _record_disposal(viewer: Viewer, deed: str, row: Disposal) -> None:
    record(
        deed=deed,
        actor=viewer.actor,
        objects=[(row.public_id, viewer.organization_id)],
        detail={"editions": len(row.editions)},
    )
