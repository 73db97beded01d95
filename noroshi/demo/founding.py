"""Makes the directory of a world by the directory's own deeds: the platform's administrator founds, both sides agree."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo import written
from noroshi.demo.world import World
from noroshi.directory.actions.agreements import confirm_agreement, record_agreement
from noroshi.directory.actions.desks import add_desk, edit_desk
from noroshi.directory.actions.duties import give_duty
from noroshi.directory.actions.groups import add_to_group, make_group
from noroshi.directory.actions.organizations import edit_organization, found_organization, found_platform
from noroshi.directory.actions.people import add_person, edit_person
from noroshi.directory.actions.rules import write_handling_rule
from noroshi.directory.actions.seats import seat_person
from noroshi.directory.models import ContactCheck, Membership, Organization
from noroshi.directory.seated import Seated, of_membership
from noroshi.vocabulary import OrganizationKind

EVERY_DAYS = 83
"""Confirmations of contacts fall due spread over about a quarter of a year."""

Step = Callable[[str], None]


def found(cast: written.Cast, step: Step = lambda _what: None, today: date | None = None) -> World:
    """The whole directory. `step` hears the name of each organization as it comes to be.

    Days in the cast count from `today`, which may lie after the day on which the clock is told to stand.
    """
    world = World(today or timezone.localdate())
    founder = _found_platform(cast, world)
    with acting_as(Viewer(founder)):
        for organization in _in_order(cast.organization):
            _found(organization, founder, world)
            step(organization.name_ja)
        _seat_twice(cast, founder, world)
    _agree(cast, founder, world)
    _write_rules(cast, world)
    _gather(cast, world)
    _spread_confirmations(cast, world)
    return world


def _found_platform(cast: written.Cast, world: World) -> Seated:
    """The first organization, desk and person exist before there is anybody to make them."""
    home = next(row for row in cast.organization if OrganizationKind.PLATFORM in row.kinds)
    desk, first = home.desk[0], home.desk[0].people[0]
    with transaction.atomic():
        membership = found_platform(
            handle=home.handle,
            name_ja=home.name_ja,
            desk_name_ja=desk.name_ja,
            login=first.login,
            person_name_ja=first.name_ja,
        )
    founder = of_membership(membership)
    made = Organization.objects.get(pk=founder.organization_id)
    world.organizations[home.handle] = made
    world.desks[f"{home.handle}.{desk.handle}"] = membership.desk
    world.people[f"{first.login}@{home.handle}"] = membership.person
    world.first_desks[f"{first.login}@{home.handle}"] = f"{home.handle}.{desk.handle}"
    with acting_as(Viewer(founder)):
        edit_organization(actor=founder, organization=made.public_id, version=made.version, **_names(home))
        edit_desk(actor=founder, desk=membership.desk.public_id, version=membership.desk.version, **_desk(desk))
        edit_person(
            actor=founder,
            person=membership.person.public_id,
            version=membership.person.version,
            **_person(first, home.handle),
        )
    return founder


def _in_order(organizations: tuple[written.Organization, ...]) -> list[written.Organization]:
    """Ministries before CEPTOARs before operators: whom one names must be there."""
    return sorted(organizations, key=lambda row: (row.ministry is not None) + bool(row.ceptoars))


def _found(row: written.Organization, founder: Seated, world: World) -> None:
    if row.handle not in world.organizations:
        world.organizations[row.handle] = found_organization(
            actor=founder,
            handle=row.handle,
            kinds=[kind.value for kind in row.kinds],
            sectors=list(row.sectors),
            ministry=world.organizations[row.ministry].public_id if row.ministry else None,
            ceptoars=[world.organizations[ceptoar].public_id for ceptoar in row.ceptoars],
            **_names(row),
        )
    for desk in row.desk:
        _add_desk(row, desk, founder, world)


def _add_desk(home: written.Organization, row: written.Desk, founder: Seated, world: World) -> None:
    handle = f"{home.handle}.{row.handle}"
    if handle not in world.desks:
        organization = world.organizations[home.handle].public_id
        world.desks[handle] = add_desk(actor=founder, organization=organization, handle=row.handle, **_desk(row))
    for person in row.people:
        login = f"{person.login}@{home.handle}"
        if login in world.people:
            continue
        membership = add_person(
            actor=founder,
            desk=world.desks[handle].public_id,
            login=person.login,
            **_person(person, home.handle),
            **_seat(person, world),
        )
        world.people[login], world.first_desks[login] = membership.person, handle
        _give_duties(person, membership, founder)


def _seat_twice(cast: written.Cast, founder: Seated, world: World) -> None:
    for seat in cast.seat:
        membership = seat_person(
            actor=founder,
            person=world.people[seat.person].public_id,
            desk=world.desks[seat.desk].public_id,
            **_seat(seat, world),
        )
        _give_duties(seat, membership, founder)


def _give_duties(seat: written.Seat, membership: Membership, founder: Seated) -> None:
    for sector in seat.duties:
        give_duty(actor=founder, membership=membership.public_id, sector=sector)


def _agree(cast: written.Cast, founder: Seated, world: World) -> None:
    """Recorded for the first side, confirmed by the second side's own administrator."""
    for row in cast.agreement:
        with acting_as(Viewer(founder)):
            agreement = record_agreement(
                actor=founder,
                own=world.organizations[row.first].public_id,
                other=world.organizations[row.second].public_id,
                kind=row.kind,
                signed_date=world.day(row.signed_days),
                ends_date=None if row.ends_days is None else world.day(row.ends_days),
                text=row.text,
                desk=world.desks[row.desk].public_id if row.desk else None,
            )
        second = world.seat(_administrator(cast, row.second))
        with acting_as(Viewer(second)):
            confirm_agreement(actor=second, agreement=agreement.public_id)


def _write_rules(cast: written.Cast, world: World) -> None:
    for row in cast.rule:
        writer = world.seat(_administrator(cast, row.organization))
        with acting_as(Viewer(writer)):
            write_handling_rule(
                actor=writer,
                title_ja=row.title_ja,
                title_en=row.title_en,
                text_ja=row.text_ja,
                text_en=row.text_en,
                scheme_place=row.scheme_place,
                difference_ja=row.difference_ja,
                difference_en=row.difference_en,
                valid_from=world.day(row.valid_days),
            )


def _gather(cast: written.Cast, world: World) -> None:
    for row in cast.group:
        owner = world.seat(_administrator(cast, row.owner.partition(".")[0]), row.owner)
        with acting_as(Viewer(owner)):
            group = make_group(
                actor=owner,
                handle=row.handle,
                name_ja=row.name_ja,
                name_en=row.name_en,
                purpose_ja=row.purpose_ja,
                purpose_en=row.purpose_en,
                roster_is_confidential=row.roster_is_confidential,
            )
            for desk in row.desks:
                add_to_group(actor=owner, group=group.public_id, desk=world.desks[desk].public_id)
        world.groups[row.handle] = group


def _spread_confirmations(cast: written.Cast, world: World) -> None:
    """Written past the deeds: no deed makes a confirmation that has been overdue for weeks."""
    open_checks = ContactCheck.objects.filter(confirmed_at=None)
    for place, check in enumerate(open_checks.order_by("pk")):
        check.due_date = world.today + timedelta(days=3 + place * 7 % EVERY_DAYS)
        check.reason = ContactCheck.Reason.SCHEDULE
        check.save(update_fields=["due_date", "reason"])
    for row in cast.overdue:
        open_checks.filter(membership__person=world.people[row.person]).update(
            reason=row.reason, due_date=world.today - timedelta(days=row.days)
        )


def _administrator(cast: written.Cast, organization: str) -> str:
    return next(
        login
        for login, person, desk in cast.people()
        if person.is_administrator and desk.startswith(f"{organization}.")
    )


def _names(row: written.Organization) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("name_ja", "name_kana", "name_en", "note_ja", "note_en")}


def _desk(row: written.Desk) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("name_ja", "name_en", "telephone", "fax", "email")}
    return {**plain, "kind": row.kind.value, "sectors": list(row.sectors)}


def _person(row: written.Person, organization: str) -> dict[str, str]:
    plain = {name: getattr(row, name) for name in ("name_ja", "name_kana", "name_en", "language")}
    return {**plain, "email": f"{row.login}@{written.domain(organization)}"}


def _seat(row: written.Seat, world: World) -> dict[str, Any]:
    flags = {name: getattr(row, name) for name in ("is_poc", "is_deputy", "is_administrator")}
    nda_until = None if row.nda_days is None else world.day(row.nda_days)
    return {**flags, "role": row.role.value, "tie": row.tie.value, "nda_until": nda_until}
