"""Nobody reaches upward or sideways: every deed that touches a person, tried on everybody who is stronger or elsewhere."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from noroshi.directory.actions.contacts import confirm_contact
from noroshi.directory.actions.duties import assign_matter, end_assignment, end_duty, give_duty
from noroshi.directory.actions.people import add_person, deactivate_person, edit_person
from noroshi.directory.actions.seats import edit_membership, end_membership, seat_person, sit
from noroshi.directory.models import Assignment, ContactCheck, Membership, Person, StandingDuty
from noroshi.directory.seated import Seated, of_membership
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db

type Deed = Callable[[World, Seated, Membership], object]

DEEDS: dict[str, Deed] = {
    "rename": lambda world, actor, seat: edit_person(
        actor=actor, person=seat.person.public_id, version=seat.person.version, name_ja="別人"
    ),
    "redirect mail": lambda world, actor, seat: edit_person(
        actor=actor, person=seat.person.public_id, version=seat.person.version, email="me@example.com"
    ),
    "deactivate": lambda world, actor, seat: deactivate_person(actor=actor, person=seat.person.public_id),
    "pull into the own organization": lambda world, actor, seat: seat_person(
        actor=actor, person=seat.person.public_id, desk=_own_desk(actor), role="csirt"
    ),
    "change role": lambda world, actor, seat: edit_membership(
        actor=actor, membership=seat.public_id, version=seat.version, role="moderator"
    ),
    "make administrator": lambda world, actor, seat: edit_membership(
        actor=actor, membership=seat.public_id, version=seat.version, is_administrator=not seat.is_administrator
    ),
    "change tie": lambda world, actor, seat: edit_membership(
        actor=actor, membership=seat.public_id, version=seat.version, tie="consultant"
    ),
    "end seat": lambda world, actor, seat: end_membership(actor=actor, membership=seat.public_id),
    "give duty": lambda world, actor, seat: give_duty(actor=actor, membership=seat.public_id, sector="aviation"),
    "end duty": lambda world, actor, seat: end_duty(actor=actor, membership=seat.public_id, sector="finance"),
    "assign matter": lambda world, actor, seat: assign_matter(actor=actor, membership=seat.public_id, matter=uuid4()),
    "end assignment": lambda world, actor, seat: end_assignment(
        actor=actor, assignment=seat.assignments.get().public_id
    ),
    "confirm contact": lambda world, actor, seat: confirm_contact(actor=actor, membership=seat.public_id),
    "hire beside": lambda world, actor, seat: add_person(
        actor=actor, desk=seat.desk.public_id, login="spy", name_ja="間者", role="csirt"
    ),
}

ELSEWHERE = [
    "root@platform",
    "clerk@platform",
    "chief@center",
    "liaison@keisan",
    "jimu@denki",
    "kato@ginko",
    "mori@ginko",
]


@pytest.fixture
def world() -> World:
    made = make_world()
    for seat in Membership.objects.all():
        Membership.objects.filter(pk=seat.pk).update(is_deputy=True)
        StandingDuty.objects.create(membership=seat, sector="finance")
        Assignment.objects.create(membership=seat, matter=uuid4(), assigned_by=seat.person)
    return made


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("target", ELSEWHERE)
def test_an_administrator_touches_nobody_of_another_organization(world: World, deed: str, target: str) -> None:
    before = _everything()

    with pytest.raises((NotFound, NotYours)) as refused:
        DEEDS[deed](world, world.seat("sato@denryoku"), world.membership(target))

    if deed != "hire beside":
        assert isinstance(refused.value, NotFound), "people elsewhere are not there"
    assert _everything() == before


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("target", ["sato@denryoku", "suzuki@denryoku", "kato@ginko", "chief@center"])
def test_the_platform_touches_nobody_where_an_own_administrator_governs(world: World, deed: str, target: str) -> None:
    before = _everything()

    with pytest.raises((NotFound, NotYours)):
        DEEDS[deed](world, world.platform, world.membership(target))

    assert _everything() == before


@pytest.mark.parametrize("deed", sorted(DEEDS.keys() - {"assign matter", "end assignment"}))
@pytest.mark.parametrize("target", ["sato@denryoku", "tanaka@denryoku"])
def test_a_colleague_without_administration_touches_nobody(world: World, deed: str, target: str) -> None:
    before = _everything()
    actor = world.seat("suzuki@denryoku")

    with pytest.raises((NotFound, NotYours)):
        DEEDS[deed](world, actor, world.membership(target))

    assert _everything() == before


STRONGER = sorted(DEEDS.keys() - {"end seat", "confirm contact", "hire beside"})


@pytest.mark.parametrize("deed", STRONGER)
def test_a_platform_administrator_who_also_sits_here_is_out_of_reach(world: World, deed: str) -> None:
    guest = sit(world.person("second@platform"), world.desk("denryoku.field"), role="analyst")
    StandingDuty.objects.create(membership=guest, sector="finance")
    Assignment.objects.create(membership=guest, matter=uuid4(), assigned_by=guest.person)
    before = _everything()

    with pytest.raises((NotFound, NotYours)):
        DEEDS[deed](world, world.seat("sato@denryoku"), guest)

    assert _everything() == before


def test_saying_no_longer_ours_is_always_possible(world: World) -> None:
    guest = sit(world.person("second@platform"), world.desk("denryoku.csirt"), role="analyst")

    end_membership(actor=world.seat("sato@denryoku"), membership=guest.public_id)

    assert world.membership("second@platform").desk.handle == "platform.desk"


@pytest.mark.parametrize("deed", ["rename", "redirect mail", "deactivate"])
def test_somebody_who_also_sits_elsewhere_is_changed_by_neither_alone(world: World, deed: str) -> None:
    shared = sit(world.person("mori@ginko"), world.desk("denryoku.csirt"), role="analyst")

    for administrator in ("sato@denryoku", "kato@ginko"):
        with pytest.raises(NotYours):
            DEEDS[deed](world, world.seat(administrator), shared)


@pytest.mark.parametrize("deed", DEEDS)
def test_an_administrator_reaches_the_own_people(world: World, deed: str) -> None:
    desk = "denryoku.field" if deed == "pull into the own organization" else "denryoku.csirt"
    seat = sit(world.person("tanaka@denryoku"), world.desk("denryoku.csirt"), role="analyst", is_deputy=True)
    target = world.membership("tanaka@denryoku", "denryoku.field") if desk == "denryoku.field" else seat
    if target == seat:
        StandingDuty.objects.create(membership=seat, sector="finance")
        Assignment.objects.create(membership=seat, matter=uuid4(), assigned_by=seat.person)
    else:
        end_membership(actor=world.seat("sato@denryoku"), membership=seat.public_id)
    before = _everything()

    DEEDS[deed](world, world.seat("sato@denryoku"), target)

    assert _everything() != before


def _own_desk(actor: Seated) -> object:
    return Membership.objects.get(pk=actor.membership_id).desk.public_id


def _everything() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Person, Membership, StandingDuty, Assignment, ContactCheck)
    ]


def test_a_seat_elsewhere_gives_no_administration_here(world: World) -> None:
    guest = sit(world.person("kato@ginko"), world.desk("denryoku.csirt"), role="analyst")
    target = world.membership("suzuki@denryoku")

    with pytest.raises(NotYours):
        end_membership(actor=of_membership(guest), membership=target.public_id)
