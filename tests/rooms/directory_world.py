"""A handful of organizations made by the directory's own deeds: a platform, a center, a ministry, a CEPTOAR, operators, an ISAC."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from noroshi.directory.actions.desks import add_desk
from noroshi.directory.actions.governing import administrator_signed_in
from noroshi.directory.actions.organizations import found_organization, found_platform
from noroshi.directory.actions.people import add_person
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.seated import Seated, of_membership

ADMIN = {"is_administrator": True}


@dataclass
class World:
    """Seats by login (`sato@denryoku`), rows by handle."""

    platform: Seated

    def seat(self, login: str, desk: str = "") -> Seated:
        return of_membership(self.membership(login, desk))

    def membership(self, login: str, desk: str = "") -> Membership:
        rows = Membership.objects.select_related("desk__organization").filter(person__login=login, ended_at=None)
        return rows.get(desk__handle=desk) if desk else rows.order_by("pk")[0]

    def person(self, login: str) -> Person:
        return Person.objects.get(login=login)

    def desk(self, handle: str) -> Desk:
        return Desk.objects.get(handle=handle)

    def organization(self, handle: str) -> Organization:
        return Organization.objects.get(handle=handle)

    def id(self, handle: str) -> UUID:
        rows = Desk.objects if "." in handle else Organization.objects
        return rows.get(handle=handle).public_id

    def found(self, handle: str, kinds: list[str], **more: object) -> Organization:
        return found_organization(actor=self.platform, handle=handle, name_ja=f"{handle}の名", kinds=kinds, **more)

    def open_desk(self, home: str, handle: str, **more: object) -> Desk:
        return add_desk(
            actor=self.platform, organization=self.id(home), handle=handle, name_ja=f"{handle}の窓口", **more
        )

    def hire(self, desk: str, login: str, role: str, **more: object) -> Membership:
        return add_person(
            actor=self.platform, desk=self.id(desk), login=login, name_ja=f"{login}の名", role=role, **more
        )

    def hire_at(self, desk: str, login: str, role: str, **more: object) -> Membership:
        """By the organization's own administrator, once it governs itself."""
        home = self.desk(desk).organization
        administrator = Membership.objects.select_related("desk__organization").filter(
            desk__organization=home, is_administrator=True, ended_at=None
        )[0]
        return add_person(
            actor=of_membership(administrator), desk=self.id(desk), login=login, name_ja=login, role=role, **more
        )

    def govern(self, *logins: str) -> None:
        """The administrator signs in for the first time."""
        for login in logins:
            administrator_signed_in(person_id=self.person(login).pk, at=timezone.now())


def make_world() -> World:
    first = found_platform(
        handle="platform", name_ja="運用主体", desk_name_ja="運用窓口", login="root", person_name_ja="運用 一"
    )
    world = World(of_membership(first))
    world.hire("platform.desk", "second", "operations", **ADMIN)
    world.hire("platform.desk", "clerk", "operations")

    world.found("center", ["center"])
    world.open_desk("center", "cip", kind="cip")
    world.hire("center.cip", "chief", "operations", **ADMIN)

    world.found("keisan", ["ministry"])
    world.open_desk("keisan", "liaison", kind="liaison", sectors=["electricity"])
    world.hire("keisan.liaison", "liaison", "liaison", **ADMIN)

    ministry = world.id("keisan")
    world.found("denki", ["ceptoar"], sectors=["electricity"], ministry=ministry)
    world.open_desk("denki", "secretariat", kind="secretariat")
    world.hire("denki.secretariat", "jimu", "secretariat", **ADMIN)

    world.found("denryoku", ["operator"], sectors=["electricity"], ministry=ministry, ceptoars=[world.id("denki")])
    world.open_desk("denryoku", "csirt", kind="csirt")
    world.open_desk("denryoku", "field", kind="field")
    world.hire("denryoku.csirt", "sato", "csirt", is_poc=True, **ADMIN)
    world.hire("denryoku.csirt", "suzuki", "planning")
    world.hire("denryoku.field", "tanaka", "operations", tie="on_site_contractor", nda_until="2099-03-31")

    world.found("ginko", ["operator"], sectors=["finance"])
    world.open_desk("ginko", "csirt", kind="csirt")
    world.hire("ginko.csirt", "kato", "csirt", is_poc=True, **ADMIN)
    world.hire("ginko.csirt", "mori", "analyst")

    world.found("isac", ["isac"])
    world.open_desk("isac", "hub", kind="hub")
    world.hire("isac.hub", "moderator", "moderator", **ADMIN)

    world.govern("chief@center", "liaison@keisan", "jimu@denki", "sato@denryoku", "kato@ginko", "moderator@isac")
    return world
