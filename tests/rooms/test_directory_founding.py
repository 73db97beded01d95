"""Who founds, who governs, and what ends when somebody leaves."""

import pytest
from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.desks import add_desk, close_desk, edit_desk
from noroshi.directory.actions.organizations import edit_organization, found_organization, found_platform
from noroshi.directory.actions.people import add_person, deactivate_person, edit_person
from noroshi.directory.actions.seats import edit_membership, end_membership, seat_person
from noroshi.directory.models import Membership, Organization, Person
from noroshi.directory.seated import SeatGone, seated
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound, NotYours, Refusal
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_only_the_platform_administrator_founds_organizations(world: World) -> None:
    founded = found_organization(actor=world.platform, handle="gas", name_ja="ガス", kinds=["operator"])

    assert founded.version == 1
    for login in ("sato@denryoku", "chief@center", "clerk@platform"):
        with pytest.raises(NotYours):
            found_organization(actor=world.seat(login), handle="x", name_ja="x", kinds=["operator"])


def test_the_platform_is_founded_once(world: World) -> None:
    with pytest.raises(NotYours):
        found_platform(handle="p2", name_ja="x", desk_name_ja="x", login="x", person_name_ja="x")
    with pytest.raises(InvalidFields) as refused:
        found_organization(actor=world.platform, handle="p3", name_ja="x", kinds=["platform"])
    assert refused.value.fields == {"kinds": ["platform_stays"]}


def test_every_wrong_field_is_told_at_once_and_nothing_is_founded(world: World) -> None:
    with pytest.raises(InvalidFields) as refused:
        found_organization(
            actor=world.platform,
            handle="gas",
            name_ja="ガス\u202e",
            kinds=["operator"],
            name_en="x\x00",
            note_ja="長" * 4001,
            surprise="1",
        )

    assert refused.value.fields == {
        "name_ja": ["text_reordered"],
        "name_en": ["text_invisible"],
        "note_ja": ["text_too_long"],
        "surprise": ["field_unknown"],
    }
    assert refused.value.field_messages("ja")["note_ja"] == ["長すぎます。"]
    assert not Organization.objects.filter(handle="gas").exists()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("kinds", [], "text_missing"),
        ("kinds", ["king"], "word_unknown"),
        ("sectors", ["moon"], "sector_unknown"),
        ("sectors", "finance", "list_unreadable"),
        ("ministry", "no-id", "reference_unreadable"),
    ],
)
def test_an_unknown_word_is_refused_by_field(world: World, field: str, value: object, code: str) -> None:
    given: dict[str, object] = {"kinds": ["operator"], field: value}
    with pytest.raises(InvalidFields) as refused:
        found_organization(actor=world.platform, handle="gas", name_ja="ガス", **given)

    assert refused.value.fields == {field: [code]}


def test_a_ministry_must_be_one_and_a_ceptoar_must_be_one(world: World) -> None:
    with pytest.raises(InvalidFields) as refused:
        world.found("gas", ["operator"], ministry=world.id("ginko"))
    assert refused.value.fields == {"ministry": ["ministry_expected"]}
    with pytest.raises(InvalidFields) as refused:
        world.found("gas", ["operator"], ceptoars=[world.id("isac")])
    assert refused.value.fields == {"ceptoars": ["ceptoar_expected"]}


def test_the_platform_adds_people_until_an_own_administrator_has_signed_in(world: World) -> None:
    world.found("gas", ["operator"])
    world.open_desk("gas", "csirt")
    world.hire("gas.csirt", "first", "csirt", is_administrator=True)
    world.hire("gas.csirt", "other", "csirt")

    world.govern("first@gas")

    with pytest.raises(NotYours):
        world.hire("gas.csirt", "third", "csirt")
    with pytest.raises(NotYours):
        world.open_desk("gas", "second")
    made = add_person(
        actor=world.seat("first@gas"), desk=world.id("gas.csirt"), login="third", name_ja="三", role="csirt"
    )
    assert made.person.login == "third@gas"
    assert not made.person.has_usable_password()


def test_without_administrators_the_platform_may_name_one_again(world: World) -> None:
    end_membership(actor=world.seat("kato@ginko"), membership=world.membership("kato@ginko").public_id)

    assert world.organization("ginko").self_governed_at is None
    world.hire("ginko.csirt", "new", "csirt", is_administrator=True)


def test_the_platform_never_loses_its_last_administrator(world: World) -> None:
    end_membership(actor=world.platform, membership=world.membership("second@platform").public_id)

    with pytest.raises(Refusal) as refused:
        deactivate_person(actor=world.platform, person=world.person("root@platform").public_id)
    assert refused.value.code == "last_administrator"


def test_a_person_who_left_is_out_at_once_and_keeps_the_name(world: World) -> None:
    person = world.person("suzuki@denryoku")
    desk = world.desk("denryoku.csirt")
    told: list[int] = []
    events.person_left.listeners.append(told.append)
    try:
        deactivate_person(actor=world.seat("sato@denryoku"), person=person.public_id)
    finally:
        events.person_left.listeners.remove(told.append)

    person.refresh_from_db()
    assert (person.is_active, person.name_ja) == (False, "suzukiの名")
    assert person.sessions_valid_from is not None
    assert told == [person.pk]
    assert not Membership.objects.filter(person=person, ended_at=None).exists()
    with pytest.raises(SeatGone):
        seated(person.pk, desk.pk)
    with pytest.raises(NotFound):
        seat_person(actor=world.seat("sato@denryoku"), person=person.public_id, desk=desk.public_id, role="csirt")


def test_seats_end_with_their_desk_and_with_their_organization(world: World) -> None:
    seat = world.seat("tanaka@denryoku")
    assert seated(seat.person_id, seat.desk_id) == seat

    desk = world.desk("denryoku.field")
    close_desk(actor=world.seat("sato@denryoku"), desk=desk.public_id, version=desk.version)

    with pytest.raises(SeatGone):
        seated(seat.person_id, seat.desk_id)


def test_the_second_of_two_editors_is_told_and_sees_the_current_values(world: World) -> None:
    row = world.organization("denryoku")
    actor = world.seat("sato@denryoku")
    edit_organization(actor=actor, organization=row.public_id, version=row.version, name_en="Denryoku")

    with pytest.raises(ChangedMeanwhile) as refused:
        edit_organization(actor=actor, organization=row.public_id, version=row.version, name_en="Power")

    assert (refused.value.current["name_en"], refused.value.current["version"]) == ("Denryoku", row.version + 1)
    assert world.organization("denryoku").name_en == "Denryoku"


def test_every_editable_row_refuses_a_stale_version(world: World) -> None:
    actor = world.seat("sato@denryoku")
    seat, person = world.membership("suzuki@denryoku"), world.person("suzuki@denryoku")
    desk = world.desk("denryoku.csirt")
    with pytest.raises(ChangedMeanwhile):
        edit_desk(actor=actor, desk=desk.public_id, version=desk.version + 1, name_en="x")
    with pytest.raises(ChangedMeanwhile):
        close_desk(actor=actor, desk=desk.public_id, version=desk.version + 1)
    with pytest.raises(ChangedMeanwhile):
        edit_person(actor=actor, person=person.public_id, version=person.version + 1, name_en="x")
    with pytest.raises(ChangedMeanwhile):
        edit_membership(actor=actor, membership=seat.public_id, version=seat.version + 1, role="csirt")


def test_a_stranger_is_not_shown_current_values_by_a_conflict(world: World) -> None:
    person = world.person("suzuki@denryoku")
    with pytest.raises(NotFound):
        edit_person(actor=world.seat("kato@ginko"), person=person.public_id, version=999, name_en="x")


def test_desks_that_the_sharing_table_names_exist_only_where_it_says(world: World) -> None:
    for kind in ("cip", "liaison"):
        with pytest.raises(InvalidFields) as refused:
            add_desk(
                actor=world.seat("sato@denryoku"),
                organization=world.id("denryoku"),
                handle=kind,
                name_ja="x",
                kind=kind,
            )
        assert refused.value.fields == {"kind": ["desk_kind_elsewhere"]}


def test_a_handle_in_use_is_told_only_inside_the_own_organization(world: World) -> None:
    actor = world.seat("sato@denryoku")
    with pytest.raises(InvalidFields) as refused:
        add_desk(actor=actor, organization=world.id("denryoku"), handle="csirt", name_ja="x")
    assert refused.value.fields == {"handle": ["handle_taken"]}
    with pytest.raises(InvalidFields) as refused:
        add_desk(actor=actor, organization=world.id("denryoku"), handle="ginko.csirt", name_ja="x")
    assert refused.value.fields == {"handle": ["handle_unreadable"]}
    for login in ("kato@ginko", "nobody@ginko"):
        with pytest.raises(InvalidFields) as refused:
            add_person(actor=actor, desk=world.id("denryoku.csirt"), login=login, name_ja="x", role="csirt")
        assert refused.value.fields == {"login": ["handle_unreadable"]}


def test_everybody_settles_language_and_zone_and_nothing_else_alone(world: World) -> None:
    person = world.person("suzuki@denryoku")
    actor = world.seat("suzuki@denryoku")
    changed = edit_person(actor=actor, person=person.public_id, version=person.version, language="en", theme="dark")
    assert (changed.language, changed.theme) == ("en", "dark")

    with pytest.raises(NotYours):
        edit_person(actor=actor, person=person.public_id, version=changed.version, name_ja="別人")
    other = world.person("sato@denryoku")
    with pytest.raises(NotYours):
        edit_person(actor=actor, person=other.public_id, version=other.version, language="en")
    assert Person.objects.get(pk=person.pk).name_ja == "suzukiの名"


def test_a_fresh_seat_stands_only_while_it_stands(world: World) -> None:
    row = world.membership("suzuki@denryoku")
    Membership.objects.filter(pk=row.pk).update(ended_at=timezone.now())

    with pytest.raises(SeatGone):
        seated(row.person_id, row.desk_id)
