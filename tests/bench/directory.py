"""The directory of the bench: 7,000 organizations, about 8,000 desks, 12,000 people, all of them invented and numbered."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from noroshi.directory.models import Desk, Group, GroupSeat, Membership, Organization, Person, StandingDuty
from noroshi.schemes import load_scheme
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie

ORGANIZATIONS, DESKS, PEOPLE, GROUPS = 7_000, 8_000, 12_000, 80
OTHER_ROLES = (Role.OPERATIONS, Role.PLANNING, Role.CISO, Role.EXECUTIVE, Role.CSIRT, Role.ANALYST)
SMALL_KINDS = {
    OrganizationKind.ISAC: 6,
    OrganizationKind.CROSS_SECTOR_HUB: 3,
    OrganizationKind.SECURITY_AGENCY: 4,
    OrganizationKind.CYBERSPACE_BUSINESS: 60,
    OrganizationKind.INFORMATION_PROVIDER: 6,
}


@dataclass
class Directory:
    """Rows by what they are."""

    organizations: list[Organization] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    ministry_of: dict[str, Organization] = field(default_factory=dict)
    ceptoars_of: dict[str, list[Organization]] = field(default_factory=dict)

    def desks_of(self, kind: OrganizationKind) -> list[Desk]:
        return [desk for desk in self.desks if kind in desk.organization.kinds]

    def desk_of(self, organization: Organization) -> Desk:
        return next(desk for desk in self.desks if desk.organization_id == organization.pk)


def build(chance: random.Random) -> Directory:
    made = Directory()
    _authorities(made)
    _operators(made, chance)
    Desk.objects.bulk_create(made.desks)
    _people(made, chance)
    _groups(made, chance)
    return made


def _authorities(made: Directory) -> None:
    """Center, ministries with a liaison desk for each sector, CEPTOARs, and the few others."""
    center = _organization(made, "center", [OrganizationKind.CENTER])
    for kind in (DeskKind.CIP, DeskKind.ANALYSIS, DeskKind.GENERAL):
        _desk(made, center, kind)
    for sector in load_scheme("plan4").sectors:
        name = sector.ministries[0].id
        ministry = next((row for row in made.organizations if row.handle == name), None)
        ministry = ministry or _organization(made, name, [OrganizationKind.MINISTRY])
        made.ministry_of[sector.id] = ministry
        _desk(made, ministry, DeskKind.LIAISON, [sector.id])
        made.ceptoars_of[sector.id] = []
    for number, sector_id in enumerate([*made.ministry_of, *list(made.ministry_of)[:4]]):
        ceptoar = _organization(made, f"ceptoar-{number}", [OrganizationKind.CEPTOAR], [sector_id])
        ceptoar.ministry = made.ministry_of[sector_id]
        made.ceptoars_of[sector_id].append(ceptoar)
        _desk(made, ceptoar, DeskKind.SECRETARIAT)
    for kind, many in SMALL_KINDS.items():
        for number in range(many):
            _desk(made, _organization(made, f"{kind.value}-{number}", [kind]), DeskKind.GENERAL)
    Organization.objects.bulk_create([row for row in made.organizations if row.ministry is None])
    Organization.objects.bulk_create([row for row in made.organizations if row.ministry is not None])


def _operators(made: Directory, chance: random.Random) -> None:
    """Sectors differ in size about as they do in life; every seventh operator has a second desk."""
    sectors = list(made.ministry_of)
    weights = [1 + 3 * (number % 5) for number in range(len(sectors))]
    operators = []
    for number in range(ORGANIZATIONS - len(made.organizations)):
        (sector,) = chance.choices(sectors, weights)
        operator = _organization(made, f"operator-{number}", [OrganizationKind.OPERATOR], [sector])
        operator.ministry = made.ministry_of[sector]
        _desk(made, operator, DeskKind.CSIRT)
        operators.append(operator)
    Organization.objects.bulk_create(operators, batch_size=1000)
    members = Organization.ceptoars.through
    members.objects.bulk_create(
        members(from_organization_id=row.pk, to_organization_id=chance.choice(made.ceptoars_of[row.sectors[0]]).pk)
        for row in operators
    )
    for operator in operators[: DESKS - len(made.desks)]:
        _desk(made, operator, DeskKind.PLANNING)


def _people(made: Directory, chance: random.Random) -> None:
    """A point of contact at every desk; the others have no need to know but by a duty, and some come from outside."""
    people = [Person(login=f"person-{n}", name_ja=f"人{n}", password="!") for n in range(PEOPLE)]
    Person.objects.bulk_create(people, batch_size=2000)
    until = timezone.localdate() + timedelta(days=200)
    seats = []
    for number, person in enumerate(people):
        is_poc = number < len(made.desks)
        is_outside = not is_poc and chance.random() < 0.15
        seats.append(
            Membership(
                person=person,
                desk=made.desks[number] if is_poc else chance.choice(made.desks),
                role=(Role.CSIRT if is_poc else chance.choice(OTHER_ROLES)).value,
                tie=(Tie.CONSULTANT if is_outside else Tie.STAFF).value,
                nda_until=until if is_outside else None,
                is_poc=is_poc,
            )
        )
    Membership.objects.bulk_create(seats, batch_size=2000)
    others = [seat for seat in seats[len(made.desks) :] if chance.random() < 0.5 and seat.desk.organization.sectors]
    StandingDuty.objects.bulk_create(
        StandingDuty(membership=seat, sector=seat.desk.organization.sectors[0]) for seat in others
    )


def _groups(made: Directory, chance: random.Random) -> None:
    owners = [*made.desks_of(OrganizationKind.ISAC), *made.desks_of(OrganizationKind.CROSS_SECTOR_HUB)]
    made.groups = [
        Group(handle=f"group-{n}", name_ja=f"集まり{n}", owner=owners[n % len(owners)]) for n in range(GROUPS)
    ]
    Group.objects.bulk_create(made.groups)
    GroupSeat.objects.bulk_create(
        GroupSeat(group=group, desk=desk)
        for group in made.groups
        for desk in {group.owner, *chance.sample(made.desks, chance.randrange(8, 60))}
    )


def _organization(
    made: Directory, handle: str, kinds: list[OrganizationKind], sectors: list[str] | None = None
) -> Organization:
    row = Organization(handle=handle, name_ja=handle, kinds=[kind.value for kind in kinds], sectors=sectors or [])
    made.organizations.append(row)
    return row


def _desk(made: Directory, organization: Organization, kind: DeskKind, sectors: list[str] | None = None) -> None:
    handle = f"{organization.handle}/{len(made.desks)}"
    made.desks.append(
        Desk(organization=organization, handle=handle, name_ja="窓口", kind=kind.value, sectors=sectors or [])
    )
