"""Who knows of whom: the directory shows what a viewer needs and hides the list of operators."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noroshi.directory.actions.desks import edit_desk
from noroshi.directory.actions.seats import sit
from noroshi.directory.facts import all_desk_facts, desk_facts
from noroshi.directory.models import Desk, Organization
from noroshi.directory.queries import (
    desk,
    desks,
    organization,
    organizations_known_to,
    own_person,
    people_of,
    people_of_own_organization,
    person,
)
from noroshi.sharing.facts import DeskFacts
from noroshi.vocabulary import DeskKind, OrganizationKind
from noroshi.vocabulary.errors import NotFound
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


BODIES = ["center", "denki", "isac", "keisan", "platform"]


@pytest.mark.parametrize(
    ("login", "operators"),
    [
        ("sato@denryoku", ["denryoku"]),
        ("kato@ginko", ["ginko"]),
        ("jimu@denki", ["denryoku"]),
        ("liaison@keisan", ["denryoku"]),
        ("moderator@isac", []),
        ("clerk@platform", ["denryoku", "ginko"]),
        ("chief@center", ["denryoku", "ginko"]),
        ("root@platform", ["denryoku", "ginko"]),
    ],
)
def test_bodies_are_known_to_all_and_operators_to_whom_they_concern(
    world: World, login: str, operators: list[str]
) -> None:
    known = [row.handle for row in organizations_known_to(world.seat(login))]

    assert known == sorted([*BODIES, *operators])


def test_an_unknown_organization_and_a_missing_one_answer_alike(world: World) -> None:
    viewer = world.seat("kato@ginko")
    hidden = world.organization("denryoku")
    for read in (organization, desks, people_of):
        answers = set()
        for public_id in (hidden.public_id, world.person("sato@denryoku").public_id):
            with pytest.raises(NotFound) as refused:
                read(viewer, public_id)
            answers.add((refused.value.code, refused.value.message("en")))
        assert len(answers) == 1
    with pytest.raises(NotFound):
        desk(viewer, world.id("denryoku.csirt"))
    assert organizations_known_to(viewer, "denryoku") == []


def test_looking_up_finds_every_written_form_and_pages_by_handle(world: World) -> None:
    viewer = world.platform
    Organization.objects.filter(handle="denryoku").update(
        name_kana="でんりょく", name_en="Power Company", other_names=["旧電力"]
    )
    for term in ("denryoku", "でんりょ", "power comp", "旧電"):
        assert [row.handle for row in organizations_known_to(viewer, term)] == ["denryoku"]
    assert organizations_known_to(viewer, "power ginko") == []
    first = organizations_known_to(viewer, limit=3)
    rest = organizations_known_to(viewer, after=first[-1].handle)
    assert [row.handle for row in first + rest] == [row.handle for row in organizations_known_to(viewer)]
    assert [row.handle for row in organizations_known_to(viewer, kind="operator", sector="finance")] == ["ginko"]


def test_wildcards_in_a_search_are_ordinary_characters(world: World) -> None:
    assert organizations_known_to(world.platform, "%") == []
    assert organizations_known_to(world.platform, "_") == []


def test_people_are_seen_inside_their_organization_only(world: World) -> None:
    viewer = world.seat("suzuki@denryoku")
    assert {row.name_ja for row in people_of_own_organization(viewer)} == {"satoの名", "suzukiの名", "tanakaの名"}
    for login in ("kato@ginko", "chief@center", "root@platform"):
        with pytest.raises(NotFound):
            person(world.seat(login), world.person("suzuki@denryoku").public_id)
        with pytest.raises(NotFound):
            people_of(world.seat(login), world.id("denryoku"))


def test_logins_are_shown_to_who_governs_and_to_oneself(world: World) -> None:
    seen = people_of_own_organization(world.seat("suzuki@denryoku"))
    assert [row.login for row in seen] == ["", "suzuki@denryoku", ""]
    assert own_person(world.seat("suzuki@denryoku")).login == "suzuki@denryoku"
    assert all(row.login for row in people_of_own_organization(world.seat("sato@denryoku")))


def test_seats_elsewhere_are_not_listed(world: World) -> None:
    sit(world.person("mori@ginko"), world.desk("denryoku.csirt"), role="analyst")

    seen = {row.login: row for row in people_of_own_organization(world.seat("sato@denryoku"))}
    assert [seat.desk.handle for seat in seen["mori@ginko"].memberships] == ["denryoku.csirt"]


def test_the_platform_sees_people_only_until_an_organization_governs_itself(world: World) -> None:
    world.found("gas", ["operator"])
    world.open_desk("gas", "csirt")
    world.hire("gas.csirt", "first", "csirt", is_administrator=True)
    assert [row.login for row in people_of(world.platform, world.id("gas"))] == ["first@gas"]

    world.govern("first@gas")

    with pytest.raises(NotFound):
        people_of(world.platform, world.id("gas"))


def test_facts_say_what_the_policy_needs(world: World) -> None:
    facts = {row.desk: row for row in all_desk_facts()}

    assert facts[world.desk("denryoku.csirt").pk] == DeskFacts(
        desk=world.desk("denryoku.csirt").pk,
        organization=world.organization("denryoku").pk,
        kinds=frozenset({OrganizationKind.OPERATOR}),
        desk_kind=DeskKind.CSIRT,
        sectors=frozenset({"electricity"}),
        ministry=world.organization("keisan").pk,
        ceptoars=frozenset({world.organization("denki").pk}),
    )
    assert len(facts) == Desk.objects.count()


def test_a_liaison_desk_without_sectors_answers_for_all_that_its_ministry_oversees(world: World) -> None:
    world.found("gas", ["operator"], sectors=["gas"], ministry=world.id("keisan"))
    row = world.desk("keisan.liaison")
    assert desk_facts([row.pk])[0].sectors == {"electricity"}

    edit_desk(actor=world.seat("liaison@keisan"), desk=row.public_id, version=row.version, sectors=[])

    assert desk_facts([row.pk])[0].sectors == {"electricity", "gas"}


def test_facts_of_everything_take_the_same_few_queries_however_many_desks_there_are(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        all_desk_facts()
    for number in range(20):
        world.found(f"op{number}", ["operator"], sectors=["finance"])
        world.open_desk(f"op{number}", "desk")
    with CaptureQueriesContext(connection) as many:
        all_desk_facts()

    assert len(many) == len(few) <= 6


def test_closed_desks_and_organizations_are_no_facts(world: World) -> None:
    Organization.objects.filter(handle="ginko").update(is_active=False)
    Desk.objects.filter(handle="denryoku.field").update(is_active=False)

    assert desk_facts([world.desk("ginko.csirt").pk, world.desk("denryoku.field").pk]) == []
