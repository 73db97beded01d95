"""Block lists: proposed by one, reviewed by another, published, withdrawn; whoever else asks gets nothing at all."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.devices.actions.keys import revoke_device_key
from noroshi.devices.actions.lines import propose, publish, review, withdraw
from noroshi.devices.actions.lists import end_list
from noroshi.devices.errors import (
    AnotherPersonReviews,
    LineChanged,
    ListNamedTwice,
    NothingToPropose,
    NothingToPublish,
    WhyInSpite,
)
from noroshi.devices.fetching import MOST_FETCHES, fetched, note_fetched
from noroshi.devices.models import BlockLine
from noroshi.devices.queries import candidates_of, keys_of, lines_of, list_shown, lists_of, to_take_back
from noroshi.intel.actions import withdraw as withdraw_object
from noroshi.intel.models import StixObject
from noroshi.intel.reviewing import own_of
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import BlockState, TakenBack, Tlp2
from noroshi.vocabulary.errors import NotFound, TooMany
from noroshi.vocabulary.observables import ValueFlag
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.devices_given import EVIL, key_for, list_of, proposed, published, reviewed
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db
HERE = "192.0.2.10"


def names(secret: str, form: str = "domain_list", *, back: bool = False) -> list[str]:
    text = fetched(secret, form, HERE, back=back).text
    return [line for line in text.splitlines() if not line.startswith("#")]


def listed(viewer: Viewer, of: Any, *states: BlockState) -> list[str]:
    with acting_as(viewer):
        return [line.value for line in lines_of(viewer, of.public_id, *states)]


def test_a_value_goes_from_two_people_to_a_device(cast: Cast) -> None:
    of, _, secret = published(cast)

    assert names(secret) == [EVIL]
    assert f"{EVIL} CNAME ." in fetched(secret, "rpz", HERE).text
    assert "TLP:GREEN" in fetched(secret, "csv", HERE).text
    assert listed(cast.center, of, BlockState.PUBLISHED) == [EVIL]


def test_nothing_goes_out_before_another_person_has_looked(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, EVIL))
    of = list_of(cast.center)
    secret = key_for(cast.center, of.public_id)
    lines = proposed(cast.center, of.public_id)

    assert (names(secret), names(secret, back=True)) == ([], [])
    with acting_as(cast.center):
        with pytest.raises(AnotherPersonReviews):
            review(cast.center, of.public_id, [lines[0].public_id])
        with pytest.raises(NothingToPublish):
            publish(cast.center, of.public_id)
    reviewed(second_person(cast.center), of.public_id)
    assert names(secret) == []
    with acting_as(cast.center):
        assert publish(cast.center, of.public_id) == 1
    assert names(secret) == [EVIL]


def test_the_database_holds_the_second_person_as_well(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, EVIL))
    of = list_of(cast.center)
    proposed(cast.center, of.public_id)

    with acting_as(cast.center), pytest.raises(IntegrityError), transaction.atomic():
        BlockLine.objects.update(reviewed_by_id=cast.center.seat.person_id, reviewed_at=timezone.now())


def test_what_is_withdrawn_goes_at_once_and_stands_in_what_is_taken_back(cast: Cast) -> None:
    of, _, secret = published(cast)

    with acting_as(cast.center):
        line = lines_of(cast.center, of.public_id, BlockState.PUBLISHED)[0]
        withdraw(cast.center, of.public_id, [line.public_id], "誤検知")
        back = to_take_back(cast.center, of.public_id)

    assert (names(secret), names(secret, back=True)) == ([], [EVIL])
    assert [(one.value, one.taken_back, one.reason) for one in back] == [(EVIL, TakenBack.BY_HAND, "誤検知")]


def test_what_was_never_out_is_not_taken_back(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, EVIL))
    of = list_of(cast.center)
    line = proposed(cast.center, of.public_id)[0]

    with acting_as(cast.center):
        withdraw(cast.center, of.public_id, [line.public_id])
        assert to_take_back(cast.center, of.public_id) == []
        assert lines_of(cast.center, of.public_id, BlockState.WITHDRAWN)[0].taken_back is TakenBack.DISMISSED
        assert [one.row.value for one in candidates_of(cast.center, of.public_id)] == [EVIL]


def test_a_recalled_object_leaves_the_list_at_once(cast: Cast) -> None:
    of, origin, secret = published(cast)

    with acting_as(cast.center):
        found = candidates_of(cast.center, list_of(cast.center, "もう一つ").public_id)[0]
        withdraw_object(cast.center, origin.public_id, _uuid(found.row.object_id))

    assert (names(secret), names(secret, back=True)) == ([], [EVIL])
    with acting_as(cast.center):
        assert candidates_of(cast.center, of.public_id) == []


def test_a_recall_by_another_desk_reaches_our_devices(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1, EVIL))
    of = list_of(cast.electric)
    proposed(cast.electric, of.public_id)
    reviewed(second_person(cast.electric), of.public_id)
    with acting_as(cast.electric):
        publish(cast.electric, of.public_id)
        number = BlockLine.objects.get().object_id
    secret = key_for(cast.electric, of.public_id)
    assert names(secret) == [EVIL]

    with acting_as(cast.center):
        withdraw_object(cast.center, origin.public_id, _uuid(number))

    assert (names(secret), names(secret, back=True)) == ([], [EVIL])


def test_ended_indicators_revoked_ones_and_unsure_ones_are_no_candidates(cast: Cast) -> None:
    brought(
        cast.center,
        origin_of(cast.center),
        indicator(1, "ended.top", valid_until="2026-04-02T00:00:00.000Z", confidence=90),
        indicator(2, "revoked.top", revoked=True, confidence=90),
        indicator(3, "unsure.top", confidence=20),
        indicator(4, "unsaid.top"),
        indicator(5, "quiet.top", confidence=90, labels=["PAP:AMBER"]),
        indicator(6, "later.top", confidence=90, valid_from="2099-04-02T00:00:00.000Z"),
        indicator(7, "sure.top", confidence=90),
    )
    of = list_of(cast.center, lowest=50)

    with acting_as(cast.center):
        assert [one.row.value for one in candidates_of(cast.center, of.public_id)] == ["sure.top"]


def test_red_of_another_desk_goes_to_no_device(cast: Cast) -> None:
    """It is for the eyes of named people; one's own red may go to one's own devices."""
    red = origin_of(cast.center, "厳秘", Tlp2.RED, opened=[])
    brought(cast.center, red, indicator(1, "red.top", object_marking_refs=[ID_OF[Tlp2.RED]]))
    of = list_of(cast.center)

    with acting_as(cast.center):
        assert [one.row.value for one in candidates_of(cast.center, of.public_id)] == ["red.top"]
    other = list_of(cast.electric)
    with acting_as(cast.electric):
        assert candidates_of(cast.electric, other.public_id) == []


def test_warnings_need_a_reason(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, pattern="[ipv4-addr:value = '8.8.8.8']"))
    of = list_of(cast.center)

    line = proposed(cast.center, of.public_id)[0]

    assert ValueFlag.KNOWN_GOOD in {one.flag for one in line.warnings}
    with pytest.raises(WhyInSpite):
        reviewed(second_person(cast.center), of.public_id)
    assert reviewed(second_person(cast.center), of.public_id, "乗っ取られている") == 1


def test_own_domains_are_warned_of(cast: Cast) -> None:
    brought(cast.electric, origin_of(cast.electric, opened=[]), indicator(1, _own_domain(cast.electric)))
    of = list_of(cast.electric)

    line = proposed(cast.electric, of.public_id)[0]

    assert ValueFlag.OWN in {one.flag for one in line.warnings}


def test_a_stranger_finds_no_list_no_line_and_no_key(cast: Cast) -> None:
    of, _, _ = published(cast)

    for stranger in (cast.bank, cast.center_general):
        with acting_as(stranger):
            assert lists_of(stranger) == []
            assert BlockLine.objects.count() == 0
            for deed in (
                lambda who: list_shown(who, of.public_id),
                lambda who: candidates_of(who, of.public_id),
                lambda who: keys_of(who, of.public_id),
                lambda who: to_take_back(who, of.public_id),
                lambda who: propose(who, of.public_id, [(1, 1)]),
                lambda who: publish(who, of.public_id),
                lambda who: end_list(who, of.public_id),
            ):
                with pytest.raises(NotFound):
                    deed(stranger)


def test_without_a_key_the_database_shows_nothing(cast: Cast) -> None:
    published(cast)

    for setting in ("public", "", "device:" + "0" * 64, "device:x"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select set_config('noroshi.viewer', %s, true)", [setting])
            for table in ("devices_blocklist", "devices_blockline", "devices_devicekey"):
                cursor.execute(f"select count(*) from {table}")  # noqa: S608 - constants
                assert cursor.fetchone()[0] == 0
            cursor.execute("select set_config('noroshi.viewer', '', true)")


def test_a_device_reads_its_own_list_and_nothing_that_waits(cast: Cast) -> None:
    of, origin, secret = published(cast)
    other = list_of(cast.center, "別の一覧")
    brought(cast.center, origin, indicator("b", "waiting.top"))
    proposed(cast.center, other.public_id)
    proposed(cast.center, of.public_id)

    assert names(secret, "csv")[1].split(",")[2] == EVIL
    assert "waiting.top" not in fetched(secret, "csv", HERE).text
    assert names(key_for(cast.center, other.public_id)) == []


@pytest.mark.parametrize("wrong", ["", "nrd_", "nrd_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "日本", "\ud800"])
def test_a_wrong_key_is_not_found(cast: Cast, wrong: str) -> None:
    published(cast)

    with pytest.raises(NotFound):
        fetched(wrong, "csv", HERE)


def test_a_revoked_key_another_network_an_ended_list_and_an_unknown_form_are_not_found(cast: Cast) -> None:
    of, _, secret = published(cast)
    here = key_for(cast.center, of.public_id, network_ranges=["192.0.2.0/24"])

    assert fetched(here, "csv", HERE).count == 1
    for asked in ((here, "csv", "198.51.100.1"), (secret, "exe", HERE)):
        with pytest.raises(NotFound):
            fetched(*asked)
    with acting_as(cast.center):
        for key in keys_of(cast.center, of.public_id):
            if not key.network_ranges:
                revoke_device_key(cast.center, of.public_id, key.public_id)
    with pytest.raises(NotFound):
        fetched(secret, "csv", HERE)
    with acting_as(cast.center):
        end_list(cast.center, of.public_id)
    with pytest.raises(NotFound):
        fetched(here, "csv", HERE)


def test_when_a_device_came_last_is_shown_to_its_desk(cast: Cast) -> None:
    of, _, secret = published(cast)

    fetched(secret, "rpz", HERE)
    note_fetched(secret, "rpz")

    with acting_as(cast.center):
        key = keys_of(cast.center, of.public_id)[0]
    assert (key.fetched, key.is_usable) == ("rpz", True)
    assert key.fetched_at is not None


def test_a_device_that_comes_too_often_waits(cast: Cast) -> None:
    _, _, secret = published(cast)

    for _ in range(MOST_FETCHES):
        fetched(secret, "domain_list", HERE)
    with pytest.raises(TooMany):
        fetched(secret, "domain_list", HERE)


def test_the_tag_changes_when_the_list_does_and_not_otherwise(cast: Cast) -> None:
    of, origin, secret = published(cast)
    tag = fetched(secret, "csv", HERE).tag

    assert fetched(secret, "csv", HERE).tag == tag
    brought(cast.center, origin, indicator("more", "more.top"))
    proposed(cast.center, of.public_id)
    reviewed(second_person(cast.center), of.public_id)
    assert fetched(secret, "csv", HERE).tag == tag
    with acting_as(cast.center):
        publish(cast.center, of.public_id)
    assert fetched(secret, "csv", HERE).tag != tag


def test_what_somebody_has_dealt_with_meanwhile_is_told(cast: Cast) -> None:
    of, _, _ = published(cast)

    with acting_as(cast.center):
        line = lines_of(cast.center, of.public_id, BlockState.PUBLISHED)[0]
        with pytest.raises(LineChanged):
            review(cast.center, of.public_id, [line.public_id])
        with pytest.raises(NothingToPropose):
            propose(cast.center, of.public_id, [])


def test_two_lists_of_a_desk_have_two_names(cast: Cast) -> None:
    list_of(cast.center)

    with pytest.raises(ListNamedTwice):
        list_of(cast.center)
    list_of(cast.bank)


def _uuid(number: int) -> uuid.UUID:
    return StixObject.objects.get(pk=number).uuid


def _own_domain(viewer: Viewer) -> str:
    with acting_as(viewer):
        return sorted(own_of(viewer).domains)[0]
