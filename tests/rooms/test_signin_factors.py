"""Second factors: demanded, used once, never taken away with a password alone."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from noroshi.directory.models import Person
from noroshi.directory.signin import factors
from noroshi.directory.signin.bootstrap import set_credentials
from noroshi.directory.signin.factors import LastFactor
from noroshi.vocabulary.errors import InvalidFields, NotFound
from tests.signin_people import PASSWORD, SECRET, House, house, sign_in

__all__ = ["house"]


def code(secret: str = SECRET, periods: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods))


@pytest.fixture
def sato(house: House) -> Person:
    set_credentials(house.sato.person, PASSWORD, SECRET)
    return house.sato.person


def test_password_alone_does_not_sign_in_who_has_a_factor(client: Client, sato: Person) -> None:
    answer = sign_in(client, "sato@denryoku")

    assert answer.headers["Location"] == "/sign-in/second-step/"
    assert "_auth_user_id" not in client.session


def test_password_and_code_sign_in(client: Client, sato: Person) -> None:
    sign_in(client, "sato@denryoku")

    client.post("/sign-in/second-step/", {"code": code()})

    assert client.session["_auth_user_id"] == str(sato.pk)
    assert client.get("/factors/").status_code == 200


def test_code_typed_in_full_width_is_read(sato: Person) -> None:
    wide = code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert factors.use_code(sato, wide) is not None


def test_code_is_accepted_once(sato: Person) -> None:
    given = code()

    assert factors.use_code(sato, given) is not None
    assert factors.use_code(sato, given) is None


def test_older_code_is_not_accepted_after_a_newer_one(sato: Person) -> None:
    assert factors.use_code(sato, code(periods=1)) is not None
    assert factors.use_code(sato, code()) is None


def test_code_that_proved_a_new_app_cannot_sign_in(house: House) -> None:
    person = house.ito.person
    sealed = factors.new_app_secret()
    secret = factors.app_offer(person, sealed).secret.replace(" ", "")
    given = code(secret)

    factors.add_app(person, sealed, given)

    assert factors.use_code(person, given) is None


def test_wrong_code_adds_no_app(house: House) -> None:
    with pytest.raises(InvalidFields):
        factors.add_app(house.ito.person, factors.new_app_secret(), "000000x")

    assert not factors.has_any(house.ito.person)


def test_recovery_code_works_once_and_is_counted(house: House) -> None:
    person = house.ito.person
    sealed = factors.new_app_secret()
    codes = factors.add_app(person, sealed, code(factors.app_offer(person, sealed).secret.replace(" ", "")))

    assert len(codes) == 10
    assert factors.use_code(person, codes[3]) is not None
    assert factors.use_code(person, codes[3]) is None
    assert factors.factors_of(person).codes_left == 9


def test_new_recovery_codes_end_the_old_ones(sato: Person) -> None:
    old = factors.new_recovery_codes(sato)

    factors.new_recovery_codes(sato)

    assert factors.use_code(sato, old[0]) is None


def test_recovery_codes_need_a_factor_to_recover_from(house: House) -> None:
    with pytest.raises(NotFound):
        factors.new_recovery_codes(house.ito.person)


def test_last_factor_stays_where_one_is_demanded(sato: Person) -> None:
    with pytest.raises(LastFactor):
        factors.remove_app(sato)


def test_secret_of_an_app_does_not_rest_readable(sato: Person) -> None:
    assert SECRET not in str(Authenticator.objects.get(user=sato).data)


def test_wrong_codes_use_up_the_same_budget(client: Client, sato: Person) -> None:
    sign_in(client, "sato@denryoku")
    for _ in range(5):
        client.post("/sign-in/second-step/", {"code": "nonsense"})

    client.post("/sign-in/second-step/", {"code": code()})

    assert "_auth_user_id" not in client.session


class TestDemanded:
    """By default nobody passes without a second factor."""

    @pytest.fixture
    def ito(self, house: House, client: Client) -> Person:
        set_credentials(house.ito.person, PASSWORD)
        sign_in(client, "ito@denryoku")
        return house.ito.person

    @pytest.mark.parametrize("page", ["/factors/", "/factors/app/", "/factors/passkey/", "/sign-out/"])
    def test_set_up_and_sign_out_are_reached(self, client: Client, ito: Person, page: str) -> None:
        assert client.get(page).status_code == 200

    @pytest.mark.parametrize(
        "page", ["/", "/keys/", "/keys/new/", "/sessions/", "/factors/password/", "/styleguide/", "/no-such-page/"]
    )
    def test_nothing_else_is_reached(self, client: Client, ito: Person, page: str) -> None:
        answer = client.get(page)

        assert (answer.status_code, answer.headers["Location"]) == (302, "/factors/")

    def test_a_first_factor_opens_the_rest(self, client: Client, ito: Person) -> None:
        client.get("/factors/app/")
        secret = factors.app_offer(ito, client.session["noroshi_waiting_secret"]).secret.replace(" ", "")

        added = client.post("/factors/app/", {"code": code(secret)})

        assert added.status_code == 200
        assert len(added.context["codes"]) == 10
        assert client.get("/sessions/").status_code == 200

    def test_a_session_without_its_own_proof_is_held_even_when_the_person_has_a_factor(
        self, client: Client, ito: Person
    ) -> None:
        factors.give_app(ito, SECRET)

        assert client.get("/sessions/").status_code == 302

    def test_the_demo_world_demands_none(self, client: Client, ito: Person, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = False

        assert client.get("/sessions/").status_code == 200


class TestProvingAgain:
    """What changes a sign-in asks once more, and asks for a factor of those who have one."""

    @pytest.fixture
    def signed_in(self, client: Client, sato: Person) -> Client:
        sign_in(client, "sato@denryoku")
        client.post("/sign-in/second-step/", {"code": code()})
        session = client.session
        session["account_authentication_methods"] = [
            {**each, "at": 0} for each in session["account_authentication_methods"]
        ]
        session.save()
        return client

    @pytest.mark.parametrize("page", ["/factors/password/", "/factors/app/", "/factors/passkey/", "/keys/new/"])
    def test_page_leads_to_the_proof(self, signed_in: Client, page: str) -> None:
        assert signed_in.get(page).headers["Location"].startswith("/sign-in/again/")

    def test_post_changes_nothing_without_the_proof(self, signed_in: Client, sato: Person) -> None:
        signed_in.post("/factors/password/", {"password": "another long sentence"})
        signed_in.post("/factors/recovery-codes/")

        sato.refresh_from_db()
        assert sato.check_password(PASSWORD)
        assert factors.factors_of(sato).codes_left == 0

    def test_password_is_no_proof_for_who_has_a_factor(self, signed_in: Client) -> None:
        signed_in.post("/sign-in/again/", {"password": PASSWORD, "next": "/factors/password/"})

        assert signed_in.get("/factors/password/").status_code == 302

    def test_code_is_a_proof(self, signed_in: Client) -> None:
        answer = signed_in.post("/sign-in/again/", {"code": code(periods=1), "next": "/factors/password/"})

        assert answer.headers["Location"] == "/factors/password/"
        assert signed_in.get("/factors/password/").status_code == 200

    def test_proof_leads_only_to_our_own_addresses(self, signed_in: Client) -> None:
        answer = signed_in.post("/sign-in/again/", {"code": code(periods=1), "next": "//evil.example/"})

        assert answer.headers["Location"] == "/factors/"
