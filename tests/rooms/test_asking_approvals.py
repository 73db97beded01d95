"""The processed text before its source: nothing leaves without a yes where the source wants to see it (C-082)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from noroshi.asking.actions import answer, approve, ask_approval, take_edits, wish_approval, withdraw
from noroshi.asking.approvals import approval_of, wants_approval
from noroshi.asking.errors import (
    AnswerUnfit,
    ApprovalNeeded,
    ApprovalPending,
    ChangedSinceApproved,
    NotAnonymous,
    NotApproved,
)
from noroshi.asking.models import ApprovalWish, Inquiry, Tie
from noroshi.asking.queries import asked_here, inquiry
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.queries import DraftShown, draft
from noroshi.reports.actions import begin_anonymized, submit_report
from noroshi.vocabulary import InquiryState
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, draft_report, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(cast: Cast) -> DraftShown:
    """A draft without the name, ready to be sent."""
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        return amended(cast.secretariat, begun, summary="会員で通信", systems="")


def wished(cast: Cast) -> None:
    with acting_as(cast.electric):
        wish_approval(cast.electric, is_wanted=True)


def asked(cast: Cast, bench: DraftShown) -> UUID:
    with acting_as(cast.secretariat):
        return ask_approval(cast.secretariat, bench.public_id, text="ご確認ください").public_id


def send(cast: Cast, bench: DraftShown) -> UUID:
    with acting_as(cast.secretariat):
        return submit_report(cast.secretariat, bench.public_id, version=now(cast.secretariat, bench).version)


def now(viewer: Viewer, bench: DraftShown) -> DraftShown:
    return draft(viewer, bench.public_id)


def test_without_a_wish_it_is_sent_at_once(cast: Cast, bench: DraftShown) -> None:
    assert send(cast, bench)


def test_with_the_wish_nothing_leaves_before_the_source_has_said_yes(cast: Cast, bench: DraftShown) -> None:
    wished(cast)
    with pytest.raises(ApprovalNeeded):
        send(cast, bench)
    leg = asked(cast, bench)
    with pytest.raises(ApprovalPending):
        send(cast, bench)
    with acting_as(cast.electric):
        approve(cast.electric, leg, InquiryState.YES)

    assert send(cast, bench)


def test_a_no_stops_it_and_so_does_silence(cast: Cast, bench: DraftShown, monkeypatch: pytest.MonkeyPatch) -> None:
    leg = asked(cast, bench)
    later = timezone.now() + timedelta(days=15)
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: later)
        with pytest.raises(NotApproved):
            send(cast, bench)
    with acting_as(cast.electric):
        approve(cast.electric, leg, InquiryState.NO)

    with pytest.raises(NotApproved):
        send(cast, bench)


def test_a_yes_is_to_this_very_text(cast: Cast, bench: DraftShown) -> None:
    leg = asked(cast, bench)
    with acting_as(cast.electric):
        approve(cast.electric, leg, InquiryState.YES)
    with acting_as(cast.secretariat):
        amended(cast.secretariat, now(cast.secretariat, bench), summary="会員の二拠点で通信", systems="")

    with pytest.raises(ChangedSinceApproved):
        send(cast, bench)


def test_its_own_words_are_taken_over_and_then_it_may_leave(cast: Cast, bench: DraftShown) -> None:
    leg = asked(cast, bench)
    with acting_as(cast.electric):
        reply = approve(cast.electric, leg, InquiryState.YES, edits={"summary": "会員の一拠点で通信"})
    assert reply.ending == InquiryState.YES_WITH_EDITS
    with pytest.raises(ChangedSinceApproved):
        send(cast, bench)

    with acting_as(cast.secretariat):
        taken = take_edits(cast.secretariat, leg, version=now(cast.secretariat, bench).version)
    assert taken.written.typed["summary"] == "会員の一拠点で通信"
    assert send(cast, bench)


def test_edits_that_change_nothing_are_a_plain_yes_and_unknown_places_are_none(cast: Cast, bench: DraftShown) -> None:
    leg = asked(cast, bench)
    with acting_as(cast.electric):
        with pytest.raises(AnswerUnfit):
            approve(cast.electric, leg, InquiryState.YES, edits={"lessons": "x"})
        with pytest.raises(AnswerUnfit):
            answer(cast.electric, leg, InquiryState.YES)
        reply = approve(cast.electric, leg, InquiryState.YES, edits={"summary": "会員で通信"})
    assert reply.ending == InquiryState.YES


def test_asked_again_the_earlier_one_is_taken_back(cast: Cast, bench: DraftShown) -> None:
    first, second = asked(cast, bench), asked(cast, bench)

    with acting_as(cast.electric):
        states = {one.public_id: one.state for one in asked_here(cast.electric)}
    assert states == {first: InquiryState.WITHDRAWN, second: InquiryState.OPEN}


def test_what_was_taken_back_hinders_only_whose_source_wants_it(cast: Cast, bench: DraftShown) -> None:
    with acting_as(cast.secretariat):
        leg = ask_approval(cast.secretariat, bench.public_id).public_id
        withdraw(cast.secretariat, leg)
        assert approval_of(cast.secretariat, now(cast.secretariat, bench)).hindrance is None
    wished(cast)
    with pytest.raises(ApprovalNeeded):
        send(cast, bench)


def test_the_source_sees_the_text_and_not_the_draft(cast: Cast, bench: DraftShown) -> None:
    leg = asked(cast, bench)

    with acting_as(cast.electric):
        found = inquiry(cast.electric, leg)
        assert found.wanted["typed"]["summary"] == "会員で通信"
        assert found.draft is None
        assert str(bench.public_id) not in repr(found)
        assert str(bench.matter) not in repr(found)
        assert not Tie.objects.exists()


@pytest.mark.parametrize("name", ["bank", "ministry", "center", "neighbor", "electric_colleague", "contractor"])
def test_a_stranger_finds_nothing_of_text_answer_and_wish(cast: Cast, bench: DraftShown, name: str) -> None:
    wished(cast)
    leg = asked(cast, bench)
    viewer = getattr(cast, name)

    with acting_as(viewer):
        assert not Inquiry.objects.exists()
        assert ApprovalWish.objects.exists() is (name == "electric_colleague")
        assert wants_approval(viewer, cast.electric.desk_id) is (name == "electric_colleague")
        for deed in (
            lambda: approve(viewer, leg, InquiryState.YES),
            lambda: take_edits(viewer, leg, version=1),
            lambda: ask_approval(viewer, bench.public_id),
        ):
            with pytest.raises(NotFound):
                deed()


def test_only_for_a_draft_without_the_name(cast: Cast) -> None:
    plain = draft_report(cast.electric)

    with acting_as(cast.electric), pytest.raises(NotAnonymous):
        ask_approval(cast.electric, plain.public_id)


def test_the_wish_is_heard_by_the_own_secretariat_and_may_be_taken_back(cast: Cast) -> None:
    wished(cast)
    with acting_as(cast.secretariat):
        assert wants_approval(cast.secretariat, cast.electric.desk_id)
    with acting_as(cast.bank_secretariat):
        assert not wants_approval(cast.bank_secretariat, cast.electric.desk_id)
    with acting_as(cast.electric):
        wish_approval(cast.electric, is_wanted=False)
        wish_approval(cast.electric, is_wanted=False)
        assert ApprovalWish.objects.count() == 2
    with acting_as(cast.secretariat):
        assert not wants_approval(cast.secretariat, cast.electric.desk_id)
