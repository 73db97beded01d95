"""Attacks on fetching: one subscription that may no longer write stops no other."""

import json
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.connectors.taxii_client import calling, polling
from noroshi.connectors.taxii_client.calling import Failed, get
from noroshi.connectors.taxii_client.speaking import Page
from noroshi.directory.models import Desk, Organization, Person
from noroshi.intel import queries, subscribing
from noroshi.intel.actions import end_origin
from noroshi.intel.models import Subscription
from noroshi.intel.subscribing import Fetching, SubscriptionWish, seated, subscribe, subscription
from noroshi.vocabulary import FetchTrouble, SubscriptionKind
from tests.cast import Cast
from tests.feed_server import dripping
from tests.rooms.intel_given import indicator, origin_of
from tests.rooms.other_server import cast

__all__ = ["cast"]


def test_one_that_may_no_longer_write_is_told_so_and_takes_nothing_in(cast: Cast, monkeypatch: Any) -> None:
    """The source has ended meanwhile; the worker goes on with the next subscription."""
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        row = subscribe(cast.center, origin.public_id, SubscriptionWish("https://one.example/c/1/"))
        end_origin(cast.center, origin.public_id)
    body = json.dumps(indicator(1)).encode()
    monkeypatch.setattr(polling, "page", lambda *_: Page([body], more=False, next="", last=""))

    polling.poll(Fetching(row.public_id, row.address, "2.1", "", "", "", ""))

    with acting_as(cast.center):
        assert subscription(cast.center, row.public_id).trouble == FetchTrouble.NOBODY_LEFT.value
        assert queries.listed(cast.center) == []


@pytest.mark.parametrize("closed", ["person", "desk", "organization"])
def test_whoever_is_closed_fetches_nothing_any_more(cast: Cast, closed: str) -> None:
    origin = origin_of(cast.bank)
    with acting_as(cast.bank):
        row = subscribe(cast.bank, origin.public_id, SubscriptionWish("https://one.example/c/1/"))
    assert seated(row.public_id) is not None
    rows = {
        "person": Person.objects.filter(pk=cast.bank.seat.person_id),
        "desk": Desk.objects.filter(pk=cast.bank.desk_id),
        "organization": Organization.objects.filter(pk=cast.bank.organization_id),
    }

    with acting_as(subscribing.SYSTEM):
        rows[closed].update(is_active=False)

    assert seated(row.public_id) is None


def test_a_server_that_drips_the_head_of_its_answer_is_let_go(settings: Any, monkeypatch: Any) -> None:
    """Each letter comes in time; the answer never does."""
    settings.FEEDS_MAY_BE_PRIVATE = True
    monkeypatch.setattr(calling, "WHOLE_SECONDS", 0.5)
    with dripping() as port, pytest.raises(Failed) as end:
        get(f"http://127.0.0.1:{port}/", {}, "", "")

    assert end.value.trouble is FetchTrouble.TOO_SLOW


def test_what_nobody_expected_of_one_is_told_at_it_and_the_next_is_fetched(cast: Cast, monkeypatch: Any) -> None:
    """A fault of ours, or a secret that can no longer be opened."""
    origin, asked = origin_of(cast.center), list[str]()
    wishes = [SubscriptionWish(f"https://{name}.example/c/1/", secret=name) for name in ("one", "two", "three")]
    with acting_as(cast.center):
        rows = [subscribe(cast.center, origin.public_id, wish) for wish in wishes]
    with acting_as(subscribing.SYSTEM):
        Subscription.objects.filter(pk=rows[1].pk).update(secret=b"not what was closed")

    def fetch(of: Fetching) -> None:
        asked.append(of.secret)
        if of.secret == "one":
            raise ZeroDivisionError
        subscribing.went_well(of.id)

    monkeypatch.setitem(subscribing._fetchers, SubscriptionKind.TAXII, fetch)

    assert subscribing.fetch_due() == 3
    assert asked == ["one", "three"]
    with acting_as(cast.center):
        found = [subscription(cast.center, row.public_id) for row in rows]
    assert [row.trouble for row in found] == [FetchTrouble.OUR_FAULT.value, FetchTrouble.OUR_FAULT.value, ""]
    assert all(row.next_at > timezone.now() for row in found)
    assert subscribing.fetch_due() == 0
