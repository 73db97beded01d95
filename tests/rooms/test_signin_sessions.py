"""Sessions: listed, ended one by one, ended everywhere; and what all of it leaves in the ledger."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Person
from noroshi.directory.signin import sessions
from noroshi.directory.signin.bootstrap import set_credentials
from noroshi.ledger.queries import deeds_of
from tests.signin_people import PASSWORD, House, house, sign_in

__all__ = ["house"]


@pytest.fixture
def sato(house: House, settings: Any) -> Person:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.sato.person, PASSWORD)
    return house.sato.person


def test_sessions_are_listed_with_this_one_first(sato: Person) -> None:
    here, there = Client(HTTP_USER_AGENT="Here"), Client(HTTP_USER_AGENT="There")
    sign_in(there, "sato@denryoku")
    sign_in(here, "sato@denryoku")

    listed = here.get("/sessions/").context["sessions"]

    assert [(each.browser, each.is_this_one) for each in listed] == [("Here", True), ("There", False)]


def test_the_list_does_not_hold_what_opens_a_session(sato: Person, client: Client) -> None:
    sign_in(client, "sato@denryoku")

    assert client.session.session_key not in client.get("/sessions/").content.decode()


def test_one_session_ends(sato: Person) -> None:
    here, there = Client(), Client()
    sign_in(there, "sato@denryoku")
    sign_in(here, "sato@denryoku")
    other = next(each for each in here.get("/sessions/").context["sessions"] if not each.is_this_one)

    here.post(f"/sessions/{other.reference}/end/")

    assert there.get("/sessions/").status_code == 302
    assert here.get("/sessions/").status_code == 200


def test_somebody_elses_session_is_not_found(sato: Person, house: House) -> None:
    set_credentials(house.ito.person, PASSWORD)
    mine, theirs = Client(), Client()
    sign_in(mine, "sato@denryoku")
    sign_in(theirs, "ito@denryoku")
    reference = theirs.get("/sessions/").context["sessions"][0].reference

    assert mine.post(f"/sessions/{reference}/end/").status_code == 404
    assert theirs.get("/sessions/").status_code == 200


def test_all_other_sessions_end(sato: Person) -> None:
    here, there = Client(), Client()
    sign_in(there, "sato@denryoku")
    sign_in(here, "sato@denryoku")

    here.post("/sessions/end-others/")

    assert there.get("/sessions/").status_code == 302
    assert here.get("/sessions/").status_code == 200


def test_ending_everywhere_reaches_sessions_that_no_list_knows(sato: Person, client: Client) -> None:
    sign_in(client, "sato@denryoku")
    UserSession.objects.all().delete()

    sessions.end_everywhere(sato)

    assert client.get("/sessions/").status_code == 302


def test_new_password_ends_the_other_sessions(sato: Person) -> None:
    here, there = Client(), Client()
    sign_in(there, "sato@denryoku")
    sign_in(here, "sato@denryoku")

    here.post("/factors/password/", {"password": "a quite different sentence"})

    assert here.get("/sessions/").status_code == 200
    assert there.get("/sessions/").status_code == 302


def test_session_is_a_new_one_after_sign_in(sato: Person, client: Client) -> None:
    client.get("/sign-in/passkey/")
    before = client.session.session_key

    sign_in(client, "sato@denryoku")

    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize("page", ["/factors/", "/sessions/", "/keys/", "/sign-in/again/", "/factors/app/"])
def test_strangers_are_led_to_sign_in(client: Client, house: House, page: str) -> None:
    assert client.get(page).headers["Location"].startswith("/sign-in/")


def test_every_step_is_in_the_ledger_without_what_was_typed(sato: Person, client: Client, house: House) -> None:
    sign_in(client, "sato@denryoku", "a wrong sentence")
    sign_in(client, "sato@denryoku")
    client.post("/sign-out/")

    with acting_as(Viewer(house.seat("admin"))):
        entries = [entry for entry in reversed(deeds_of(house.power.organization_id)) if entry.person_id == sato.pk]

    steps = [(entry.deed, entry.allowed) for entry in entries if "sign" in entry.deed]
    assert steps == [("sign_in_refused", False), ("signed_in", True), ("signed_out", True)]
    assert not any("sentence" in str(entry.detail) or "127.0.0.1" in str(entry.detail) for entry in entries)


def test_activity_is_told_to_the_database_once_a_minute(sato: Person, client: Client, monkeypatch: Any) -> None:
    sign_in(client, "sato@denryoku")
    client.get("/sessions/")
    long_ago = timezone.now() - timedelta(hours=1)
    UserSession.objects.update(last_seen_at=long_ago)

    client.get("/sessions/")
    within_the_minute = UserSession.objects.get().last_seen_at
    monkeypatch.setattr(sessions, "SEEN_EVERY_SECONDS", 0)
    client.get("/sessions/")

    assert within_the_minute == long_ago
    assert UserSession.objects.get().last_seen_at > long_ago
