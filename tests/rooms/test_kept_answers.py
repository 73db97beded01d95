"""What was answered to somebody signed in stays in no browser and no proxy."""

from typing import Any

import pytest
from django.test import Client

from noroshi.directory.signin.bootstrap import set_credentials
from tests.signin_people import PASSWORD, House, house, sign_in

__all__ = ["house"]


@pytest.fixture(autouse=True)
def password_alone(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_an_answer_to_somebody_signed_in_is_not_kept(house: House, client: Client) -> None:
    set_credentials(house.sato.person, PASSWORD)
    sign_in(client, "sato@denryoku")

    answer = client.get("/styleguide/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_everybody_may_read_may_be_kept(house: House, client: Client) -> None:
    answer = client.get("/styleguide/")

    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")
