"""Fetching from servers of others: everything comes in once, whatever they answer, and what is wrong is told at the subscription."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.connectors.taxii_client import calling
from noroshi.connectors.taxii_client.calling import Failed
from noroshi.intel import subscribing
from noroshi.intel.models import Subscription
from noroshi.intel.queries import listed
from noroshi.intel.subscribing import (
    SubscriptionWish,
    amend_subscription,
    subscribe,
    subscription,
    subscriptions,
    unsubscribe,
)
from noroshi.vocabulary import FetchTrouble
from noroshi.vocabulary.errors import NotFound
from tests.rooms.intel_given import indicator, origin_of
from tests.rooms.other_server import Other, cast, other

__all__ = ["cast", "other"]

committed = pytest.mark.django_db(transaction=True)
MEDIA = "application/taxii+json;version=2.1"
SECRET = "ひそかな鍵 8f2"


def said(objects: list[dict[str, Any]], **more: Any) -> tuple[int, dict[str, str], bytes]:
    last = more.pop("last", "")
    headers = {"Content-Type": MEDIA, **({"X-TAXII-Date-Added-Last": last} if last else {})}
    return 200, headers, json.dumps({"objects": objects, **more}).encode()


@pytest.fixture
def fetching(cast: Any, other: Other) -> Iterator[Callable[[], Subscription]]:
    """Fetches once what is due, and gives the subscription as its desk sees it."""
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        row = subscribe(
            cast.center, origin.public_id, SubscriptionWish(other.address, user_name="noroshi", secret=SECRET)
        )

    def fetch() -> Subscription:
        with acting_as(subscribing.SYSTEM):
            Subscription.objects.filter(pk=row.pk).update(next_at=timezone.now())
        subscribing.fetch_due()
        with acting_as(cast.center):
            return subscription(cast.center, row.public_id)

    return fetch


def names(cast: Any) -> list[str]:
    with acting_as(cast.center):
        return sorted(json.loads(one.raw)["id"] for one in listed(cast.center))


def test_every_page_comes_in_and_the_next_time_goes_on(cast, other, fetching):
    def answers(query, _headers):
        if query.get("added_after") == "2026-11-01T00:00:00.000003Z":
            return said([indicator(9)], last="2026-11-02T00:00:00Z")
        place = int(query.get("next", 0))
        more = {"more": True, "next": str(place + 1)} if place < 2 else {"more": False}
        return said([indicator(place)], last=f"2026-11-01T00:00:00.00000{place + 1}Z", **more)

    other.answers = answers

    first = fetching()
    assert (first.new, first.trouble, first.since, first.place) == (3, "", "2026-11-01T00:00:00.000003Z", "")
    assert fetching().new == 4
    assert names(cast) == sorted(indicator(n)["id"] for n in (0, 1, 2, 9))
    assert other.keys[0]
    assert other.keys[0].startswith("Basic ")


def test_what_was_interrupted_goes_on_from_its_page_and_waits_longer_each_time(cast, other, fetching):
    broken = True

    def answers(query, _headers):
        place = int(query.get("next", 0))
        if place == 1 and broken:
            return 500, {"Content-Type": "text/html"}, b"<html>"
        return said([indicator(place)], **({"more": True, "next": str(place + 1)} if place < 2 else {}))

    other.answers = answers

    first, second = fetching(), fetching()
    assert (first.trouble, first.detail, first.place, first.new) == (FetchTrouble.SERVER_FAILS.value, "500", "1", 1)
    assert second.failures == 2
    assert second.next_at - second.tried_at > first.next_at - first.tried_at > timedelta(minutes=60)
    broken = False
    third = fetching()
    assert (third.trouble, third.failures, third.new) == ("", 0, 3)
    assert third.next_at - third.tried_at == timedelta(minutes=60)


INSTEAD: Final = (
    ((401, {}, b""), FetchTrouble.KEY_REFUSED),
    ((404, {}, b""), FetchTrouble.NOT_THERE),
    ((429, {"Retry-After": "7200"}, b""), FetchTrouble.TOO_OFTEN),
    ((200, {"Content-Type": "text/html"}, b"<html></html>"), FetchTrouble.NOT_SPOKEN),
    ((200, {"Content-Type": MEDIA}, b"{"), FetchTrouble.NOT_UNDERSTOOD),
    ((200, {"Content-Type": MEDIA}, b"[]"), FetchTrouble.NOT_UNDERSTOOD),
    ((200, {"Content-Type": MEDIA}, b'{"objects": {}}'), FetchTrouble.NOT_UNDERSTOOD),
    ((200, {"Content-Type": MEDIA}, b'{"objects": [], "more": "yes"}'), FetchTrouble.NOT_UNDERSTOOD),
    ((200, {"Content-Type": MEDIA}, b'{"objects":[' + b'{"a":' * 20_000 + b"]}"), FetchTrouble.NOT_UNDERSTOOD),
    ((200, {"Content-Type": MEDIA}, b'{"more": true, "next": "1"}'), FetchTrouble.REPEATS_ITSELF),
    ((200, {"Content-Type": MEDIA, "Content-Length": "100"}, b'{"objects": []}'), FetchTrouble.CUT_SHORT),
    ((302, {"Location": "http://203.0.113.5/taxii/"}, b""), FetchTrouble.LED_ELSEWHERE),
    ((302, {"Location": "objects/"}, b""), FetchTrouble.LED_ELSEWHERE),
    ((302, {"Location": "https://["}, b""), FetchTrouble.LED_ELSEWHERE),
)


def test_whatever_is_answered_instead_is_told_and_nothing_comes_in(cast, other, fetching):
    for number, (answer, trouble) in enumerate(INSTEAD, 1):
        other.answers = lambda _query, _headers, answer=answer: answer

        row = fetching()

        assert (row.trouble, row.failures) == (trouble.value, number)
        assert row.next_at > timezone.now()
    assert names(cast) == []


def test_a_server_that_repeats_a_page_or_says_more_for_ever_is_left(cast, other, fetching):
    count = iter(range(10_000))
    other.answers = lambda _query, _headers: said([indicator(1)], more=True, next=str(next(count)))

    assert fetching().trouble == FetchTrouble.REPEATS_ITSELF.value
    assert len(other.asked) == 2
    assert names(cast) == [indicator(1)["id"]]


def test_bad_objects_are_counted_and_good_ones_come_in(cast, other, fetching):
    other.answers = lambda _query, _headers: said([indicator(1), {"no": "object"}, indicator(2)])

    row = fetching()

    assert (row.new, row.refused, row.trouble) == (2, 1, "")


def test_a_server_of_2_0_is_read_by_ranges(cast, other, fetching):
    whole = [indicator(n) for n in range(3)]

    def answers(_query, headers):
        start = int(headers["Range"].removeprefix("items ").partition("-")[0])
        part = whole[start : start + 2]
        told = {"Content-Type": "application/vnd.oasis.stix+json; version=2.0"}
        told["Content-Range"] = f"items {start}-{start + len(part) - 1}/3"
        return 206, told, json.dumps({"type": "bundle", "objects": part}).encode()

    other.answers = answers
    with acting_as(cast.center):
        one = subscriptions(cast.center)[0]
        amend_subscription(
            cast.center, one.public_id, SubscriptionWish(other.address, version="2.0", user_name="noroshi")
        )

    row = fetching()

    assert (row.new, row.trouble) == (3, "")
    assert other.keys[0] is not None, "an empty secret leaves the one that is there"


def test_one_that_never_ends_is_let_go(cast, other, fetching, monkeypatch):
    other.answers = lambda _query, _headers: said([indicator(1, description="x" * 100_000)])
    monkeypatch.setattr(calling, "MOST_BYTES", 50_000)

    assert fetching().trouble == FetchTrouble.TOO_LARGE.value


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/x/", "https://127.0.0.1/x/", "https://[::1]/x/", "https://169.254.169.254/x/"),
        *("https://10.0.0.1/x/", "http://taxii.example/x/", "https://user:word@taxii.example/x/", "file:///etc/passwd"),
        "https://[::ffff:10.0.0.1]/x/",
    ],
)
def test_no_address_of_ones_own_network_is_asked_unless_the_setting_says_so(address):
    with pytest.raises(Failed) as told:
        calling.get(address, {}, "", "")

    assert told.value.trouble is FetchTrouble.ADDRESS_NOT_ALLOWED


def test_the_secret_is_closed_and_forgotten_at_the_end(cast, other, fetching):
    with acting_as(cast.center):
        row = subscriptions(cast.center)[0]
        assert SECRET.encode() not in bytes(row.secret)
        unsubscribe(cast.center, row.public_id)
        assert subscriptions(cast.center) == []
    with acting_as(subscribing.SYSTEM):
        assert Subscription.objects.get(pk=row.pk).secret is None
    assert subscribing.fetch_due() == 0


def test_nobody_else_learns_of_a_subscription(cast, other, fetching):
    with acting_as(cast.center):
        row = subscriptions(cast.center)[0]

    for stranger in (cast.bank, cast.center_general):
        with acting_as(stranger):
            assert subscriptions(stranger) == []
            assert not Subscription.objects.exists()
            with pytest.raises(NotFound):
                subscription(stranger, row.public_id)
            with pytest.raises(NotFound):
                subscribe(stranger, row.origin.public_id, SubscriptionWish("https://taxii.example/x/"))
            with pytest.raises(NotFound):
                unsubscribe(stranger, row.public_id)
