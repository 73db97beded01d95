"""Invitations and resets: one-time links, two persons, never upward."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from noroshi.directory.actions.seats import sit
from noroshi.directory.models import Invitation, Membership, Person, ResetRequest
from noroshi.directory.seated import of_membership
from noroshi.directory.signin import factors, invitations, keys, resets
from noroshi.directory.signin.bootstrap import set_credentials
from noroshi.directory.signin.tokens import LinkGone
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours, Refusal
from tests.signin_people import PASSWORD, SECRET, House, house, person, sign_in

__all__ = ["house"]

OWN: dict[str, Any] = {"login": "kato", "password": PASSWORD, "name_ja": "加藤", "name_en": "Kato", "language": "en"}


def invited(house: House, **given: Any) -> str:
    return invitations.invite(house.seat("admin"), house.power.public_id, role="csirt", **given)[1]


def test_invited_person_joins_at_the_desk_with_the_seat_that_was_offered(house: House) -> None:
    token = invited(house, tie="consultant", nda_until="2030-03-31")

    person = invitations.join(token, **OWN)

    seat = Membership.objects.get(person=person)
    assert (seat.desk_id, seat.role, seat.tie, str(seat.nda_until)) == (
        house.power.pk,
        "csirt",
        "consultant",
        "2030-03-31",
    )
    assert person.login == "kato@denryoku"
    assert person.check_password(PASSWORD)


def test_token_does_not_rest_anywhere(house: House) -> None:
    token = invited(house)

    assert token not in str(Invitation.objects.values())


def test_link_works_once(house: House) -> None:
    token = invited(house)
    invitations.join(token, **OWN)

    with pytest.raises(LinkGone):
        invitations.join(token, **{**OWN, "login": "second-try"})


def test_expired_withdrawn_mistyped_and_used_links_answer_alike(house: House, client: Client) -> None:
    expired, withdrawn, used = invited(house), invited(house), invited(house)
    Invitation.objects.filter(digest=invitations.digest_of(expired)).update(expires_at=timezone.now())
    line = next(each for each in invitations.invitations_of(house.seat("admin")) if each.is_open)
    row = Invitation.objects.get(digest=invitations.digest_of(withdrawn))
    invitations.withdraw(house.seat("admin"), row.public_id)
    invitations.join(used, **OWN)

    answers = [client.get(f"/join/{token}/") for token in (expired, withdrawn, used, "mistyped")]

    assert line.is_open
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.context["words"] for answer in answers}) == 1


def test_everything_wrong_is_told_at_once_and_the_link_stays(house: House) -> None:
    token = invited(house)

    with pytest.raises(InvalidFields) as refusal:
        invitations.join(token, login="sato", password="short", name_ja="a\u202eb", name_en="", language="xx")

    assert {"login", "password", "name_ja", "language"} <= set(refusal.value.fields)
    assert invitations.welcome(token)


@pytest.mark.parametrize("password", ["short", "password1234", "Noroshi-noroshi-2027", "kato@denryoku", "x" * 257])
def test_weak_password_is_refused(house: House, password: str) -> None:
    token = invited(house)

    with pytest.raises(InvalidFields) as refusal:
        invitations.join(token, **{**OWN, "password": password})
    assert list(refusal.value.fields) == ["password"]


@pytest.mark.parametrize("stranger", ["sato", "banker"])
def test_only_the_administrator_invites(house: House, stranger: str) -> None:
    with pytest.raises(Refusal):
        invitations.invite(house.seat(stranger), house.power.public_id, role="csirt")
    assert not Invitation.objects.exists()


def test_platform_invites_only_until_an_organization_governs_itself(house: House) -> None:
    invitations.invite(house.seat("operator"), house.power.public_id, role="csirt", is_administrator=True)
    house.power.organization.self_governed_at = timezone.now()
    house.power.organization.save()

    with pytest.raises(NotYours):
        invitations.invite(house.seat("operator"), house.power.public_id, role="csirt")


def test_other_organizations_cannot_withdraw(house: House) -> None:
    token = invited(house)

    with pytest.raises(NotFound):
        invitations.withdraw(house.seat("banker"), Invitation.objects.get().public_id)
    assert invitations.welcome(token)


def test_somebody_signed_in_takes_a_further_desk(house: House) -> None:
    token = invited(house)

    invitations.join_as(house.banker.person, token)

    assert Membership.objects.filter(person=house.banker.person, desk=house.power, ended_at=None).exists()


def test_first_sign_in_of_an_own_administrator_makes_the_organization_govern_itself(
    house: House, client: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    set_credentials(house.sato.person, PASSWORD)
    set_credentials(house.admin.person, PASSWORD)

    sign_in(Client(), "sato@denryoku")
    house.power.organization.refresh_from_db()
    assert house.power.organization.self_governed_at is None
    sign_in(client, "admin@denryoku")

    house.power.organization.refresh_from_db()
    assert house.power.organization.self_governed_at is not None


def test_joining_in_the_browser_leads_to_sign_in(house: House, client: Client) -> None:
    token = invited(house)

    answer = client.post(f"/join/{token}/", OWN)

    assert answer.headers["Location"] == "/sign-in/"
    assert sign_in(client, "kato@denryoku").status_code == 302


class TestReset:
    """One asks, another agrees, one of them an administrator; the person neither of them."""

    @pytest.fixture
    def sato(self, house: House) -> Person:
        set_credentials(house.sato.person, PASSWORD, SECRET)
        return house.sato.person

    def asked(self, house: House, by: str, **given: Any) -> Any:
        return resets.ask(house.seat(by), house.sato.person.public_id, **given).public_id

    def test_nothing_ends_before_the_second_person_agrees(self, house: House, sato: Person) -> None:
        self.asked(house, "ito")

        sato.refresh_from_db()
        assert sato.check_password(PASSWORD)

    @pytest.mark.parametrize(("first", "second"), [("ito", "admin"), ("admin", "ito"), ("admin", "second")])
    def test_two_people_with_an_administrator_among_them_reset(
        self, house: House, sato: Person, first: str, second: str
    ) -> None:
        _, token = resets.agree(house.seat(second), self.asked(house, first))

        resets.use(token, "a quite different sentence")

        sato.refresh_from_db()
        assert sato.check_password("a quite different sentence")

    def test_old_password_sessions_and_keys_end_with_the_agreement(
        self, house: House, sato: Person, client: Client, settings: Any
    ) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        set_credentials(sato, PASSWORD)
        sign_in(client, "sato@denryoku")
        _, value = keys.make_key(
            house.seat("admin"),
            house.sato.public_id,
            purpose="p",
            scopes=["directory:read"],
            expires_at=timezone.now() + timedelta(days=1),
        )
        assert client.get("/sessions/").status_code == 200

        resets.agree(house.seat("admin"), self.asked(house, "ito"))

        sato.refresh_from_db()
        assert not sato.check_password(PASSWORD)
        assert client.get("/sessions/").status_code == 302
        with pytest.raises(keys.KeyRevoked):
            keys.authenticate(value, "192.0.2.1")

    @pytest.mark.parametrize("also_factors", [True, False])
    def test_factors_end_only_when_they_were_asked_for(self, house: House, sato: Person, also_factors: bool) -> None:
        resets.agree(house.seat("admin"), self.asked(house, "ito", resets_factors=also_factors))

        assert factors.has_any(sato) is not also_factors

    def test_who_asked_cannot_agree(self, house: House, sato: Person) -> None:
        with pytest.raises(resets.SecondPersonNeeded):
            resets.agree(house.seat("admin"), self.asked(house, "admin"))

    def test_two_people_without_an_administrator_are_not_enough(self, house: House, sato: Person) -> None:
        person(house.power, "kato")
        with pytest.raises(resets.AdministratorNeeded):
            resets.agree(_seat_of("kato@denryoku"), self.asked(house, "ito"))

    def test_the_person_neither_asks_nor_agrees(self, house: House, sato: Person) -> None:
        with pytest.raises(resets.NotForYourself):
            self.asked(house, "sato")
        with pytest.raises(resets.NotForYourself):
            resets.agree(house.seat("sato"), self.asked(house, "admin"))

    @pytest.mark.parametrize("stranger", ["banker"])
    def test_other_organizations_find_nobody(self, house: House, sato: Person, stranger: str) -> None:
        with pytest.raises(NotFound):
            self.asked(house, stranger)
        with pytest.raises(NotFound):
            resets.agree(house.seat(stranger), self.asked(house, "admin"))

    def test_platform_resets_nobody_where_an_organization_governs_itself(self, house: House, sato: Person) -> None:
        house.power.organization.self_governed_at = timezone.now()
        house.power.organization.save()

        with pytest.raises(Refusal):
            self.asked(house, "operator")

    def test_administrator_cannot_reset_somebody_who_also_sits_with_the_platform(
        self, house: House, sato: Person
    ) -> None:
        sit(sato, house.platform, role="operations", is_administrator=True)

        with pytest.raises(resets.AdministratorNeeded):
            resets.agree(house.seat("second"), self.asked(house, "admin"))

    def test_the_person_is_told(self, house: House, sato: Person) -> None:
        resets.agree(house.seat("admin"), self.asked(house, "ito"))

        told = resets.told_to(sato)

        assert [(each.asked_by, each.agreed_by) for each in told] == [("ito", "admin")]

    def test_the_person_may_refuse(self, house: House, sato: Person) -> None:
        request = self.asked(house, "ito")

        resets.refuse(house.seat("sato"), request)

        with pytest.raises(NotFound):
            resets.agree(house.seat("admin"), request)

    def test_link_works_once_and_expires(self, house: House, sato: Person) -> None:
        _, token = resets.agree(house.seat("admin"), self.asked(house, "ito"))
        resets.use(token, "a quite different sentence")
        with pytest.raises(LinkGone):
            resets.use(token, "yet another sentence")

        _, late = resets.agree(house.seat("admin"), self.asked(house, "ito"))
        ResetRequest.objects.filter(used_at=None).update(expires_at=timezone.now())
        with pytest.raises(LinkGone):
            resets.use(late, "yet another sentence")

    def test_weak_password_leaves_the_link_usable(self, house: House, sato: Person) -> None:
        _, token = resets.agree(house.seat("admin"), self.asked(house, "ito"))

        with pytest.raises(InvalidFields):
            resets.use(token, "short")
        assert resets.use(token, "a quite different sentence")

    def test_first_link_is_for_people_who_never_signed_in(self, house: House, sato: Person) -> None:
        token = resets.first_link(house.seat("admin"), house.ito.person.public_id)
        assert resets.use(token, PASSWORD).login == "ito@denryoku"

        with pytest.raises(NotYours):
            resets.first_link(house.seat("admin"), sato.public_id)

    def test_a_reset_person_gets_no_first_link_by_one_person_alone(self, house: House, sato: Person) -> None:
        resets.agree(house.seat("admin"), self.asked(house, "ito"))

        with pytest.raises(NotYours):
            resets.first_link(house.seat("admin"), sato.public_id)

    @pytest.mark.parametrize("stranger", ["ito", "banker"])
    def test_first_link_is_made_by_administrators_only(self, house: House, stranger: str) -> None:
        with pytest.raises(Refusal):
            resets.first_link(house.seat(stranger), house.second.person.public_id)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_the_same_time_one_comes_in(house: House) -> None:
    with transaction.atomic():
        token = invited(house)
    start, outcomes = threading.Barrier(2), []

    def try_it(login: str) -> None:
        start.wait()
        try:
            invitations.join(token, **{**OWN, "login": login})
            outcomes.append("in")
        except LinkGone:
            outcomes.append("gone")
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(name,)) for name in ("kato", "kimura")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["gone", "in"]
    assert Person.objects.filter(login__in=["kato@denryoku", "kimura@denryoku"]).count() == 1


def _seat_of(login: str) -> Any:
    return of_membership(Membership.objects.select_related("desk__organization").get(person__login=login))
