"""Who may change what in the directory. Nobody reaches upward: an administrator governs its own organization.

The platform administrator governs an organization only until one of its own has signed in (architecture, rulings).
"""

from noroshi.directory.models import Desk, Group, Membership, Organization, Person
from noroshi.directory.seated import Seated
from noroshi.vocabulary import OrganizationKind, Role
from noroshi.vocabulary.errors import NotFound, NotYours


def governs(actor: Seated, organization: Organization) -> bool:
    if actor.is_administrator and actor.organization_id == organization.pk:
        return True
    return actor.is_platform_administrator and organization.self_governed_at is None and not is_platform(organization)


def must_be_platform(actor: Seated) -> None:
    if not actor.is_platform_administrator:
        raise NotYours


def must_govern(actor: Seated, organization: Organization) -> None:
    """Organizations are looked up in what the actor knows, so that the refusal may speak of the actor's own role."""
    if not governs(actor, organization):
        raise NotYours


def must_reach_seat(actor: Seated, membership: Membership) -> None:
    """Role, duties and administration of a seat: the organization's own affair, except for a stronger person's."""
    _must_see_people(actor, membership.desk.organization)
    must_govern(actor, membership.desk.organization)
    if is_platform_administrator(membership.person_id) and not actor.is_platform_administrator:
        raise NotYours


def must_end_seat(actor: Seated, membership: Membership) -> None:
    """Saying "no longer ours" is always the organization's own right."""
    _must_see_people(actor, membership.desk.organization)
    must_govern(actor, membership.desk.organization)


def must_reach_person(actor: Seated, person: Person) -> None:
    """Name, address, sign-in, leaving: only by who governs every organization in which the person sits."""
    organizations = organizations_of(person.pk)
    if not any(sees_people(actor, organization) for organization in organizations):
        raise NotFound
    if not all(governs(actor, organization) for organization in organizations):
        raise NotYours


def must_run_group(actor: Seated, group: Group) -> None:
    """People of the owner desk whose role is to look after others."""
    if group.owner_id != actor.desk_id:
        raise NotFound
    must_make_groups(actor)


def must_make_groups(actor: Seated) -> None:
    if not (actor.is_administrator or actor.role in {Role.MODERATOR, Role.SECRETARIAT, Role.LIAISON}):
        raise NotYours


def must_speak_for(actor: Seated, desk: Desk) -> None:
    """For a whole desk speak its administrator and its moderators."""
    if desk.pk == actor.desk_id and actor.role in {Role.MODERATOR, Role.SECRETARIAT, Role.LIAISON}:
        return
    must_govern(actor, desk.organization)


def organizations_of(person_id: int) -> list[Organization]:
    """Where the person sits; or, for somebody who sits nowhere any more, where the person sat."""
    standing = Organization.objects.filter(
        desks__memberships__person=person_id, desks__memberships__ended_at=None
    ).distinct()
    return list(standing) or list(Organization.objects.filter(desks__memberships__person=person_id).distinct())


def is_platform(organization: Organization) -> bool:
    return OrganizationKind.PLATFORM in organization.kinds


def is_platform_administrator(person_id: int) -> bool:
    return Membership.objects.filter(
        person=person_id,
        ended_at=None,
        is_administrator=True,
        desk__organization__kinds__contains=[OrganizationKind.PLATFORM.value],
    ).exists()


def _must_see_people(actor: Seated, organization: Organization) -> None:
    """Missing and forbidden answer alike: people of other organizations are not there."""
    if not sees_people(actor, organization):
        raise NotFound


def sees_people(actor: Seated, organization: Organization) -> bool:
    return actor.organization_id == organization.pk or governs(actor, organization)
