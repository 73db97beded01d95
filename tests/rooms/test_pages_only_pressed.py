"""Who opens the address of a button is told what to do, signed in or not; nothing is done."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
BUTTONS = ("order_chasing", "intel_known_here", "switch_desk")
GO_BACK = "Go back to the page before and press it again."


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.parametrize("name", BUTTONS)
def test_the_address_of_a_button_that_is_opened_says_in_words_to_go_back(cast: Cast, name: str) -> None:
    for client in (client_of(cast.electric), client_of(cast.bank)):
        answer = client.get(reverse(name))
        page = answer.content.decode()
        assert (answer.status_code, answer["Allow"]) == (405, "POST")
        assert GO_BACK in page
        assert 'href="/"' in page


def test_in_japanese_as_well_and_without_a_seat(cast: Cast) -> None:
    client = Client(headers={"accept-language": "ja"})

    answer = client.get(reverse("order_chasing"))
    assert answer.status_code == 405
    assert "前の画面に戻り" in answer.content.decode()
