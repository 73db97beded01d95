"""Subscriptions through the API: added, changed, run, ended; secrets go in alone; a stranger gets what nobody gets."""

import uuid

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.intel.models import Subscription
from noroshi.vocabulary import FetchTrouble, LineFault
from tests.rooms.test_api_intel_sources import SOURCE
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db
LIST = {
    "kind": "list",
    "address": "https://lists.example/today.csv",
    "secret": "hisokana-kagi",
    "every_minutes": 1440,
    "reads": {"column": "indicator", "of_kind": "domain", "confidence": 60},
}


def followed(cast):
    center = caller_of(cast.center)
    source = center.made("/intel/sources", SOURCE)["id"]
    return center, source, center.made(f"/intel/sources/{source}/subscriptions", LIST)


def test_a_subscription_is_added_changed_run_and_ended(cast):
    center, source, made = followed(cast)
    at = f"/intel/subscriptions/{made['id']}"

    changed = center.post(at, {"address": LIST["address"], "is_on": False}).json()
    refused = center.post(f"{at}/run")
    center.post(at, {"address": LIST["address"]})
    run = center.post(f"{at}/run")
    listed = center.items("/intel/subscriptions")
    ended = center.delete(at)

    assert (made["kind"], made["source"], made["reads"]["column"]) == ("list", source, "indicator")
    assert (changed["is_on"], changed["reads"]["column"], changed["has_secret"]) == (False, "", True)
    assert (refused.status_code, refused.json()["code"], run.status_code) == (409, "subscription_off", 200)
    assert [one["id"] for one in listed] == [made["id"]]
    assert "hisokana" not in str((made, changed, listed))
    assert ended.status_code == 204
    assert center.items("/intel/subscriptions") == []


def test_what_went_wrong_is_told_with_the_lines(cast):
    center, _, made = followed(cast)
    with acting_as(cast.center):
        fault = {"place": "7", "path": "", "code": LineFault.NO_VALUE.value, "given": "what is this"}
        trouble = FetchTrouble.TOO_SLOW.value
        Subscription.objects.filter(public_id=made["id"]).update(faults=[fault], trouble=trouble, failures=2)

    shown = center.get(f"/intel/subscriptions/{made['id']}").json()
    (told,) = center.items(f"/intel/subscriptions/{made['id']}/faults")

    assert (shown["trouble"], shown["failures"]) == (trouble, 2)
    assert (told["place"], told["given"]) == ("7", "what is this")
    assert (told["says_ja"], told["says_en"]) == (LineFault.NO_VALUE.ja, LineFault.NO_VALUE.en)


def test_what_cannot_be_is_refused(cast):
    center, source, _ = followed(cast)

    for wrong in (
        {"every_minutes": 1},
        {"version": "1.1"},
        {"kind": "ftp"},
        {"reads": {"of_kind": "technique"}},
        {"reads": {"confidence": 101}},
        {"reads": {"nothing": 1}},
        {"address": ""},
    ):
        assert center.post(f"/intel/sources/{source}/subscriptions", LIST | wrong).status_code == 422
    assert len(center.items("/intel/subscriptions")) == 1


def test_a_stranger_gets_what_nobody_gets(cast):
    _, source, made = followed(cast)

    for seat in (cast.bank, cast.center_general):
        stranger = caller_of(seat)
        assert stranger.items("/intel/subscriptions") == []
        for number in (made["id"], uuid.uuid4()):
            at = f"/intel/subscriptions/{number}"
            answers = [
                stranger.get(at),
                stranger.get(f"{at}/faults"),
                stranger.post(at, {"address": LIST["address"]}),
                stranger.post(f"{at}/run"),
                stranger.delete(at),
            ]
            assert [one.status_code for one in answers] == [404] * 5
        for number in (source, uuid.uuid4()):
            assert stranger.post(f"/intel/sources/{number}/subscriptions", LIST).status_code == 404
