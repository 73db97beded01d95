"""Groups, and a confidential roster that appears nowhere but at its owner's desk."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.agreements import confirm_agreement, record_agreement
from noroshi.directory.actions.groups import add_to_group, edit_group, make_group, remove_from_group
from noroshi.directory.interchange import export
from noroshi.directory.models import Group
from noroshi.directory.queries import agreements as agreements_of
from noroshi.directory.queries import (
    changes_shown_to,
    contacts,
    group,
    groups_of,
    handling_rules,
    organizations_known_to,
    people_of_own_organization,
)
from noroshi.directory.seated import Seated
from noroshi.ledger.models import Entry
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def found_group(world: World, *desks: str, is_confidential: bool = True) -> Group:
    owner = world.seat("moderator@isac")
    made = make_group(actor=owner, handle="lamp", name_ja="灯台守", roster_is_confidential=is_confidential)
    for handle in desks:
        add_to_group(actor=owner, group=made.public_id, desk=world.id(handle))
    return made


@pytest.fixture
def known_bank(world: World) -> World:
    """The ISAC knows both operators by agreements, otherwise it could not invite them."""
    for administrator, home in (("sato@denryoku", "denryoku"), ("kato@ginko", "ginko")):
        made = record_agreement(
            actor=world.seat(administrator),
            own=world.id(home),
            other=world.id("isac"),
            kind="handling",
            signed_date="2026-04-01",
        )
        confirm_agreement(actor=world.seat("moderator@isac"), agreement=made.public_id)
    return world


def test_the_owner_sees_the_roster_and_a_member_does_not(known_bank: World) -> None:
    world = known_bank
    made = found_group(world, "denryoku.csirt", "ginko.csirt")

    owner = group(world.seat("moderator@isac"), made.public_id)
    assert owner.roster is not None
    assert [desk.handle for desk in owner.roster] == ["denryoku.csirt", "ginko.csirt", "isac.hub"]
    (member,) = groups_of(world.seat("suzuki@denryoku"))
    assert (member.id, member.roster, member.may_run) == (made.public_id, None, False)


def test_an_open_roster_is_read_by_members_only(known_bank: World) -> None:
    world = known_bank
    made = found_group(world, "denryoku.csirt", is_confidential=False)

    (seen,) = groups_of(world.seat("suzuki@denryoku"))
    assert seen.roster is not None
    assert [desk.handle for desk in seen.roster] == ["denryoku.csirt", "isac.hub"]
    for stranger in ("kato@ginko", "tanaka@denryoku", "root@platform", "chief@center"):
        assert groups_of(world.seat(stranger)) == []
        with pytest.raises(NotFound):
            group(world.seat(stranger), made.public_id)


def test_a_canary_member_appears_in_no_reading_of_another_member(known_bank: World) -> None:
    world = known_bank
    found_group(world, "denryoku.csirt", "ginko.csirt")

    seen = everything_readable(world, world.seat("sato@denryoku"))

    assert "denryoku.csirt" in seen
    for canary in (*names(world, "ginko"), *names(world, "ginko.csirt")):
        assert canary not in seen
    assert "灯台守" not in everything_readable(world, world.seat("tanaka@denryoku"))


def test_the_ledger_names_no_member_of_a_confidential_group(known_bank: World) -> None:
    found_group(known_bank, "ginko.csirt")

    with acting_as(Viewer(known_bank.seat("moderator@isac"))):
        own = list(Entry.objects.filter(deed="add_to_group").values())
    with acting_as(Viewer(known_bank.seat("sato@denryoku"))):
        elsewhere = list(Entry.objects.filter(deed="add_to_group").values())

    assert [(entry["detail"], entry["subject_organization_id"]) for entry in own] == [({}, None)]
    assert str(known_bank.id("ginko.csirt")) not in str(own)
    assert elsewhere == []


def test_refusals_tell_a_member_nothing_about_other_members(known_bank: World) -> None:
    world = known_bank
    made = found_group(world, "denryoku.csirt", "ginko.csirt")
    member = world.seat("sato@denryoku")

    answers = set()
    for desk in (world.id("ginko.csirt"), world.id("keisan.liaison")):
        with pytest.raises(Refusal) as refused:
            add_to_group(actor=member, group=made.public_id, desk=desk)
        answers.add(refused.value.code)
        with pytest.raises(Refusal) as refused:
            remove_from_group(actor=member, group=made.public_id, desk=desk)
        answers.add(refused.value.code)
    assert answers == {"not_found"}


def test_a_desk_may_leave_by_itself(known_bank: World) -> None:
    world = known_bank
    made = found_group(world, "denryoku.csirt")
    with pytest.raises(NotYours):
        remove_from_group(actor=world.seat("suzuki@denryoku"), group=made.public_id, desk=world.id("denryoku.csirt"))

    remove_from_group(actor=world.seat("sato@denryoku"), group=made.public_id, desk=world.id("denryoku.csirt"))

    assert groups_of(world.seat("sato@denryoku")) == []


def test_a_roster_promised_to_be_confidential_is_never_opened(known_bank: World) -> None:
    owner = known_bank.seat("moderator@isac")
    made = found_group(known_bank)

    with pytest.raises(Refusal) as refused:
        edit_group(actor=owner, group=made.public_id, version=made.version, roster_is_confidential=False)
    assert refused.value.code == "roster_promised"
    edited = edit_group(actor=owner, group=made.public_id, version=made.version, is_active=False)
    assert not edited.is_active


def test_only_people_who_look_after_others_make_groups(world: World) -> None:
    for login in ("suzuki@denryoku", "tanaka@denryoku", "mori@ginko"):
        with pytest.raises(NotYours):
            make_group(actor=world.seat(login), handle="x", name_ja="x", roster_is_confidential=False)


def test_an_unknown_desk_is_not_found_when_it_is_added(world: World) -> None:
    made = found_group(world)

    with pytest.raises(NotFound):
        add_to_group(actor=world.seat("moderator@isac"), group=made.public_id, desk=world.id("ginko.csirt"))


def names(world: World, handle: str) -> list[str]:
    return [f'"{handle}"', f"'{handle}'", str(world.id(handle))]


def everything_readable(world: World, viewer: Seated) -> str:
    """Every reading and both exports of the directory, as one text."""
    readings = [
        organizations_known_to(viewer),
        organizations_known_to(viewer, "ginko"),
        people_of_own_organization(viewer),
        groups_of(viewer),
        handling_rules(viewer),
        agreements_of(viewer),
        changes_shown_to(viewer),
        *(contacts(viewer, row.id) for row in organizations_known_to(viewer)),
        export(viewer, "csv"),
        export(viewer, "json"),
    ]
    return "\n".join(str(reading) for reading in readings)
