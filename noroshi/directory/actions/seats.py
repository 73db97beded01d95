"""Seats: one person at one desk in one role. Nobody raises their own need to know."""

from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.contacts import moved
from noroshi.directory.actions.governing import after_losing_administrators
from noroshi.directory.authority import must_end_seat, must_govern, must_reach_person, must_reach_seat
from noroshi.directory.columns import MEMBERSHIP, read
from noroshi.directory.known import known_desks
from noroshi.directory.models import Assignment, Desk, Membership, Person
from noroshi.directory.recording import note
from noroshi.directory.rows import change, found, locked, must_be_as_read
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import Refusal

SETTLED_BY_ANOTHER: Final = frozenset({"role", "tie", "nda_until", "is_poc", "is_deputy"})
"""Columns of a seat that give need to know."""


class NotForYourself(Refusal):
    code, status = "not_for_yourself", 403
    ja = "自分の役割や担当は自分では変えられません。別の管理者に頼んでください。"
    en = "You cannot change your own role or duties. Ask another administrator."


class AlreadySeated(Refusal):
    code, status = "already_seated", 409
    ja = "この人はすでにこの窓口にいます。"
    en = "This person already sits at this desk."


def seat_person(*, actor: Seated, person: UUID, desk: UUID, role: str, **more: object) -> Membership:
    """A further desk for somebody of one's own; people of other organizations come by invitation, which they accept."""
    row = locked(Person.objects.filter(is_active=True), person)
    must_reach_person(actor, row)
    place = found(known_desks(actor).select_related("organization").filter(is_active=True), desk)
    must_govern(actor, place.organization)
    membership = sit(row, place, role=role, **more)
    note(actor, "seat_person", row.public_id, organization=place.organization, desk=place.public_id)
    return membership


def sit(person: Person, desk: Desk, **values: object) -> Membership:
    """The step shared by every way into a seat: new people, further seats, accepted invitations. Records nothing."""
    if Membership.objects.filter(person=person, desk=desk, ended_at=None).exists():
        raise AlreadySeated
    clean: dict[str, Any] = read(MEMBERSHIP, values)
    membership = Membership.objects.create(person=person, desk=desk, **clean)
    moved(Membership.objects.filter(pk=membership.pk))
    events.membership_changed({membership.pk})
    return membership


def edit_membership(*, actor: Seated, membership: UUID, version: int, **changes: object) -> Membership:
    row = _standing(membership)
    must_reach_seat(actor, row)
    must_be_as_read(row, version, {name: getattr(row, name) for name in MEMBERSHIP})
    clean = read(MEMBERSHIP, changes)
    raised = {name for name in SETTLED_BY_ANOTHER & clean.keys() if getattr(row, name) != clean[name]}
    if raised and row.person_id == actor.person_id:
        raise NotForYourself
    changed = set(change(row, clean))
    organization = row.desk.organization
    note(actor, "edit_membership", row.public_id, organization=organization, fields=sorted(changed))
    if changed & {"role", "is_poc", "is_deputy"}:
        moved(Membership.objects.filter(pk=row.pk))
    if "is_administrator" in changed:
        after_losing_administrators(organization)
    events.membership_changed({row.pk})
    return row


def end_membership(*, actor: Seated, membership: UUID) -> Membership:
    row = _standing(membership)
    must_end_seat(actor, row)
    change(row, {"ended_at": timezone.now()})
    Assignment.objects.filter(membership=row, ended_at=None).update(ended_at=row.ended_at)
    note(actor, "end_membership", row.public_id, organization=row.desk.organization)
    after_losing_administrators(row.desk.organization)
    events.membership_changed({row.pk})
    return row


def _standing(public_id: UUID) -> Membership:
    return locked(Membership.objects.select_related("desk__organization", "person").filter(ended_at=None), public_id)
