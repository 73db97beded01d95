"""The pages of the directory, asked for by everybody: what is theirs, what is refused in words, what is not there at all."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Viewer
from noroshi.directory import queries
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(cast: Cast, viewer: Viewer, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(next(person for person in cast.world.people.values() if person.pk == viewer.seat.person_id))
    return client


PLAIN = ["directory", "people", "contacts", "groups", "handling_rules", "agreements", "changes", "interchange"]


@pytest.mark.parametrize("page", PLAIN)
def test_lists_open_for_everybody_who_is_signed_in(cast: Cast, page: str) -> None:
    for viewer in (cast.electric, cast.electric_colleague, cast.bank, cast.platform, cast.secretariat, cast.center):
        answer = client_of(cast, viewer).get(reverse(page))

        assert answer.status_code == 200, (page, viewer)


@pytest.mark.parametrize("page", PLAIN)
def test_strangers_are_led_to_the_door(page: str) -> None:
    answer = Client().get(reverse(page))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")
