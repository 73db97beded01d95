"""Whoever had taken an object is told that it was taken back, its source who that was; nobody else hears of either."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.directory.models import Group, GroupSeat, Organization
from noroshi.intel.actions import OriginWish, amend_origin, withdraw
from noroshi.intel.models import Origin, StixObject, TakenBack
from noroshi.intel.taken import taken_back
from noroshi.intel.telling import tell
from noroshi.ledger.actions import Answer, record
from noroshi.vocabulary import NoticeKind, OriginKind, Tlp2
from tests.cast import Cast
from tests.rooms.drafts_pages import client_of
from tests.rooms.intel_given import brought, indicator, marked, origin_of, stix_id
from tests.rooms.taxii_world import machine
from tests.rooms.test_taxii import all_of, ids

pytestmark = pytest.mark.django_db
ONE = stix_id("indicator", 1)
NUMBER = uuid.UUID(ONE[-36:])


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def told(viewer: Viewer) -> list[tuple[str, bool, list[int | None]]]:
    with acting_as(viewer):
        return [
            (one.stix_id, one.is_own, [each.desk.pk if each.desk else None for each in one.takers])
            for one in taken_back(viewer)
        ]


def notices(viewer: Viewer) -> int:
    with acting_as(viewer):
        rows = Notice.objects.filter(desk_id=viewer.desk_id, kind=NoticeKind.RECALLED.value)
        return rows.filter(link="/intel/taken-back/").count()


def took_back(viewer: Viewer, origin: Any, of: uuid.UUID = NUMBER) -> None:
    with acting_as(viewer):
        withdraw(viewer, origin.public_id, of)


def opened_to(viewer: Viewer, origin: Origin, *parties: str) -> None:
    """From now on; what is there stays in its range."""
    with acting_as(viewer):
        amend_origin(viewer, origin.public_id, OriginWish(origin.name, OriginKind.UPLOAD, Tlp2.GREEN, opened=parties))


def takers_asked(viewer: Viewer, source: uuid.UUID, of: uuid.UUID, numbers: list[int]) -> list[int | None]:
    """As somebody asks who writes the question of the database himself."""
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select desk_id from noroshi_intel_takers(%s, %s, %s::bigint[])", [source, of, numbers])
        return [desk for (desk,) in cursor.fetchall()]


def told_of(row: uuid.UUID) -> list[int | None]:
    """Likewise, of what was taken back."""
    with connection.cursor() as cursor:
        cursor.execute("select desk_id from noroshi_intel_told(%s)", [row])
        return [desk for (desk,) in cursor.fetchall()]


def given_a_page(viewer: Viewer, numbers: list[int], *objects: tuple[uuid.UUID, int]) -> None:
    """As a page of a collection is written down, with whatever is said to have been in it."""
    stretch = {"from": min(numbers), "to": max(numbers)}
    with acting_as(viewer):
        record(deed="read", answer=Answer.FEED, actor=viewer.actor, objects=objects, detail=stretch)


def numbers_of(viewer: Viewer, origin: Origin) -> list[int]:
    with acting_as(viewer):
        return list(StixObject.objects.filter(origin=origin).order_by("pk").values_list("pk", flat=True))


def test_a_machine_that_took_it_finds_it_gone_and_its_desk_is_told(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1), indicator(2))
    caller = machine(cast.bank)
    there = all_of(caller)
    assert ONE in ids(json.loads(caller.get(there).content)["objects"])

    took_back(cast.center, origin)

    assert ONE not in caller.get(there).content.decode()
    assert ONE not in caller.get(there.replace("objects/", "manifest/")).content.decode()
    assert told(cast.bank) == [(ONE, False, [])]
    assert notices(cast.bank) == 1
    assert told(cast.center) == [(ONE, True, [cast.bank.desk_id])]


def test_whoever_did_not_take_it_hears_nothing(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1), indicator(2))
    with acting_as(cast.bank):
        tell(cast.bank, NUMBER)
    with acting_as(cast.electric):
        tell(cast.electric, uuid.UUID(stix_id("indicator", 2)[-36:]))

    took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])]
    for stranger in (cast.electric, cast.ministry, cast.bank_ministry, cast.platform):
        assert told(stranger) == []
        assert notices(stranger) == 0
        with acting_as(stranger), connection.cursor() as cursor:
            cursor.execute("select count(*) from intel_takenback")
            assert cursor.fetchone() == (0,)
            cursor.execute("select count(*) from noroshi_intel_takers(%s, %s, '{1,2,3}')", [origin.public_id, NUMBER])
            assert cursor.fetchone() == (0,)


def test_a_page_that_went_before_it_came_is_no_taking(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(2))
    caller = machine(cast.bank)
    caller.get(all_of(caller))
    brought(cast.center, origin, indicator(1))

    took_back(cast.center, origin)

    assert told(cast.bank) == []
    assert told(cast.center) == [(ONE, True, [])]


def test_a_file_counts_as_taking_and_taking_back_twice_tells_once(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))
    answer = client_of(cast.bank).get(reverse("intel_file", args=["csv"]))
    assert answer.status_code == 200

    took_back(cast.center, origin)
    took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])]
    with acting_as(cast.center):
        assert TakenBack.objects.count() == 1


def test_the_page_and_the_api_tell_each_side_its_own(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))
    with acting_as(cast.bank):
        tell(cast.bank, NUMBER)
    took_back(cast.center, origin)
    here = reverse("intel_taken_back")

    own, taker, stranger = (
        client_of(one).get(here).content.decode() for one in (cast.center, cast.bank, cast.electric)
    )

    bank = Organization.objects.get(pk=cast.bank.organization_id).name_ja
    assert ONE in own
    assert bank in own
    assert ONE in taker
    assert bank not in taker.split("<main")[1]
    assert ONE not in stranger
    assert Client().get(here).status_code == 302


@pytest.mark.parametrize("color", [Tlp2.RED, Tlp2.AMBER_STRICT])
def test_a_page_around_what_a_desk_never_got_is_no_taking(cast: Cast, color: Tlp2) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(2))
    brought(cast.center, origin, indicator(1, **marked(color)))
    brought(cast.center, origin, indicator(3))
    caller = machine(cast.bank)
    given = ids(json.loads(caller.get(all_of(caller)).content)["objects"])
    assert ONE not in given
    assert {stix_id("indicator", 2), stix_id("indicator", 3)} <= set(given)

    took_back(cast.center, origin)
    took_back(cast.center, origin, uuid.UUID(stix_id("indicator", 3)[-36:]))

    assert told(cast.bank) == [(stix_id("indicator", 3), False, [])]
    assert notices(cast.bank) == 1
    assert told(cast.center) == [(stix_id("indicator", 3), True, [cast.bank.desk_id]), (ONE, True, [])]


def test_a_page_around_what_others_alone_may_have_is_a_taking_of_theirs_alone(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(2))
    opened_to(cast.center, origin, f"desk:{cast.ministry.desk_id}")
    brought(cast.center, origin, indicator(1))
    opened_to(cast.center, origin, "everyone_in_range")
    brought(cast.center, origin, indicator(3))
    for one in (cast.bank, cast.ministry):
        caller = machine(one)
        assert (ONE in caller.get(all_of(caller)).content.decode()) is (one.desk_id == cast.ministry.desk_id)

    took_back(cast.center, origin)

    assert told(cast.bank) == []
    assert notices(cast.bank) == 0
    assert told(cast.ministry) == [(ONE, False, [])]
    assert notices(cast.ministry) == 1
    assert told(cast.center) == [(ONE, True, [cast.ministry.desk_id])]


@pytest.mark.parametrize("newest", [Tlp2.RED, Tlp2.GREEN])
def test_each_version_is_told_to_those_who_could_have_that_one(cast: Cast, newest: Tlp2) -> None:
    origin = origin_of(cast.center)
    older = Tlp2.GREEN if newest is Tlp2.RED else Tlp2.RED
    brought(cast.center, origin, indicator(3))
    brought(cast.center, origin, indicator(1, **marked(older)))
    brought(cast.center, origin, indicator(2))
    caller = machine(cast.bank)
    caller.get(all_of(caller))
    brought(cast.center, origin, indicator(1, modified="2026-05-01T00:00:00.000Z", **marked(newest)))

    took_back(cast.center, origin)

    took_one = newest is Tlp2.RED
    assert told(cast.bank) == ([(ONE, False, [])] if took_one else [])
    assert notices(cast.bank) == int(took_one)
    assert [who for *_, own in told(cast.center) for who in own] == ([cast.bank.desk_id] if took_one else [])


def test_whoever_took_two_ranges_of_it_is_told_once(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))
    opened_to(cast.center, origin, f"desk:{cast.bank.desk_id}")
    brought(cast.center, origin, indicator(1, modified="2026-05-01T00:00:00.000Z"))
    caller = machine(cast.bank)
    caller.get(all_of(caller))

    took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])]
    assert notices(cast.bank) == 1
    assert told(cast.center) == [(ONE, True, [cast.bank.desk_id])]


def test_what_is_open_to_everybody_tells_each_who_took_it(cast: Cast) -> None:
    origin = origin_of(cast.center, tlp=Tlp2.CLEAR, opened=["public"])
    brought(cast.center, origin, indicator(1, **marked(Tlp2.CLEAR)))
    with acting_as(cast.bank):
        tell(cast.bank, NUMBER)

    took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])]
    assert told(cast.center) == [(ONE, True, [cast.bank.desk_id])]
    assert told(cast.electric) == []


@pytest.mark.parametrize("is_confidential", [True, False])
def test_members_of_a_confidential_group_are_not_named_once_the_source_is_open_to_others(
    cast: Cast, *, is_confidential: bool
) -> None:
    group = Group.objects.create(
        handle="tomari", name_ja="泊の会", owner_id=cast.hub.desk_id, roster_is_confidential=is_confidential
    )
    GroupSeat.objects.create(group=group, desk_id=cast.bank.desk_id)
    forget()
    origin = origin_of(cast.center, opened=[f"group:{group.pk}"])
    brought(cast.center, origin, indicator(1))
    with acting_as(cast.bank):
        tell(cast.bank, NUMBER)
    opened_to(cast.center, origin, "everyone_in_range")
    brought(cast.center, origin, indicator(1, modified="2026-05-01T00:00:00.000Z"))

    took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])]
    opened_to(cast.center, origin)
    named = [who for *_, own in told(cast.center) for who in own]
    assert named == ([None] if is_confidential else [cast.bank.desk_id])
    with acting_as(cast.center):
        (at,) = {localtime(taker.at) for one in taken_back(cast.center) for taker in one.takers}
        rows = TakenBack.objects.values_list("public_id", "numbers")
        asked = {desk for row, _ in rows for desk in told_of(row)}
        numbers = [number for _, some in rows for number in some]
    assert (at == at.replace(hour=0, minute=0, second=0, microsecond=0)) is is_confidential
    assert asked == ({None} if is_confidential else {cast.bank.desk_id})
    for given in ([], numbers):
        assert takers_asked(cast.center, origin.public_id, NUMBER, given) == named
    here = reverse("intel_taken_back")
    bank = Organization.objects.get(pk=cast.bank.organization_id).name_ja
    assert (bank in client_of(cast.center).get(here).content.decode()) is not is_confidential


def test_a_second_version_that_is_taken_back_is_told_to_members_of_a_confidential_group_as_well(cast: Cast) -> None:
    group = Group.objects.create(
        handle="tomari", name_ja="泊の会", owner_id=cast.hub.desk_id, roster_is_confidential=True
    )
    GroupSeat.objects.create(group=group, desk_id=cast.bank.desk_id)
    forget()
    origin = origin_of(cast.center, opened=[f"group:{group.pk}"])
    for modified in ({}, {"modified": "2026-05-01T00:00:00.000Z"}):
        brought(cast.center, origin, indicator(1, **modified))
        with acting_as(cast.bank):
            tell(cast.bank, NUMBER)

        took_back(cast.center, origin)

    assert told(cast.bank) == [(ONE, False, [])] * 2
    assert notices(cast.bank) == 2
    assert told(cast.electric) == []
    with acting_as(cast.electric):
        rows = [one.public_id for one in taken_back(cast.center)]
        assert [told_of(row) for row in rows] == [[] for _ in rows]


def test_nobody_learns_who_took_what_another_provided(cast: Cast) -> None:
    origin, other = origin_of(cast.center), origin_of(cast.electric, name="夕の便り")
    brought(cast.center, origin, indicator(1))
    brought(cast.electric, other, indicator(2))
    theirs = uuid.UUID(stix_id("indicator", 2)[-36:])
    mine, foreign = numbers_of(cast.center, origin), numbers_of(cast.electric, other)
    house, house_of_others = cast.center.organization_id, cast.electric.organization_id
    given_a_page(cast.bank, [0], (NUMBER, house), (theirs, house_of_others))
    given_a_page(cast.bank, mine + foreign, (origin.public_id, house), (other.public_id, house_of_others))

    assert takers_asked(cast.center, origin.public_id, NUMBER, []) == [cast.bank.desk_id]
    assert takers_asked(cast.center, origin.public_id, theirs, []) == []
    assert takers_asked(cast.center, origin.public_id, theirs, foreign) == []
    assert takers_asked(cast.center, origin.public_id, theirs, mine) == []
    assert takers_asked(cast.center, origin.public_id, NUMBER, foreign) == [cast.bank.desk_id]
    assert takers_asked(cast.center, other.public_id, theirs, foreign) == []
    assert takers_asked(cast.electric, other.public_id, theirs, foreign) == [cast.bank.desk_id]


def test_a_stretch_counts_for_the_source_whose_it_was_and_for_its_own_numbers(cast: Cast) -> None:
    origin, other = origin_of(cast.center), origin_of(cast.electric, name="夕の便り")
    brought(cast.center, origin, indicator(1))
    brought(cast.electric, other, indicator(2))
    mine, foreign = numbers_of(cast.center, origin), numbers_of(cast.electric, other)
    house, house_of_others = cast.center.organization_id, cast.electric.organization_id
    given_a_page(cast.bank, mine + foreign, (origin.public_id, house))
    given_a_page(cast.ministry, mine + foreign, (origin.public_id, house_of_others), (other.public_id, house))

    assert takers_asked(cast.center, origin.public_id, NUMBER, mine) == [cast.bank.desk_id]
    assert takers_asked(cast.center, origin.public_id, NUMBER, foreign) == []
