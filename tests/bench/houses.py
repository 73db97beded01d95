"""Houses beside the cast: operators of all sectors with two desks each and a person at each, all of them numbered."""

from typing import Final

from noroshi.audiences.actions import reread
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.schemes import load_scheme
from noroshi.vocabulary import DeskKind, OrganizationKind, Role, Tie

CEPTOAR: Final = "banking_ceptoar"
DESKS: Final = (DeskKind.CSIRT, DeskKind.PLANNING)


def houses(many: int) -> list[tuple[str, str]]:
    """Of each desk its person's login, and its sector."""
    sectors = [sector.id for sector in load_scheme("plan4").sectors]
    rows = [
        Organization(
            handle=f"house-{number}",
            name_ja=f"事業者{number}",
            kinds=[OrganizationKind.OPERATOR.value],
            sectors=[sectors[number % len(sectors)]],
        )
        for number in range(many)
    ]
    Organization.objects.bulk_create(rows, batch_size=1000)
    _join(rows)
    desks = [
        Desk(organization=row, handle=f"{row.handle}/{kind.value}", name_ja="窓口", kind=kind.value)
        for row in rows
        for kind in DESKS
    ]
    Desk.objects.bulk_create(desks, batch_size=1000)
    people = [
        Person(login=f"person-{number}@house", name_ja=f"人{number}", password="!") for number in range(len(desks))
    ]
    Person.objects.bulk_create(people, batch_size=1000)
    Membership.objects.bulk_create(
        [
            Membership(person=person, desk=desk, role=Role.CSIRT.value, tie=Tie.STAFF.value, is_poc=True)
            for person, desk in zip(people, desks, strict=True)
        ],
        batch_size=1000,
    )
    reread([desk.pk for desk in desks])
    return [(person.login, desk.organization.sectors[0]) for person, desk in zip(people, desks, strict=True)]


def _join(rows: list[Organization]) -> None:
    """Whoever is in no CEPTOAR is not in range of what is for everybody in range."""
    ceptoar, members = Organization.objects.get(handle=CEPTOAR), Organization.ceptoars.through
    members.objects.bulk_create(members(from_organization_id=row.pk, to_organization_id=ceptoar.pk) for row in rows)
