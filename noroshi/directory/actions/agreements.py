"""Agreements between two organizations stand once both have said so: nobody grants itself anything."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.authority import governs, must_govern
from noroshi.directory.columns import day, day_or_none, one_of, read, text, wrong
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Agreement, Desk, Organization
from noroshi.directory.recording import note
from noroshi.directory.rows import change, found, locked
from noroshi.directory.seated import Seated
from noroshi.vocabulary.errors import NotYours, Refusal

COLUMNS = {
    "kind": one_of(kind.value for kind in Agreement.Kind),
    "signed_date": day,
    "ends_date": day_or_none,
    "text": text(4000),
}


class EndsBeforeItBegan(Refusal):
    code, status = "ends_before_it_began", 422
    ja = "終わりの日が始まりの日より前です。"
    en = "It would end before it began."


class TwoPartiesNeeded(Refusal):
    code, status = "two_parties_needed", 422
    ja = "相手には別の組織を選んでください。"
    en = "Choose another organization as the other side."


class DeskOfSpecimens(Refusal):
    code, status = "desk_of_specimens", 422
    ja = "検体の取扱いの合意には、検体を扱う自組織の席を一つ選んでください。ほかの合意では選びません。"
    en = (
        "An agreement on specimens names the desk of your organization that handles them; no other agreement names one."
    )


class OtherSideConfirms(Refusal):
    code, status = "other_side_confirms", 403
    ja = "相手側の組織が確認します。"
    en = "The other side confirms this."


def record_agreement(
    *,
    actor: Seated,
    own: UUID,
    other: UUID,
    kind: str,
    signed_date: date | str,
    desk: UUID | None = None,
    **more: object,
) -> Agreement:
    """One side records; it gives nothing until the other side confirms."""
    first = found(known_organizations(actor), own)
    must_govern(actor, first)
    second = found(known_organizations(actor), other)
    if first == second:
        raise wrong("other", TwoPartiesNeeded)
    clean = read(COLUMNS, {"kind": kind, "signed_date": signed_date, **more})
    ends = clean.get("ends_date")
    if isinstance(ends, date) and isinstance(clean["signed_date"], date) and ends < clean["signed_date"]:
        raise wrong("ends_date", EndsBeforeItBegan)
    handling = _desk(first, desk, clean["kind"])
    agreement = Agreement(first=first, second=second, desk=handling, recorded_by_id=actor.person_id, **clean)
    agreement.save()
    note(actor, "record_agreement", agreement.public_id, organization=first, other=second.public_id)
    return agreement


def confirm_agreement(*, actor: Seated, agreement: UUID) -> Agreement:
    row = _of_actor(actor, agreement)
    if not governs(actor, row.second):
        raise OtherSideConfirms if governs(actor, row.first) else NotYours
    if row.recorded_by_id == actor.person_id:
        raise OtherSideConfirms
    if row.confirmed_at is None:
        change(row, {"confirmed_at": timezone.now(), "confirmed_by_id": actor.person_id})
        note(actor, "confirm_agreement", row.public_id, organization=row.second, other=row.first.public_id)
        events.desk_facts_changed(_desks(row))
    return row


def end_agreement(*, actor: Seated, agreement: UUID) -> Agreement:
    """Either side may end it, at once."""
    row = _of_actor(actor, agreement)
    ours = next((side for side in (row.first, row.second) if governs(actor, side)), None)
    if ours is None:
        raise NotYours
    change(row, {"ended_at": timezone.now()})
    note(actor, "end_agreement", row.public_id, organization=ours)
    events.desk_facts_changed(_desks(row))
    return row


def _desk(own: Organization, desk: UUID | None, kind: object) -> Desk | None:
    """Of the recording side, for specimens and for nothing else."""
    is_needed = kind == Agreement.Kind.SPECIMENS.value
    row = Desk.objects.filter(organization=own, public_id=desk, is_active=True).first() if desk else None
    if is_needed is (row is None) or (desk and row is None):
        raise wrong("desk", DeskOfSpecimens)
    return row


def _of_actor(actor: Seated, public_id: UUID) -> Agreement:
    """Agreements are there for their two sides, and for the platform while it governs one of them."""
    sides = Q(first=actor.organization_id) | Q(second=actor.organization_id)
    if actor.is_platform_administrator:
        ungoverned = Organization.objects.filter(self_governed_at=None)
        sides |= Q(first__in=ungoverned) | Q(second__in=ungoverned)
    standing = Agreement.objects.select_related("first", "second").filter(sides, ended_at=None)
    return locked(standing, public_id)


def _desks(agreement: Agreement) -> set[int]:
    return set(
        Desk.objects.filter(organization__in=[agreement.first_id, agreement.second_id]).values_list("pk", flat=True)
    )
