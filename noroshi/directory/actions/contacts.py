"""Whether those whom one would ring at night can be reached: confirmed every 90 days and within 7 days of a move."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from noroshi.directory.authority import governs
from noroshi.directory.models import ContactCheck, Membership
from noroshi.directory.recording import note
from noroshi.directory.rows import locked
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import NotFound, NotYours

EVERY: Final = timedelta(days=90)
AFTER_A_MOVE: Final = timedelta(days=7)
IS_CONTACT: Final = Q(is_poc=True) | Q(is_deputy=True)


def confirm_contact(*, actor: Seated, membership: UUID) -> ContactCheck:
    """By the contact itself or by an administrator of its organization; the next check is due 90 days from now."""
    row = locked(_standing().select_related("desk__organization").filter(IS_CONTACT), membership)
    organization = row.desk.organization
    if organization.pk != actor.organization_id and not governs(actor, organization):
        raise NotFound
    if row.person_id != actor.person_id and not governs(actor, organization):
        raise NotYours
    now = timezone.now()
    ContactCheck.objects.filter(membership=row, confirmed_at=None).update(
        confirmed_at=now, confirmed_by=actor.person_id
    )
    check = ContactCheck.objects.create(membership=row, due_date=timezone.localdate(now) + EVERY)
    note(actor, "confirm_contact", row.public_id, organization=organization)
    return check


def check_contacts() -> int:
    """For whoever runs the clock: the checks that are due today, in a transaction of their own."""
    with transaction.atomic():
        return schedule_contact_checks(today=timezone.localdate())


def schedule_contact_checks(*, today: date) -> int:
    """For the daily job: every standing contact has one open check, and those who are contacts no more have none."""
    ContactCheck.objects.filter(confirmed_at=None).exclude(membership__in=_standing().filter(IS_CONTACT)).delete()
    is_open = Exists(ContactCheck.objects.filter(membership=OuterRef("pk"), confirmed_at=None))
    without = _standing().filter(IS_CONTACT).exclude(is_open)
    made = [ContactCheck(membership=row, due_date=today + EVERY) for row in without]
    return len(ContactCheck.objects.bulk_create(made))


def moved(memberships: "QuerySet[Membership]") -> None:
    """Somebody came, changed or can be reached elsewhere: the check is due within 7 days, or earlier if it was."""
    due = timezone.localdate() + AFTER_A_MOVE
    for row in memberships.filter(IS_CONTACT):
        check = ContactCheck.objects.filter(membership=row, confirmed_at=None).first()
        if check is None:
            ContactCheck.objects.create(membership=row, reason=ContactCheck.Reason.MOVE, due_date=due)
        elif check.due_date > due:
            check.reason, check.due_date = ContactCheck.Reason.MOVE, due
            check.save(update_fields=["reason", "due_date"])


def _standing() -> "QuerySet[Membership]":
    return Membership.objects.filter(ended_at=None, person__is_active=True, desk__is_active=True)
