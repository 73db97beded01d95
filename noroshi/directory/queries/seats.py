"""At which desks a person may act: what the desk switcher offers."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.directory.facts import facts_of_row, with_facts
from noroshi.directory.models import Membership
from noroshi.directory.seated import Seated, of_membership
from noroshi.sharing.facts import PersonFacts
from noroshi.vocabulary import OrganizationKind, Role


@dataclass(frozen=True, slots=True)
class SeatChoice:
    """One desk of a person, in words; the seat there and what is known of the person were read in the same question."""

    desk_id: int
    desk_public_id: UUID
    organization: str
    desk: str
    kinds: tuple[OrganizationKind, ...]
    role: Role
    seat: Seated
    facts: PersonFacts


def seats_of(person_id: int, language: str) -> list[SeatChoice]:
    """Standing seats at active desks; those where the person is asked first come first."""
    rows = with_facts(Membership.objects.select_related("desk__organization")).filter(
        person=person_id,
        ended_at=None,
        person__is_active=True,
        desk__is_active=True,
        desk__organization__is_active=True,
    )
    return [
        SeatChoice(
            desk_id=row.desk_id,
            desk_public_id=row.desk.public_id,
            organization=row.desk.organization.name(language),
            desk=row.desk.name(language),
            kinds=tuple(OrganizationKind.of(kind) for kind in row.desk.organization.kinds),
            role=Role.of(row.role),
            seat=of_membership(row),
            facts=facts_of_row(row),
        )
        for row in rows.order_by("-is_poc", "-is_deputy", "pk")
    ]
