"""What a home says of the directory: who may confirm, who looks after somebody, and a stranger who gets nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.directory.models import ChangeRequest, ContactCheck
from noroshi.directory.queries import to_settle
from tests.rooms.directory_world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = make_world()
    ContactCheck.objects.filter(confirmed_at=None).update(due_date=timezone.localdate() + timedelta(days=60))
    return world


def desks(world: World, login: str) -> list[str]:
    until = timezone.localdate() + timedelta(days=14)
    return [row.desk.handle for row in to_settle(world.seat(login), until).contacts]


def due(world: World, login: str, days: int) -> None:
    checks = ContactCheck.objects.filter(membership=world.membership(login), confirmed_at=None)
    assert checks.update(due_date=timezone.localdate() + timedelta(days=days)) == 1


def test_nothing_waits_while_nothing_is_due(world: World) -> None:
    for login in ("sato@denryoku", "chief@center", "liaison@keisan", "kato@ginko"):
        assert desks(world, login) == []


def test_an_own_contact_stands_there_before_it_is_late_and_for_nobody_else(world: World) -> None:
    due(world, "sato@denryoku", 3)

    assert desks(world, "sato@denryoku") == ["denryoku.csirt"]
    for login in ("suzuki@denryoku", "liaison@keisan", "jimu@denki", "chief@center", "kato@ginko"):
        assert desks(world, login) == []


def test_a_late_contact_is_told_to_who_looks_after_it_and_to_no_stranger(world: World) -> None:
    due(world, "sato@denryoku", -1)

    for login in ("sato@denryoku", "liaison@keisan", "jimu@denki", "chief@center"):
        assert desks(world, login) == ["denryoku.csirt"]
    for login in ("kato@ginko", "moderator@isac"):
        assert desks(world, login) == []


def test_who_is_no_contact_any_more_is_not_waited_for(world: World) -> None:
    due(world, "sato@denryoku", -1)
    seat = world.membership("sato@denryoku")
    seat.is_poc = seat.is_deputy = False
    seat.save()

    assert desks(world, "chief@center") == []


def test_an_open_change_is_shown_to_its_organization_and_the_platform(world: World) -> None:
    now = timezone.now()
    for handle, ends in (("denryoku", now + timedelta(days=1)), ("ginko", now - timedelta(days=1))):
        ChangeRequest.objects.create(
            organization=world.organization(handle),
            wanted={"sectors": ["gas"]},
            asked_by_id=world.platform.person_id,
            expires_at=ends,
        )

    def changes(login: str) -> list[str]:
        return [one.organization.name_ja for one in to_settle(world.seat(login), now.date()).changes]

    assert changes("sato@denryoku") == ["denryokuの名"]
    assert [one.organization.name_ja for one in to_settle(world.platform, now.date()).changes] == ["denryokuの名"]
    assert changes("kato@ginko") == []
    assert changes("liaison@keisan") == []
