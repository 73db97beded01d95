"""The first administrator, and accounts that are loaded."""

import pytest
from django.test import Client

from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership
from noroshi.directory.signin import factors, keys
from noroshi.directory.signin.bootstrap import (
    PlatformAlreadyThere,
    first_key,
    first_platform_administrator,
    set_credentials,
)
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary.errors import InvalidFields
from tests.signin_people import PASSWORD, SECRET, House, house, sign_in

__all__ = ["house"]


@pytest.mark.django_db
def test_first_administrator_may_found_and_comes_once() -> None:
    made = first_platform_administrator(login="root", password=PASSWORD, name_ja="最初の管理者")

    seat = Membership.objects.select_related("desk__organization").get(public_id=made.membership_id)
    assert of_membership(seat).is_platform_administrator
    assert made.login == "root@platform"
    with pytest.raises(PlatformAlreadyThere):
        first_platform_administrator(login="second", password=PASSWORD, name_ja="二人目")


@pytest.mark.django_db
def test_first_administrator_needs_a_strong_password_too() -> None:
    with pytest.raises(InvalidFields):
        first_platform_administrator(login="root", password="password", name_ja="最初の管理者")

    assert not Membership.objects.exists()


def test_loaded_account_with_an_app_is_asked_for_its_code(house: House, client: Client) -> None:
    set_credentials(house.sato.person, PASSWORD, SECRET)

    answer = sign_in(client, "sato@denryoku")

    assert answer.headers["Location"] == "/sign-in/second-step/"


def test_loading_credentials_again_ends_what_was_open(house: House, client: Client) -> None:
    set_credentials(house.sato.person, PASSWORD)
    sign_in(client, "sato@denryoku")

    set_credentials(house.sato.person, "a quite different sentence", SECRET)

    assert client.get("/factors/").status_code == 302
    assert factors.factors_of(house.sato.person).has_app


def test_first_key_carries_every_scope_unless_told(house: House) -> None:
    everything = keys.authenticate(first_key(house.operator, "founding"), "192.0.2.1")
    reading = keys.authenticate(first_key(house.sato, "reading", (Scope.EDITIONS_READ,)), "192.0.2.1")

    assert everything.scopes == set(Scope)
    assert reading.scopes == {Scope.EDITIONS_READ}
