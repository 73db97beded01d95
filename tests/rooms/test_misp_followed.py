"""Feeds of MISP that a desk follows: each event once, newer ones again, under their own colors, and nothing of them for anybody else."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.connectors.misp import following
from noroshi.intel import queries, subscribing
from noroshi.intel.models import Subscription
from noroshi.intel.subscribing import SubscriptionWish, subscribe, subscription
from noroshi.observables import Kind
from noroshi.vocabulary import FetchTrouble, LineFault, SubscriptionKind
from tests.cast import Cast
from tests.feed_server import Page, Publisher, publisher
from tests.rooms.intel_given import origin_of
from tests.rooms.other_server import cast

__all__ = ["cast"]

ONE: Final = "5f6d2c6e-0f0c-4a5f-9a6d-1c2b3a4d5e6f"
TWO: Final = "6f6d2c6e-0f0c-4a5f-9a6d-1c2b3a4d5e6f"


@pytest.fixture
def feed(settings: Any) -> Iterator[Publisher]:
    settings.FEEDS_MAY_BE_PRIVATE = True
    with publisher() as made:
        yield made


@pytest.fixture
def fetching(cast: Cast, feed: Publisher) -> Callable[[], Subscription]:
    origin = origin_of(cast.center)
    wish = SubscriptionWish(feed.at("/feed/"), secret="kagi", kind=SubscriptionKind.MISP)
    with acting_as(cast.center):
        made = subscribe(cast.center, origin.public_id, wish).public_id

    def fetch() -> Subscription:
        with acting_as(subscribing.SYSTEM):
            Subscription.objects.filter(public_id=made).update(next_at=timezone.now())
        subscribing.fetch_due()
        with acting_as(cast.center):
            return subscription(cast.center, made)

    return fetch


def gives(feed: Publisher, **events: tuple[str, int, str]) -> None:
    """By any name: uuid, second, value."""
    manifest = {number: {"timestamp": str(at), "info": "x"} for number, at, _ in events.values()}
    feed.pages["feed/manifest.json"] = Page(json.dumps(manifest).encode())
    for number, at, value in events.values():
        feed.pages[f"feed/{number}.json"] = Page(json.dumps(event(number, at, value)).encode())


def event(number: str, at: int, value: str, color: str = "tlp:green") -> dict[str, Any]:
    attribute = {"uuid": number[:-1] + "a", "type": "domain", "value": value, "to_ids": True, "timestamp": str(at)}
    said = {"uuid": number, "info": value, "timestamp": str(at), "Tag": [{"name": color}], "Attribute": [attribute]}
    return {"Event": said}


def known(cast: Any, value: str, viewer: str = "center") -> int:
    asking = getattr(cast, viewer)
    with acting_as(asking):
        return len(queries.about(asking, Kind.DOMAIN, value))


def test_each_event_comes_in_once_and_again_when_it_has_changed(cast, feed, fetching):
    gives(feed, a=(ONE, 1_795_000_000, "a.example"), b=(TWO, 1_795_000_100, "b.example"))

    first = fetching()
    asked = len(feed.asked)
    second = fetching()
    only_the_manifest = len(feed.asked) - asked
    gives(feed, a=(ONE, 1_795_000_500, "c.example"), b=(TWO, 1_795_000_100, "b.example"))
    third = fetching()

    assert (first.trouble, known(cast, "a.example"), known(cast, "b.example")) == ("", 1, 1)
    assert (second.new, only_the_manifest) == (first.new, 1)
    assert third.new > second.new
    assert known(cast, "c.example") == 1
    assert {headers.get("Authorization") for _, headers in feed.asked} == {"Bearer kagi"}


def test_what_is_no_event_is_told_and_stops_no_other(cast, feed, fetching):
    gives(feed, a=(ONE, 1_795_000_000, "a.example"), b=(TWO, 1_795_000_100, "b.example"))
    feed.pages[f"feed/{ONE}.json"] = Page(json.dumps(event(TWO, 1_795_000_000, "other.example")).encode())

    row = fetching()

    assert (row.trouble, known(cast, "b.example"), known(cast, "other.example")) == ("", 1, 0)
    assert [(one["place"], one["code"]) for one in row.faults] == [(ONE, LineFault.NO_EVENT.value)]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"x": 1}', b"<html>", b'{"a":' * 20_000])
def test_what_is_no_manifest_is_told(cast, feed, fetching, body):
    feed.pages["feed/manifest.json"] = Page(body)

    assert fetching().trouble == FetchTrouble.NOT_UNDERSTOOD.value


def test_names_in_a_manifest_lead_nowhere_else(cast, feed, fetching):
    gives(feed, a=(ONE, 1_795_000_000, "a.example"))
    feed.pages["feed/manifest.json"] = Page(json.dumps({"../../secret": {"timestamp": "1"}}).encode())

    row = fetching()

    assert (row.trouble, row.new) == ("", 0)
    assert [path for path, _ in feed.asked] == ["/feed/manifest.json"]


def test_more_than_fits_one_time_comes_at_the_next(cast, feed, fetching, monkeypatch):
    monkeypatch.setattr(following, "MOST_EVENTS", 1)
    gives(feed, a=(ONE, 1_795_000_000, "a.example"), b=(TWO, 1_795_000_100, "b.example"))
    feed.pages["feed/manifest.json"].headers["ETag"] = '"one"'

    fetching()
    between = known(cast, "a.example"), known(cast, "b.example")
    fetching()

    assert between == (1, 0)
    assert known(cast, "b.example") == 1


def test_an_event_goes_no_farther_than_its_color_whatever_its_source_allows(cast, feed, fetching):
    gives(feed, a=(ONE, 1_795_000_000, "a.example"), b=(TWO, 1_795_000_100, "b.example"))
    feed.pages[f"feed/{TWO}.json"] = Page(json.dumps(event(TWO, 1_795_000_100, "b.example", "tlp:red")).encode())

    fetching()

    assert (known(cast, "a.example", "bank"), known(cast, "b.example", "bank")) == (1, 0)
    with acting_as(cast.bank):
        assert not Subscription.objects.exists()
