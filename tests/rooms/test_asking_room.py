"""One leg: asked and answered between two desks, and nobody else holds a word of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from noroshi.asking.actions import answer, ask, withdraw
from noroshi.asking.errors import AnswerUnfit, ExpiryUnfit, InquiryEnded, NobodyToAsk
from noroshi.asking.models import Inquiry, Reply
from noroshi.asking.queries import asked_from_here, asked_here, inquiry
from noroshi.audiences.viewer import acting_as
from noroshi.directory.actions.duties import assign_matter
from noroshi.directory.models import Membership
from noroshi.editions.models import Edition
from noroshi.ledger.models import Entry
from noroshi.vocabulary import InquiryState
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import TextMissing
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db
TEXT = "保守端末はどの時刻に切り離しましたか。"


@pytest.fixture
def report(cast: Cast):
    return reported(cast.electric, "direct_report")


@pytest.fixture
def asked(cast: Cast, report):
    with acting_as(cast.ministry):
        return ask(cast.ministry, report, TEXT)


def test_a_question_reaches_the_desk_that_brought_the_item(cast: Cast, asked) -> None:
    with acting_as(cast.electric):
        (one,) = asked_here(cast.electric)

    assert (one.text, one.by_desk.pk, one.state) == (TEXT, cast.ministry.desk_id, InquiryState.OPEN)
    assert one.answers == (InquiryState.TOLD, InquiryState.NO)


@pytest.mark.parametrize(
    "name", ["bank", "neighbor", "secretariat", "center", "electric_colleague", "contractor", "gas_liaison", "platform"]
)
def test_a_stranger_finds_neither_question_nor_answer(cast: Cast, asked, name: str) -> None:
    with acting_as(cast.electric):
        answer(cast.electric, asked.public_id, InquiryState.TOLD, text="九時二分。")
    viewer = getattr(cast, name)

    with acting_as(viewer):
        assert asked_here(viewer) == asked_from_here(viewer) == []
        assert not Inquiry.objects.exists()
        assert not Reply.objects.exists()
        with pytest.raises(NotFound):
            inquiry(viewer, asked.public_id)
        with pytest.raises(NotFound):
            answer(viewer, asked.public_id, InquiryState.TOLD, text="x")


def test_the_answer_comes_back_to_who_asked_once(cast: Cast, asked) -> None:
    with acting_as(cast.electric):
        answer(cast.electric, asked.public_id, InquiryState.TOLD, text="九時二分。")
        with pytest.raises(InquiryEnded):
            answer(cast.electric, asked.public_id, InquiryState.NO)

    with acting_as(cast.ministry):
        found = inquiry(cast.ministry, asked.public_id)
    assert found.reply is not None
    assert (found.state, found.reply.text) == (InquiryState.TOLD, "九時二分。")


def test_who_asks_does_not_answer_and_who_is_asked_does_not_withdraw(cast: Cast, asked) -> None:
    with acting_as(cast.ministry), pytest.raises(AnswerUnfit):
        answer(cast.ministry, asked.public_id, InquiryState.TOLD, text="x")
    with acting_as(cast.electric), pytest.raises(AnswerUnfit):
        withdraw(cast.electric, asked.public_id)


def test_what_was_withdrawn_is_not_answered(cast: Cast, asked) -> None:
    with acting_as(cast.ministry):
        withdraw(cast.ministry, asked.public_id)

    with acting_as(cast.electric), pytest.raises(InquiryEnded):
        answer(cast.electric, asked.public_id, InquiryState.TOLD, text="九時二分。")


def test_after_its_time_it_has_expired_whether_or_not_a_job_has_run(cast: Cast, asked, monkeypatch) -> None:
    later = timezone.now() + timedelta(days=15)
    monkeypatch.setattr(timezone, "now", lambda: later)

    with acting_as(cast.electric):
        assert inquiry(cast.electric, asked.public_id).state is InquiryState.EXPIRED
        with pytest.raises(InquiryEnded):
            answer(cast.electric, asked.public_id, InquiryState.TOLD, text="九時二分。")


def test_the_writer_asks_nobody_and_a_stranger_finds_no_item(cast: Cast, report) -> None:
    with acting_as(cast.electric), pytest.raises(NobodyToAsk):
        ask(cast.electric, report, TEXT)
    with acting_as(cast.bank), pytest.raises(NotFound):
        ask(cast.bank, report, TEXT)


def test_no_question_without_words_or_with_a_time_that_is_over(cast: Cast, report) -> None:
    with acting_as(cast.ministry):
        with pytest.raises(TextMissing):
            ask(cast.ministry, report, " ")
        with pytest.raises(ExpiryUnfit):
            ask(cast.ministry, report, TEXT, expires_at=timezone.now())


def test_the_record_holds_each_deed_and_no_word_of_it(cast: Cast, asked) -> None:
    with acting_as(cast.electric):
        answer(cast.electric, asked.public_id, InquiryState.NO)
        (entry,) = Entry.objects.filter(deed="answer_inquiry")

    assert entry.detail == {"kind": "question", "ending": "no"}
    assert entry.object_ids == [asked.public_id]
    with acting_as(cast.ministry):
        (entry,) = Entry.objects.filter(deed="ask")
    assert entry.object_ids == [asked.public_id]


def test_the_database_lets_nobody_ask_or_answer_in_another_desks_name(cast: Cast, asked) -> None:
    row = {"kind": "question", "edition": asked.edition, "expires_at": asked.expires_at, "at": asked.at}
    with acting_as(cast.electric), pytest.raises(ProgrammingError), transaction.atomic():
        Inquiry.objects.create(
            audience_id=asked.audience_id, by_desk_id=cast.ministry.desk_id, by_id=cast.ministry.seat.person_id,
            to_desk_id=cast.electric.desk_id, **row,
        )  # fmt: skip
    with acting_as(cast.ministry), pytest.raises(ProgrammingError), transaction.atomic():
        Reply.objects.create(
            audience_id=asked.audience_id, inquiry=asked, desk_id=cast.ministry.desk_id, at=asked.at,
            by_id=cast.ministry.seat.person_id, ending="told",
        )  # fmt: skip
    with acting_as(cast.electric):
        answer(cast.electric, asked.public_id, InquiryState.NO)
        with pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.create(
                audience_id=asked.audience_id, inquiry=asked, desk_id=cast.electric.desk_id, at=asked.at,
                by_id=cast.electric.seat.person_id, ending="told",
            )  # fmt: skip


def test_whoever_is_given_the_matter_later_reads_what_was_asked_about_it(cast: Cast, asked, report) -> None:
    colleague = cast.electric_colleague
    with acting_as(colleague):
        assert asked_here(colleague) == []
    with acting_as(cast.electric):
        answer(cast.electric, asked.public_id, InquiryState.TOLD, text="九時二分。")
        matter = Edition.objects.get(public_id=report).matter
        seat = Membership.objects.get(person_id=colleague.seat.person_id, desk_id=colleague.desk_id)
        assign_matter(actor=cast.electric.seat, membership=seat.public_id, matter=matter)
    colleague.refresh()

    with acting_as(colleague):
        (one,) = asked_here(colleague)
        assert one.reply is not None
        assert one.reply.text == "九時二分。"
    with acting_as(cast.ministry):
        assert inquiry(cast.ministry, asked.public_id).state is InquiryState.TOLD
