"""Linking two reports of one event, on pages and through the API; other desks find nothing."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.rooms.test_matters import both, linked
from tests.rooms.test_matters_merged import pair
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_the_center_finds_the_other_report_links_it_reads_both_and_splits_them_again(cast: Cast) -> None:
    power, bank = both(cast)
    client = client_of(cast.center)
    address = reverse("link_item", args=[power])

    assert str(bank) in client.get(address, {"find": "窓口"}).content.decode()
    assert str(bank) not in client.get(address, {"find": "どこにもない語"}).content.decode()
    answer = client.post(address, {"other": str(bank), "reason": "同じ停電による"})
    page = client.get(answer["Location"]).content.decode()
    assert "停電による窓口の停止" in page
    assert "変電所の停止" in page
    assert "同じ停電による" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "each of the two forms that split has fields of its own"
    beside = client.get(reverse("item_event", args=[power]), headers={"hx-request": "true"}).content.decode()
    assert "停電による窓口の停止" in beside

    event = answer["Location"].rstrip("/").rsplit("/", 1)[-1]
    assert client.post(reverse("split_event", args=[event, bank])).status_code == 302
    beside = client.get(reverse("item_event", args=[power]), headers={"hx-request": "true"}).content.decode()
    assert "停電による窓口の停止" not in beside


def test_nothing_chosen_is_told_and_nothing_is_linked(cast: Cast) -> None:
    power, _bank = both(cast)
    client = client_of(cast.center)

    page = client.post(reverse("link_item", args=[power]), {"reason": "理由"})

    assert page.status_code == 422
    assert "Choose one of the items." in page.content.decode()
    assert "理由" in page.content.decode()


@pytest.mark.parametrize("stranger", ["bank", "gas_liaison", "police", "center_general"])
def test_a_stranger_finds_neither_event_nor_item_nor_the_way_to_link(cast: Cast, stranger: str) -> None:
    power, bank = both(cast)
    event, client = linked(cast.center, power, bank), client_of(getattr(cast, stranger))

    for name, ids in (("event", [event]), ("link_item", [power]), ("item_event", [power])):
        assert client.get(reverse(name, args=ids)).status_code == 404
    assert client.post(reverse("split_event", args=[event, power])).status_code == 404
    assert client.post(reverse("link_item", args=[power]), {"other": str(uuid4())}).status_code == 404


def test_who_looks_for_another_item_is_offered_only_what_they_read(cast: Cast) -> None:
    power, bank = both(cast)

    page = client_of(cast.electric).get(reverse("link_item", args=[power])).content.decode()

    assert str(bank) not in page
    assert "停電による窓口の停止" not in page


def test_the_event_shows_contradictions_and_what_is_new_until_it_was_looked_through(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。", occurred_at="2026-11-19T09:00")
    event, client = linked(cast.center, power, bank), client_of(cast.center)
    address = reverse("event", args=[event])

    page = client.get(address).content.decode()
    assert "Said otherwise" in page
    assert "2 are new since you last looked" in page
    assert client.post(reverse("event_looked", args=[event])).status_code == 302
    assert "new since you last looked" not in client.get(address).content.decode()


def test_a_suggestion_is_declined_with_a_reason_that_stays_and_is_not_made_again(cast: Cast) -> None:
    power, bank = pair(cast)
    client = client_of(cast.center)
    beside = reverse("item_event", args=[power])

    assert str(bank) in client.get(beside, headers={"hx-request": "true"}).content.decode()
    answer = client.post(reverse("decline_link", args=[power]), {"other": str(bank), "reason": "機器が違う"})
    page = client.get(beside, headers={"hx-request": "true"}).content.decode()

    assert answer.status_code == 302
    assert str(bank) not in page
    assert "機器が違う" in page


@pytest.mark.parametrize("stranger", ["bank", "police", "center_general"])
def test_a_stranger_can_neither_decline_nor_look_through(cast: Cast, stranger: str) -> None:
    power, bank = pair(cast)
    event, client = linked(cast.center, power, bank), client_of(getattr(cast, stranger))

    assert client.post(reverse("event_looked", args=[event])).status_code == 404
    answer = client.post(reverse("decline_link", args=[power]), {"other": str(bank), "reason": "違う"})
    assert answer.status_code == 404
