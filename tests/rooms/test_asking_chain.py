"""A question to a source whose name nobody further up knows: down leg by leg, and the answer back the same way (C-086)."""

from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from noroshi.asking.actions import answer, ask, open_link, pass_on
from noroshi.asking.errors import MayUnmask, NamesTheSource, NowhereFurther, PassedOnAlready
from noroshi.asking.looks import looks_at
from noroshi.asking.models import Attempt, Inquiry, Opening, Reply, Tie
from noroshi.asking.queries import asked_here, inquiry
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_anonymized, relay_report
from noroshi.vocabulary import InquiryState
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import amended, reported, sent

pytestmark = pytest.mark.django_db
TEXT = "不審な通信が始まった時刻を教えてください。"
ANSWER = "通信は九時ごろに始まりました。"


@pytest.fixture
def way(cast: Cast) -> tuple[UUID, UUID]:
    """The operator's report and what the center reads of it."""
    source = reported(cast.electric, "anonymized_report")
    with acting_as(cast.secretariat):
        draft = amended(cast.secretariat, begin_anonymized(cast.secretariat, source), summary="会員で通信", systems="")
    derived = sent(cast.secretariat, draft)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived)
    return source, derived


def down(cast: Cast, way: tuple[UUID, UUID]) -> list[UUID]:
    """Asked by the center, passed on by ministry and secretariat."""
    with acting_as(cast.center):
        first = ask(cast.center, way[1], TEXT).public_id
    with acting_as(cast.ministry):
        second = pass_on(cast.ministry, first).public_id
    with acting_as(cast.secretariat):
        third = pass_on(
            cast.secretariat, second, text="事務局からの照会です。通信が始まった時刻を教えてください。"
        ).public_id
    return [first, second, third]


def up(cast: Cast, legs: list[UUID]) -> None:
    for viewer, leg in ((cast.electric, legs[2]), (cast.secretariat, legs[1]), (cast.ministry, legs[0])):
        with acting_as(viewer):
            answer(viewer, leg, InquiryState.TOLD, text=ANSWER)


def test_a_question_goes_down_and_the_answer_comes_back(cast: Cast, way) -> None:
    legs = down(cast, way)
    up(cast, legs)

    with acting_as(cast.center):
        found = inquiry(cast.center, legs[0])
    assert found.reply is not None
    assert (found.reply.text, found.reply.desk.pk) == (ANSWER, cast.ministry.desk_id)
    assert (found.above, found.below, found.draft) == (None, (), None)


def test_each_desk_on_the_way_knows_its_own_two_legs_and_no_other(cast: Cast, way) -> None:
    legs = down(cast, way)
    up(cast, legs)
    known = {"center": legs[:1], "ministry": legs[:2], "secretariat": legs[1:], "electric": legs[2:], "bank": []}

    for name, own in known.items():
        viewer = getattr(cast, name)
        with acting_as(viewer):
            assert {one.public_id for one in Inquiry.objects.all()} == set(own), name
            assert {one.inquiry_id for one in Reply.objects.all()} == set(own), name
            assert Tie.objects.count() == max(len(own) - 1, 0), name
            for leg in set(legs) - set(own):
                with pytest.raises(NotFound):
                    inquiry(viewer, leg)


def test_the_source_reads_only_that_its_secretariat_asks(cast: Cast, way) -> None:
    legs = down(cast, way)

    with acting_as(cast.electric):
        (found,) = asked_here(cast.electric)
    assert (found.by_desk.pk, found.edition_id) == (cast.secretariat.desk_id, way[0])
    assert str(legs[0]) not in repr(found)


def test_an_answer_that_names_the_source_does_not_leave_the_secretariat(cast: Cast, way) -> None:
    legs = down(cast, way)
    name = cast.world.organizations["shiomi"].name_ja
    with acting_as(cast.electric):
        answer(cast.electric, legs[2], InquiryState.TOLD, text=f"{name}の端末で九時ごろ。")

    with acting_as(cast.secretariat), pytest.raises(NamesTheSource):
        answer(cast.secretariat, legs[1], InquiryState.TOLD, text=f"{name}の端末で九時ごろ。")
    with acting_as(cast.secretariat):
        answer(cast.secretariat, legs[1], InquiryState.TOLD, text="会員の端末で九時ごろ。")


def test_times_above_are_those_of_passing_on(cast: Cast, way) -> None:
    legs = down(cast, way)
    up(cast, legs)

    with acting_as(cast.center):
        times = {one.at for one in Inquiry.objects.all()} | {one.at for one in Reply.objects.all()}
    with acting_as(cast.electric):
        below = {one.at for one in Inquiry.objects.all()} | {one.at for one in Reply.objects.all()}
    assert times.isdisjoint(below)


def test_passed_on_once_while_it_is_open(cast: Cast, way) -> None:
    legs = down(cast, way)

    with acting_as(cast.ministry), pytest.raises(PassedOnAlready):
        pass_on(cast.ministry, legs[0])
    with acting_as(cast.electric), pytest.raises(NowhereFurther):
        pass_on(cast.electric, legs[2])


def test_nobody_passes_on_what_it_asked_itself_or_never_saw(cast: Cast, way) -> None:
    legs = down(cast, way)

    for viewer in (cast.center, cast.bank, cast.electric):
        with acting_as(viewer), pytest.raises(NotFound):
            pass_on(viewer, legs[0])


def test_the_source_is_shown_every_opening_of_its_name_with_the_reason(cast: Cast, way) -> None:
    down(cast, way)
    with acting_as(cast.secretariat):
        assert open_link(cast.secretariat, way[1], "電話で確認するため") == [way[0]]

    with acting_as(cast.electric):
        looks = looks_at(cast.electric, [way[0]])
    assert [(one.reason, one.desk.pk) for one in looks.openings] == [
        ("電話で確認するため", cast.secretariat.desk_id),
        ("", cast.secretariat.desk_id),
    ]


@pytest.mark.parametrize("name", ["bank", "ministry", "center", "neighbor", "electric_colleague"])
def test_a_stranger_opens_no_link_and_sees_no_opening(cast: Cast, way, name: str) -> None:
    with acting_as(cast.secretariat):
        open_link(cast.secretariat, way[1], "電話で確認するため")
    viewer = getattr(cast, name)

    with acting_as(viewer):
        assert not looks_at(viewer)
        assert not Opening.objects.exists()
        with pytest.raises(NotFound):
            open_link(viewer, way[1], "知りたい")


def test_a_question_that_asks_who_it_was_is_asked_again_and_told_of(cast: Cast, way) -> None:
    name = cast.world.organizations["hokuryo"].name_ja
    with acting_as(cast.center):
        for text in ("どちらの事業者の件でしょうか。", f"{name}の件でしょうか。", "Which operator reported this?"):
            with pytest.raises(MayUnmask):
                ask(cast.center, way[1], text)
        ask(cast.center, way[1], f"{name}の件でしょうか。", is_confirmed=True)
        (entry,) = Entry.objects.filter(deed="ask")

    assert entry.detail["sign"] == "names_somebody"


def test_an_item_with_its_name_may_be_asked_about_by_name(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report")

    with acting_as(cast.ministry):
        ask(cast.ministry, source, "北陵電力の件と同じでしょうか。")


def test_only_the_system_writes_an_attempt(cast: Cast, way) -> None:
    with acting_as(cast.secretariat):
        leg = ask_row(cast.secretariat, way[0])
        with pytest.raises(ProgrammingError), transaction.atomic():
            Attempt.objects.create(
                audience_id=leg.audience_id, about=leg.edition, key=leg.pk, sign="asks_who", at=leg.at
            )


def ask_row(viewer: Viewer, edition: UUID) -> Inquiry:
    return ask(viewer, edition, TEXT)
