"""A second number that crossing mails brought to one matter is withdrawn by the center: reserved, pointing on, told to holders (F4)."""

import pytest
from django.db import transaction
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.queries import notices_of
from noroshi.editions.errors import NumberNotOwn, NumbersOfTwo, NumberWithdrawn
from noroshi.editions.models import NumberWithdrawal, Registration
from noroshi.editions.numbering import number_of
from noroshi.editions.queries import edition_readable_by
from noroshi.matters.actions import link, withdraw_number
from noroshi.matters.errors import NotGathered
from noroshi.reports.actions import begin_follow_up, relay_report
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import NotFound
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of
from tests.rooms.test_pages_amendments import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def arrived(cast, viewer=None):
    one = reported(viewer or cast.electric, "direct_report")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, one)
    return one


def number(viewer, edition):
    with acting_as(viewer):
        return edition_readable_by(viewer, edition).reference_number


@pytest.fixture
def two(cast):
    first, second = arrived(cast), arrived(cast)
    with acting_as(cast.center):
        event = link(cast.center, first, second)
    return first, second, event.public_id


def test_the_second_number_stays_reserved_and_shows_where_it_went(cast, two):
    first, second, event = two
    stays, goes = number(cast.center, first), number(cast.center, second)

    with acting_as(cast.center):
        assert withdraw_number(cast.center, event, second, first) == stays

    for viewer in (cast.center, cast.ministry, cast.electric):
        with acting_as(viewer):
            read = edition_readable_by(viewer, second)
            assert (read.reference_number, read.withdrawn_number) == (stays, goes)
            assert edition_readable_by(viewer, first).withdrawn_number == ""
            assert Registration.objects.filter(reference_number=goes).exists()
        shown = words_of(client_of(viewer).get(reverse("item", args=[second])))
        assert f"{goes} was given to it as well and is not used any more. It goes on as {stays}." in shown
        assert caller_of(viewer).read(f"/reports/{second}")["withdrawn_number"] == goes
        listed = {one["id"]: one["reference_number"] for one in caller_of(viewer).items("/reports")}
        assert listed[str(second)] == listed[str(first)] == stays


def test_the_next_report_goes_on_under_the_number_that_stays(cast, two):
    first, second, event = two
    stays = number(cast.center, first)
    with acting_as(cast.center):
        withdraw_number(cast.center, event, second, first)
    with acting_as(cast.electric):
        following = amended(cast.electric, begin_follow_up(cast.electric, second), lessons="点検する")

    assert number(cast.electric, sent(cast.electric, following)) == stays


def test_holders_are_told_and_strangers_learn_nothing(cast, two):
    first, second, event = two
    with acting_as(cast.center):
        withdraw_number(cast.center, event, second, first)

    for viewer, told in ((cast.electric, 1), (cast.ministry, 1), (cast.center, 0), (cast.bank, 0), (cast.platform, 0)):
        with acting_as(viewer):
            kinds = [one.kind for one in notices_of(viewer)]
        assert kinds.count(NoticeKind.RENUMBERED) == told
    for stranger in (cast.bank, cast.gas_liaison, cast.platform, cast.secretariat):
        with acting_as(stranger):
            assert (NumberWithdrawal.objects.count(), Registration.objects.count()) == (0, 0)


def test_only_the_center_withdraws_once_and_only_what_it_has_linked(cast, two):
    first, second, event = two
    third = arrived(cast)
    with acting_as(cast.ministry), pytest.raises(NotFound):
        withdraw_number(cast.ministry, event, second, first)
    with acting_as(cast.ministry):
        own = link(cast.ministry, first, second).public_id
        with pytest.raises(NumberNotOwn):
            withdraw_number(cast.ministry, own, second, first)
    with acting_as(cast.center):
        with pytest.raises(NotGathered):
            withdraw_number(cast.center, event, third, first)
        with pytest.raises(NumberWithdrawn):
            withdraw_number(cast.center, event, first, first)
        withdraw_number(cast.center, event, second, first)
        for one, other in ((second, first), (first, second)):
            with pytest.raises(NumberWithdrawn):
                withdraw_number(cast.center, event, one, other)


def test_numbers_of_two_desks_are_never_put_together(cast):
    """One would learn that the other has reported the same."""
    mine, theirs = arrived(cast), arrived(cast, cast.neighbor)
    with acting_as(cast.center):
        event = link(cast.center, mine, theirs).public_id
        with pytest.raises(NumbersOfTwo):
            withdraw_number(cast.center, event, mine, theirs)
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            NumberWithdrawal.objects.create(**row(cast, mine, number_of_edition(cast, theirs)))
    assert "Two numbers" not in words_of(client_of(cast.center).get(reverse("event", args=[event])))


def number_of_edition(cast, edition):
    return number_of(cast.center, edition_readable_by(cast.center, edition).matter)


def row(cast, edition, instead):
    matter = edition_readable_by(cast.center, edition).matter
    one = Registration.objects.get(matter=matter)
    return {
        "registration": one,
        "audience_id": one.audience_id,
        "instead": instead,
        "desk_id": cast.center.desk_id,
        "by_id": cast.center.seat.person_id,
        "at": one.at,
        "seal": {},
    }


def test_the_page_of_the_event_offers_it_and_the_api_does_it(cast, two):
    first, second, event = two
    stays, goes = number(cast.center, first), number(cast.center, second)
    client = client_of(cast.center)
    assert f"Withdraw {goes}" in words_of(client.get(reverse("event", args=[event])))

    answer = client.post(reverse("withdraw_number", args=[event, second]), {"instead": first})

    assert answer.status_code == 302
    assert number(cast.ministry, second) == stays
    assert "Two numbers" not in words_of(client.get(reverse("event", args=[event])))
    third = arrived(cast)
    with acting_as(cast.center):
        link(cast.center, first, third)
    asked = {"edition": str(third), "instead": str(first)}
    made = caller_of(cast.center).post(f"/events/{event}/withdraw-number", asked)
    assert made.json() == {"reference_number": stays}
    assert caller_of(cast.bank).post(f"/events/{event}/withdraw-number", asked).status_code == 404
