"""Who acts: one person at one desk, checked against today's directory. Every deed and query asks for it."""

from dataclasses import dataclass

from noroshi.directory.models import Membership, Organization
from noroshi.vocabulary import OrganizationKind, Role
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class Seated:
    """Proof that the person sits at the desk now. `is_administrator` holds for the organization of this desk only."""

    person_id: int
    desk_id: int
    organization_id: int
    membership_id: int
    role: Role
    is_administrator: bool
    is_platform_administrator: bool
    key_id: int | None = None


class SeatGone(Refusal):
    """Left, moved, or a desk or organization that was closed: one answer for all of them."""

    code, status = "seat_gone", 401
    ja = "この席では操作できません。もう一度サインインしてください。"
    en = "You can no longer act at this desk. Please sign in again."


def seated(person_id: int, desk_id: int, key_id: int | None = None) -> Seated:
    """The seat as it stands now; refuses when it ended, or the person, desk or organization is not active."""
    membership = (
        Membership.objects.select_related("desk__organization")
        .filter(
            person_id=person_id,
            desk_id=desk_id,
            ended_at=None,
            person__is_active=True,
            desk__is_active=True,
            desk__organization__is_active=True,
        )
        .first()
    )
    if membership is None:
        raise SeatGone
    return of_membership(membership, key_id)


def of_membership(membership: Membership, key_id: int | None = None) -> Seated:
    organization: Organization = membership.desk.organization
    return Seated(
        person_id=membership.person_id,
        desk_id=membership.desk_id,
        organization_id=organization.pk,
        membership_id=membership.pk,
        role=Role.of(membership.role),
        is_administrator=membership.is_administrator,
        is_platform_administrator=membership.is_administrator and OrganizationKind.PLATFORM in organization.kinds,
        key_id=key_id,
    )
