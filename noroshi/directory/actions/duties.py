"""Need to know by standing duty (a sector) or by assignment (a matter), given by another person."""

from uuid import UUID

from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.seats import NotForYourself
from noroshi.directory.authority import must_reach_seat
from noroshi.directory.columns import line, read
from noroshi.directory.columns import sector as check_sector
from noroshi.directory.facts import person_facts
from noroshi.directory.models import Assignment, Membership, StandingDuty
from noroshi.directory.recording import note
from noroshi.directory.rows import locked
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import NotFound


def give_duty(*, actor: Seated, membership: UUID, sector: str) -> StandingDuty:
    row = _standing(membership)
    must_reach_seat(actor, row)
    _must_be_another(actor, row)
    clean = read({"sector": check_sector}, {"sector": sector})
    duty, is_new = StandingDuty.objects.get_or_create(membership=row, sector=str(clean["sector"]))
    if is_new:
        note(actor, "give_duty", row.public_id, organization=row.desk.organization, sector=duty.sector)
        events.membership_changed({row.pk})
    return duty


def end_duty(*, actor: Seated, membership: UUID, sector: str) -> None:
    row = _standing(membership)
    must_reach_seat(actor, row)
    ended, _ = StandingDuty.objects.filter(membership=row, sector=sector).delete()
    if not ended:
        raise NotFound
    note(actor, "end_duty", row.public_id, organization=row.desk.organization, sector=sector)
    events.membership_changed({row.pk})


def assign_matter(*, actor: Seated, membership: UUID, matter: UUID, reason: str = "") -> Assignment:
    """By an administrator, or by a colleague at the same desk who needs to know everything that reaches it."""
    row = _standing(membership)
    _must_assign(actor, row)
    _must_be_another(actor, row)
    clean = read({"reason": line(400)}, {"reason": reason})
    assignment, is_new = Assignment.objects.get_or_create(
        membership=row,
        matter=matter,
        ended_at=None,
        defaults={"reason": str(clean["reason"]), "assigned_by_id": actor.person_id},
    )
    if is_new:
        note(actor, "assign_matter", assignment.public_id, organization=row.desk.organization, matter=matter)
        events.membership_changed({row.pk})
        events.matter_assigned(matter)
    return assignment


def assign_author(*, actor: Seated, matter: UUID) -> None:
    """Who writes something knows it; in the transaction of the writing. Nobody else's need to know comes this way."""
    assignment, is_new = Assignment.objects.get_or_create(
        membership_id=actor.membership_id,
        matter=matter,
        ended_at=None,
        defaults={"reason": "author", "assigned_by_id": actor.person_id},
    )
    if is_new:
        note(actor, "assign_author", assignment.public_id, matter=matter)
        events.membership_changed({actor.membership_id})


def end_assignment(*, actor: Seated, assignment: UUID) -> Assignment:
    row = locked(Assignment.objects.filter(ended_at=None), assignment)
    membership = Membership.objects.select_related("desk__organization", "person").get(pk=row.membership_id)
    _must_assign(actor, membership)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    note(actor, "end_assignment", row.public_id, organization=membership.desk.organization)
    events.membership_changed({membership.pk})
    return row


def _must_assign(actor: Seated, membership: Membership) -> None:
    if membership.desk_id == actor.desk_id and person_facts(actor.membership_id).needs_everything():
        return
    must_reach_seat(actor, membership)


def _must_be_another(actor: Seated, membership: Membership) -> None:
    """Need to know never comes from oneself."""
    if membership.person_id == actor.person_id:
        raise NotForYourself


def _standing(public_id: UUID) -> Membership:
    return locked(Membership.objects.select_related("desk__organization", "person").filter(ended_at=None), public_id)
