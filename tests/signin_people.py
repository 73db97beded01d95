"""People at a door: two organizations and the platform, as small as signing in needs them."""

from dataclasses import dataclass

import pytest
from django.test import Client

from noroshi.directory.actions.seats import sit
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.seated import Seated, of_membership
from noroshi.directory.signin.bootstrap import set_credentials
from noroshi.vocabulary import OrganizationKind

PASSWORD = "signal fires at dusk"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def organization(handle: str, kind: OrganizationKind = OrganizationKind.OPERATOR) -> Organization:
    return Organization.objects.create(handle=handle, name_ja=handle, name_en=handle.title(), kinds=[kind.value])


def desk(home: Organization, name: str = "csirt") -> Desk:
    return Desk.objects.create(organization=home, handle=f"{home.handle}.{name}", name_ja=name, name_en=name)


def person(at: Desk, name: str, *, role: str = "csirt", password: str | None = None, **seat: object) -> Membership:
    row = Person(login=f"{name}@{at.organization.handle}", name_ja=name, name_en=name.title())
    row.set_unusable_password()
    row.save()
    membership = sit(row, at, role=role, **seat)
    if password:
        set_credentials(row, password)
    return membership


@dataclass(frozen=True)
class House:
    """The power company with an administrator, a second one and two members; a bank; the platform."""

    power: Desk
    admin: Membership
    second: Membership
    sato: Membership
    ito: Membership
    bank: Desk
    banker: Membership
    platform: Desk
    operator: Membership

    def seat(self, name: str) -> Seated:
        return of_membership(Membership.objects.select_related("desk__organization").get(pk=getattr(self, name).pk))


@pytest.fixture
def house(db: None) -> House:
    power, bank = desk(organization("denryoku")), desk(organization("ginko"))
    platform = desk(organization("platform", OrganizationKind.PLATFORM), "administration")
    return House(
        power=power,
        admin=person(power, "admin", is_administrator=True),
        second=person(power, "second", is_administrator=True),
        sato=person(power, "sato"),
        ito=person(power, "ito"),
        bank=bank,
        banker=person(bank, "banker", is_administrator=True),
        platform=platform,
        operator=person(platform, "operator", role="operations", is_administrator=True),
    )


def sign_in(client: Client, login: str, password: str = PASSWORD) -> object:
    return client.post("/sign-in/", {"login": login, "password": password})
