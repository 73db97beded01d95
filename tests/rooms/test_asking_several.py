"""A question about an advisory made of several reports reaches the sources that the center chooses, one by one (C-086)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from noroshi.asking.actions import answer, ask, pass_on, sources_to_ask
from noroshi.asking.errors import ChooseTheSource, PassedOnAlready
from noroshi.asking.models import Inquiry
from noroshi.asking.queries import asked_here, inquiry
from noroshi.audiences.viewer import acting_as
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_anonymized, relay_report
from noroshi.vocabulary import InquiryState
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, issued, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
TEXT = "どの版で起きましたか。"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def sources(cast: Cast) -> tuple[UUID, UUID]:
    """One without a name by the secretariat, one straight from the neighbor; the ministry brought both to the center."""
    hidden = reported(cast.electric, "anonymized_report", tlp="green")
    with acting_as(cast.secretariat):
        draft = amended(
            cast.secretariat, begin_anonymized(cast.secretariat, hidden), summary="会員で通信", systems="", tlp="green"
        )
    derived = sent(cast.secretariat, draft)
    straight = reported(cast.neighbor, "direct_report", tlp="green", summary="遠隔接続機器への不正な接続")
    for one in (derived, straight):
        with acting_as(cast.ministry):
            relay_report(cast.ministry, one)
    return derived, straight


@pytest.fixture
def asked(cast: Cast, sources: tuple[UUID, UUID]) -> UUID:
    """By the ministry of the bank, which reads the advisory and none of its sources."""
    fsa = cast.world.organizations["fsa"].public_id
    advisory = issued(cast.center, f"ministry_for_sector:{fsa}/finance", tlp="green", sources=sources)
    with acting_as(cast.bank_ministry):
        return ask(cast.bank_ministry, advisory, TEXT).public_id


def test_without_a_choice_it_goes_to_nobody(cast: Cast, asked: UUID) -> None:
    with acting_as(cast.center), pytest.raises(ChooseTheSource):
        pass_on(cast.center, asked)

    with acting_as(cast.ministry):
        assert asked_here(cast.ministry) == []


def test_each_that_is_chosen_is_asked_by_itself_and_its_answer_comes_back(
    cast: Cast, asked: UUID, sources: tuple[UUID, UUID]
) -> None:
    with acting_as(cast.center):
        assert {one.public_id for one in sources_to_ask(cast.center, asked)} == set(sources)
        legs = [pass_on(cast.center, asked, about=one) for one in sources]
        assert sources_to_ask(cast.center, asked) == []
        with pytest.raises(PassedOnAlready):
            pass_on(cast.center, asked, about=sources[0])

    with acting_as(cast.ministry):
        found = {one.edition_id: one for one in asked_here(cast.ministry)}
        assert set(found) == set(sources)
        assert all((one.above, one.below, one.text) == (None, (), TEXT) for one in found.values())
        down = pass_on(cast.ministry, found[sources[1]].public_id)
        answer(cast.ministry, found[sources[0]].public_id, InquiryState.TOLD, text="7.2.3 です。")
    with acting_as(cast.neighbor):
        answer(cast.neighbor, down.public_id, InquiryState.TOLD, text="7.2.4 です。")
    with acting_as(cast.center):
        below = inquiry(cast.center, asked).below
        assert {leg.public_id for leg in below} == {leg.public_id for leg in legs}


def test_no_source_learns_that_there_is_another(cast: Cast, asked: UUID, sources: tuple[UUID, UUID]) -> None:
    with acting_as(cast.center):
        legs = [pass_on(cast.center, asked, about=one) for one in sources]
    lower = []
    for leg in legs:
        with acting_as(cast.ministry):
            lower.append(pass_on(cast.ministry, leg.public_id))
    with acting_as(cast.secretariat):
        last = pass_on(cast.secretariat, lower[0].public_id)

    for viewer, own in (
        (cast.secretariat, {lower[0].pk, last.pk}),
        (cast.neighbor, {lower[1].pk}),
        (cast.electric, {last.pk}),
    ):
        with acting_as(viewer):
            assert set(Inquiry.objects.values_list("pk", flat=True)) == own
    for viewer in (cast.bank, cast.bank_secretariat):
        with acting_as(viewer):
            assert not Inquiry.objects.exists()
    with acting_as(cast.bank_ministry):
        assert set(Inquiry.objects.values_list("pk", flat=True)) == {asked}


def test_what_it_was_not_made_of_is_not_found(cast: Cast, asked: UUID, sources: tuple[UUID, UUID]) -> None:
    other = reported(cast.electric, "direct_report")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, other)

    for wrong in (other, uuid4()):
        with acting_as(cast.center), pytest.raises(NotFound):
            pass_on(cast.center, asked, about=wrong)
    for stranger in (cast.bank, cast.ministry, cast.center_general):
        with acting_as(stranger), pytest.raises(NotFound):
            sources_to_ask(stranger, asked)


def test_on_the_page_they_are_shown_once_when_they_are_asked_for_and_ticked(
    cast: Cast, asked: UUID, sources: tuple[UUID, UUID]
) -> None:
    client, path = client_of(cast.center), reverse("inquiry", args=[asked])
    before = client.get(path).content.decode()
    assert str(sources[0]) not in before
    assert 'value="choose"' in before

    chosen = client.post(path, {"deed": "choose"}).content.decode()
    assert all(f'value="{one}"' in chosen for one in sources)
    with acting_as(cast.center):
        assert Entry.objects.filter(deed="resolve_source", person_id=cast.center.seat.person_id).exists()
    assert client.post(path, {"deed": "pass_on", "passing": TEXT}).status_code == 409
    done = client.post(path, {"deed": "pass_on", "passing": TEXT, "about": [str(one) for one in sources]})

    assert done.status_code == 302
    with acting_as(cast.ministry):
        assert {one.edition_id for one in asked_here(cast.ministry)} == set(sources)
    assert client_of(cast.ministry).post(path, {"deed": "choose"}).status_code == 404


def test_by_machine_one_at_a_time(cast: Cast, asked: UUID, sources: tuple[UUID, UUID]) -> None:
    caller = caller_of(cast.center)

    assert caller.post(f"/inquiries/{asked}/pass-on", {"text": TEXT}).status_code == 409
    for one in sources:
        assert caller.post(f"/inquiries/{asked}/pass-on", {"text": TEXT, "about": str(one)}).status_code == 201
    assert caller.post(f"/inquiries/{asked}/pass-on", {"text": TEXT, "about": str(uuid4())}).status_code == 404
