"""Subscriptions on pages: made at a source, troubles told where they are set up, and nothing of them for anybody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.intel.models import Subscription
from noroshi.intel.subscribing import SubscriptionWish, subscribe, subscriptions
from noroshi.vocabulary import FetchTrouble, LineFault, SubscriptionKind
from tests.rooms.intel_given import origin_of
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db

ADDRESS = "https://taxii.example/taxii/collections/one/"
SAID = {
    "address": ADDRESS,
    "version": "2.1",
    "user_name": "n",
    "secret": "ひそかな鍵",
    "every_minutes": "30",
    "is_on": "on",
}


@pytest.fixture(autouse=True)
def without_second_factors(settings):
    """The second factor has tests of its own."""
    settings.SECOND_FACTOR_REQUIRED = False


def test_a_desk_subscribes_changes_and_ends(cast):
    origin = origin_of(cast.center)
    client = client_of(cast.center, "en")

    made = client.post(reverse("intel_subscribe", args=[origin.public_id]), SAID, follow=True)
    with acting_as(cast.center):
        row = subscriptions(cast.center)[0]
    page = client.get(reverse("intel_subscription", args=[row.public_id])).content.decode()
    changed = SAID | {"every_minutes": "120", "secret": ""}
    client.post(reverse("intel_subscription", args=[row.public_id]), changed, follow=True)
    with acting_as(cast.center):
        later = subscriptions(cast.center)[0]
    ended = client.post(reverse("intel_subscription_end", args=[row.public_id]), follow=True)

    assert ADDRESS in made.content.decode()
    assert "ひそかな鍵" not in page
    assert (later.every_minutes, bytes(later.secret)) == (120, bytes(row.secret))
    assert ADDRESS not in ended.content.decode()


def test_what_went_wrong_is_told_where_it_is_set_up(cast):
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        row = subscribe(cast.center, origin.public_id, SubscriptionWish(ADDRESS))
        row.trouble, row.detail = FetchTrouble.KEY_REFUSED.value, "401"
        row.save(update_fields=["trouble", "detail"])

    for language, words in (("ja", FetchTrouble.KEY_REFUSED.ja), ("en", FetchTrouble.KEY_REFUSED.en)):
        page = client_of(cast.center, language).get(reverse("intel_subscriptions")).content.decode()
        assert words in page
        assert "401" in page


def test_what_cannot_be_is_said_at_the_form(cast):
    origin = origin_of(cast.center)
    answer = client_of(cast.center, "en").post(
        reverse("intel_subscribe", args=[origin.public_id]), SAID | {"every_minutes": "1", "version": "1.1"}
    )

    assert answer.status_code == 422
    with acting_as(cast.center):
        assert not Subscription.objects.exists()


LIST = {
    "address": "https://lists.example/today.csv",
    "column": "indicator",
    "of_kind": "domain",
    "confidence": "60",
    "ends_what_left": "on",
    "every_minutes": "1440",
    "is_on": "on",
}


def test_a_list_is_followed_with_its_columns_and_fetched_at_once(cast):
    origin = origin_of(cast.center)
    client = client_of(cast.center, "en")

    asked = client.get(reverse("intel_subscribe", args=[origin.public_id]) + "?what=list").content.decode()
    client.post(reverse("intel_subscribe", args=[origin.public_id]) + "?what=list", LIST, follow=True)
    with acting_as(cast.center):
        row = subscriptions(cast.center)[0]
        row.faults = [{"place": "7", "path": "", "code": LineFault.NO_VALUE.value, "given": "<b>no value</b>"}]
        row.next_at += timedelta(days=1)
        row.save(update_fields=["faults", "next_at"])
    page = client.get(reverse("intel_subscription", args=[row.public_id])).content.decode()
    changed = client.post(reverse("intel_subscription", args=[row.public_id]), LIST | {"confidence": "", "of_kind": ""})
    answer = client.post(reverse("intel_subscription_run", args=[row.public_id]), follow=True)

    assert "Column of the values" in asked
    assert "Version of TAXII" not in asked
    assert (row.kind, row.reads["column"], row.reads["confidence"]) == (SubscriptionKind.LIST.value, "indicator", 60)
    assert LineFault.NO_VALUE.en in page
    assert "&lt;b&gt;no value" in page
    assert changed.status_code == 302
    assert "list of values" in answer.content.decode()
    with acting_as(cast.center):
        later = subscriptions(cast.center)[0]
        assert later.reads["confidence"] is None
        assert later.next_at <= timezone.now()


def test_what_a_list_cannot_be_read_by_is_said_at_the_form(cast):
    origin = origin_of(cast.center)
    where = reverse("intel_subscribe", args=[origin.public_id]) + "?what=list"

    for wrong in ({"of_kind": "technique"}, {"of_kind": "nothing"}, {"confidence": "101"}, {"column": "x" * 101}):
        assert client_of(cast.center).post(where, LIST | wrong).status_code == 422
    with acting_as(cast.center):
        assert subscriptions(cast.center) == []


def test_nobody_else_sees_or_touches_one(cast):
    origin = origin_of(cast.center)
    with acting_as(cast.center):
        row = subscribe(cast.center, origin.public_id, SubscriptionWish(ADDRESS, secret="x"))

    for stranger in (client_of(cast.bank), client_of(cast.center_general)):
        assert ADDRESS not in stranger.get(reverse("intel_subscriptions")).content.decode()
        assert stranger.get(reverse("intel_subscription", args=[row.public_id])).status_code == 404
        assert stranger.post(reverse("intel_subscription", args=[row.public_id]), SAID).status_code == 404
        assert stranger.post(reverse("intel_subscription_end", args=[row.public_id])).status_code == 404
        assert stranger.post(reverse("intel_subscription_run", args=[row.public_id])).status_code == 404
        assert stranger.post(reverse("intel_subscribe", args=[origin.public_id]), SAID).status_code == 404
    with acting_as(cast.center):
        assert [one.address for one in subscriptions(cast.center)] == [ADDRESS]
