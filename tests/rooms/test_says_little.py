"""What strangers learn from health, errors and the sign-in page: nothing that they do not need."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from noroshi.directory.signin.bootstrap import set_credentials
from tests.signin_people import House, house, sign_in

__all__ = ["house"]

CANARY = "canary-in-an-exception"
WITH_SPACES_AND_CAPITALS = "  Signal Fires AT dusk  "


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(CANARY)


urlpatterns = [path("fails", fails), path("api/v1/fails", fails), path("", include("noroshi.config.urls"))]


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_one_word(db: None, client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.content == b"ok"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("address", ["/fails", "/api/v1/fails"])
def test_an_unexpected_error_tells_nothing_of_itself(db: None, settings: Any, address: str) -> None:
    settings.ROOT_URLCONF = __name__

    answer = Client(raise_request_exception=False).get(address)

    assert answer.status_code == 500
    for telling in (CANARY, "RuntimeError", "Traceback", ".py", "Django", "psycopg"):
        assert telling not in answer.content.decode()


def test_a_password_counts_exactly_as_it_was_typed(house: House, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.sato.person, WITH_SPACES_AND_CAPITALS)

    assert _is_let_in(WITH_SPACES_AND_CAPITALS)
    assert not _is_let_in(WITH_SPACES_AND_CAPITALS.strip())
    assert not _is_let_in(WITH_SPACES_AND_CAPITALS.lower())


def test_the_field_for_a_password_is_masked(db: None, client: Client) -> None:
    assert 'type="password"' in client.get("/sign-in/").content.decode()


def test_every_page_of_somebody_signed_in_offers_to_sign_out(house: House, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.sato.person, WITH_SPACES_AND_CAPITALS)
    sign_out = 'action="/sign-out/"'

    before = client.get("/styleguide/").content.decode()
    sign_in(client, "sato@denryoku", WITH_SPACES_AND_CAPITALS)
    after = client.get("/styleguide/").content.decode()

    assert sign_out not in before
    assert sign_out in after


def _is_let_in(password: str) -> bool:
    client = Client()
    sign_in(client, "sato@denryoku", password)
    return "_auth_user_id" in client.session
