"""Where the viewer stands: its own organization, the one through which it sees a person, and what it may do about that person."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.directory.authority import governs, organizations_of, sees_people
from noroshi.directory.models import Membership, Organization, Person
from noroshi.directory.queries.organizations import organization, organization_among, show_desk
from noroshi.directory.remembered import own_house
from noroshi.directory.rows import found
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, OrganizationShown
from noroshi.directory.signin.resets import has_something_to_protect
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class Powers:
    """`governs` gives seats and duties; `reaches` also name, sign-in and leaving, which other organizations may share."""

    is_self: bool
    governs: bool
    reaches: bool
    may_have_first_link: bool


def own_organization(viewer: Seated) -> OrganizationShown:
    """Known to its own people whatever else they know."""
    return organization_among(viewer, Organization.objects.filter(pk=viewer.organization_id))


def own_kinds(viewer: Seated) -> frozenset[OrganizationKind]:
    """What the own organization is, and nothing more: asked on every page."""
    return frozenset(OrganizationKind.of(kind) for kind in own_house(viewer).kinds)


def own_desk(viewer: Seated) -> DeskShown:
    seat = Membership.objects.select_related("desk__organization").get(pk=viewer.membership_id)
    return show_desk(viewer, seat.desk)


def home_of(viewer: Seated, person: UUID) -> OrganizationShown:
    """The organization through which the viewer sees this person."""
    return organization(viewer, _home(viewer, found(Person.objects.all(), person)).public_id)


def powers_over(viewer: Seated, person: UUID) -> Powers:
    row = found(Person.objects.all(), person)
    home = _home(viewer, row)
    reaches = all(governs(viewer, each) for each in organizations_of(row.pk))
    is_self = row.pk == viewer.person_id
    return Powers(
        is_self=is_self,
        governs=governs(viewer, home),
        reaches=reaches,
        may_have_first_link=row.is_active and reaches and not is_self and not has_something_to_protect(row),
    )


def _home(viewer: Seated, row: Person) -> Organization:
    for home in Organization.objects.filter(desks__memberships__person=row).distinct().order_by("pk"):
        if sees_people(viewer, home):
            return home
    raise NotFound
