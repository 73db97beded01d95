"""Passwords at the door: one answer for every wrong attempt, the same work for every name, a budget of attempts."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noroshi.directory import events
from noroshi.directory.models import Person
from noroshi.directory.signin.bootstrap import set_credentials
from tests.signin_people import PASSWORD, House, house, sign_in

__all__ = ["house"]


@pytest.fixture
def sato(house: House, settings: Any) -> Person:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.sato.person, PASSWORD)
    return house.sato.person


def test_right_password_signs_in(client: Client, sato: Person) -> None:
    answer = sign_in(client, "sato@denryoku")

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(sato.pk)


def test_name_is_read_folded_and_full_width(client: Client, sato: Person) -> None:
    sign_in(client, " ＳＡＴＯ@Denryoku ")

    assert "_auth_user_id" in client.session


def test_wrong_password_and_unknown_name_and_somebody_who_left_get_one_answer(
    client: Client, sato: Person, house: House
) -> None:
    set_credentials(house.ito.person, PASSWORD)
    Person.objects.filter(pk=house.ito.person.pk).update(is_active=False)

    answers = [
        sign_in(Client(), "sato@denryoku", "wrong password"),
        sign_in(Client(), "nobody@denryoku", "wrong password"),
        sign_in(Client(), "ito@denryoku", PASSWORD),
        sign_in(Client(), "second@denryoku", "has no password yet"),
    ]

    assert len({(answer.status_code, _without_what_differs(answer)) for answer in answers}) == 1
    assert all("_auth_user_id" not in answer.client.session for answer in answers)


def test_known_and_unknown_names_cost_the_same_work(
    client: Client, sato: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted in hashes, because a clock on a shared machine proves nothing."""
    hashes: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "encode", lambda *given: hashes.append("one") or encode(*given))
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *given: hashes.append("one") or verify(*given))
    counts = {}

    for name in ("sato@denryoku", "nobody@denryoku", "second@denryoku"):
        hashes.clear()
        sign_in(Client(), name, "wrong password")
        counts[name] = len(hashes)

    assert set(counts.values()) == {1}


def test_known_and_unknown_names_cost_the_same_queries(sato: Person) -> None:
    counts = {}
    for name in ("sato@denryoku", "nobody@denryoku"):
        client = Client()
        client.get("/sign-in/")
        with CaptureQueriesContext(connection) as queries:
            sign_in(client, name, "wrong password")
        counts[name] = len(queries)

    assert counts["sato@denryoku"] == counts["nobody@denryoku"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"login": "", "password": ""},
        {"login": "sato@denryoku"},
        {"login": "sato\x00@denryoku", "password": "wrong\x00"},
        {"login": "\u202esato@denryoku", "password": "wrong"},
        {"login": "s" * 100_000, "password": "p" * 100_000},
        {"login": "佐藤🔥", "password": "💥"},
    ],
)
def test_bad_input_is_answered_and_signs_nobody_in(sato: Person, given: dict[str, str]) -> None:
    answer = Client().post("/sign-in/", given)

    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.client.session


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_signing_in_is_a_post(sato: Person, method: str) -> None:
    assert getattr(Client(), method)("/sign-in/").status_code == 405


def test_sixth_wrong_attempt_on_a_name_waits_even_with_the_right_password(sato: Person) -> None:
    for _ in range(5):
        sign_in(Client(), "sato@denryoku", "wrong password")

    late = sign_in(Client(REMOTE_ADDR="192.0.2.9"), "SATO@denryoku")

    assert "_auth_user_id" not in late.client.session


def test_unknown_names_wait_like_known_ones(sato: Person) -> None:
    for _ in range(5):
        sign_in(Client(), "sato@denryoku", "wrong password")
        sign_in(Client(), "nobody@denryoku", "wrong password")

    known = sign_in(Client(), "sato@denryoku", "wrong password")
    unknown = sign_in(Client(), "nobody@denryoku", "wrong password")

    assert _without_what_differs(known) == _without_what_differs(unknown)


def test_an_address_that_tries_many_names_waits(sato: Person) -> None:
    for number in range(30):
        sign_in(Client(REMOTE_ADDR="192.0.2.7"), f"guess{number}@denryoku", "wrong password")

    there = sign_in(Client(REMOTE_ADDR="192.0.2.7"), "sato@denryoku")
    elsewhere = sign_in(Client(REMOTE_ADDR="192.0.2.8"), "sato@denryoku")

    assert "_auth_user_id" not in there.client.session
    assert "_auth_user_id" in elsewhere.client.session


def test_a_forwarded_address_counts_only_behind_a_proxy(sato: Person) -> None:
    for number in range(30):
        Client(REMOTE_ADDR="192.0.2.7").post(
            "/sign-in/",
            {"login": f"guess{number}@denryoku", "password": "wrong password"},
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )

    answer = sign_in(Client(REMOTE_ADDR="192.0.2.7"), "sato@denryoku")

    assert "_auth_user_id" not in answer.client.session


def test_somebody_who_leaves_is_out_at_once(client: Client, sato: Person) -> None:
    sign_in(client, "sato@denryoku")

    events.person_left(sato.pk)

    assert client.get("/factors/").status_code == 302


def test_language_of_the_person_comes_along_unless_the_browser_has_chosen(sato: Person, settings: Any) -> None:
    Person.objects.filter(pk=sato.pk).update(language="en")
    cookie, chosen = settings.LANGUAGE_COOKIE_NAME, Client()
    chosen.cookies[cookie] = "ja"

    fresh = sign_in(Client(), "sato@denryoku")
    kept = sign_in(chosen, "sato@denryoku")

    assert fresh.cookies[cookie].value == "en"
    assert cookie not in kept.cookies


def test_signing_out_needs_a_post(client: Client, sato: Person) -> None:
    sign_in(client, "sato@denryoku")

    client.get("/sign-out/")
    assert "_auth_user_id" in client.session
    client.post("/sign-out/")

    assert "_auth_user_id" not in client.session


def test_there_is_no_page_to_sign_up_or_to_reset_by_mail(client: Client, sato: Person) -> None:
    for address in ("/accounts/signup/", "/signup/", "/accounts/password/reset/", "/password/reset/"):
        assert client.get(address).status_code == 404


def test_sign_in_leads_only_to_our_own_addresses(client: Client, sato: Person) -> None:
    answer = client.post("/sign-in/", {"login": "sato@denryoku", "password": PASSWORD, "next": "https://evil.example/"})

    assert answer.headers["Location"].startswith("/")


def _without_what_differs(answer: Any) -> str:
    """The page without the name that was typed and the tokens against forgery."""
    words = re.sub(r'\b[A-Za-z0-9]{64}\b|nonce="[^"]*"', "", answer.content.decode())
    return re.sub(r'name="login" value="[^"]*"', "", words)
