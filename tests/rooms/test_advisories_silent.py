"""The delivery board, reminders and the call-out: only for those who sent it, only about those who are silent."""

import uuid

import pytest

from noroshi.advisories.actions import acknowledge, begin_calls, end_calls, note_call, relay_advisory, remind
from noroshi.advisories.board import Delivery, Order, board, stages
from noroshi.advisories.calling import call_list, call_outs
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import acting_as
from noroshi.delivery.actions import set_telephone
from noroshi.delivery.errors import CallOver, NobodySilent, RemindedJustNow
from noroshi.delivery.models import CallOut, Notice, Telephone
from noroshi.delivery.queries import left_the_house
from noroshi.directory.models import Membership
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.vocabulary import ActionTaken, AnswerState, CallOutcome, NoticeKind, SightingAnswer, Usefulness
from noroshi.vocabulary.errors import NotFound
from tests.drafted import issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    made = issued(cast.center, pair, importance="warning")
    for by in (cast.ministry, cast.secretariat):
        with acting_as(by):
            relay_advisory(by, made, to=[one.text for one in relay_choices(by, made)][:1])
    return made


def rows(viewer, edition):
    with acting_as(viewer):
        return {row.organization.handle: row for row in board(viewer, edition).rows}


def seat_of(viewer):
    return Membership.objects.get(pk=viewer.seat.membership_id).public_id


def reminders(viewer):
    with acting_as(viewer):
        return Notice.objects.filter(desk=viewer.desk_id, kind=NoticeKind.REMINDER).count()


def test_the_board_tells_told_read_answered_and_silent_apart(cast, edition):
    with acting_as(cast.electric):
        mark_read(cast.electric, edition_readable_by(cast.electric, edition))
    with acting_as(cast.neighbor):
        acknowledge(
            cast.neighbor,
            edition,
            sighting=SightingAnswer.NOT_SEEN,
            action=ActionTaken.NOT_NEEDED,
            usefulness=Usefulness.USEFUL,
        )

    for sender in (cast.secretariat, cast.center):
        found = rows(sender, edition)
        assert (found["shiomi"].state, found["hokuryo"].state) == (AnswerState.SILENT, AnswerState.NOT_SEEN)
        assert {Delivery.TOLD, Delivery.READ} <= stages(found["shiomi"])
        (answer,) = found["hokuryo"].answers
        assert (answer.action, answer.usefulness) == (ActionTaken.NOT_NEEDED, Usefulness.USEFUL)
    assert "shiomi" not in rows(cast.ministry, edition)
    with acting_as(cast.secretariat):
        whole = board(cast.secretariat, edition)
    assert whole.actions == {ActionTaken.NOT_NEEDED: 1}
    assert [row.organization.handle for row in whole.shown(None, Delivery.READ, Order.NAME)] == ["shiomi", "hokuryo"]


def test_a_stranger_has_no_board_no_reminder_and_no_call_out(cast, edition):
    for stranger in (cast.bank, cast.bank_ministry, cast.vendor, cast.electric_colleague):
        for deed in (board, remind, begin_calls, left_the_house):
            with acting_as(stranger):
                if deed is left_the_house:
                    assert deed(stranger, edition) == []
                    continue
                with pytest.raises(NotFound):
                    deed(stranger, edition)


def test_a_recipient_who_passed_it_on_to_nobody_sees_nobody(cast, edition):
    assert rows(cast.electric, edition) == {}
    with acting_as(cast.electric), pytest.raises(NobodySilent):
        remind(cast.electric, edition)


def test_a_reminder_goes_to_the_silent_alone_and_not_twice_at_once(cast, edition):
    with acting_as(cast.neighbor):
        acknowledge(cast.neighbor, edition)

    with acting_as(cast.secretariat):
        told = remind(cast.secretariat, edition)
    with acting_as(cast.secretariat), pytest.raises(RemindedJustNow):
        remind(cast.secretariat, edition)

    assert told >= 1
    assert reminders(cast.electric) == 1
    assert reminders(cast.neighbor) == reminders(cast.bank) == reminders(cast.ministry) == 0
    assert rows(cast.secretariat, edition)["shiomi"].went.reminded == 1


def test_the_call_list_names_number_and_next_until_somebody_answers(cast, edition):
    with acting_as(cast.electric):
        set_telephone(cast.electric, seat_of(cast.electric), "090-0000-1111")
    with acting_as(cast.secretariat):
        row = begin_calls(cast.secretariat, edition)
        assert begin_calls(cast.secretariat, edition).pk == row.pk
        own = next(
            one for one in call_list(cast.secretariat, row.public_id).houses if one.organization.handle == "shiomi"
        )
    assert own.turn.now is not None
    assert (own.turn.now.number, own.turn.now.is_poc) == ("090-0000-1111", True)

    with acting_as(cast.secretariat):
        note_call(cast.secretariat, row.public_id, own.turn.now.key, CallOutcome.NO_ANSWER, "留守")
        after = next(
            one for one in call_list(cast.secretariat, row.public_id).houses if one.organization.handle == "shiomi"
        )
    assert after.turn.now != own.turn.now
    assert [one.outcome for one in after.calls] == [CallOutcome.NO_ANSWER]

    with acting_as(cast.electric):
        acknowledge(cast.electric, edition)
    with acting_as(cast.secretariat):
        houses = call_list(cast.secretariat, row.public_id).houses
        assert "shiomi" not in {one.organization.handle for one in houses}
        with pytest.raises(NotFound):
            note_call(cast.secretariat, row.public_id, own.turn.now.key, CallOutcome.REACHED)
        end_calls(cast.secretariat, row.public_id)
        with pytest.raises(CallOver):
            note_call(cast.secretariat, row.public_id, own.turn.now.key, CallOutcome.REACHED)


def test_nobody_else_sees_the_call_list_or_a_telephone_number(cast, edition):
    with acting_as(cast.electric):
        set_telephone(cast.electric, seat_of(cast.electric), "090-0000-1111")
    with acting_as(cast.secretariat):
        row = begin_calls(cast.secretariat, edition)
        assert not Telephone.objects.exists()

    for other in (cast.bank, cast.center, cast.ministry, cast.electric, cast.neighbor):
        with acting_as(other):
            assert call_outs(other) == []
            assert not CallOut.objects.exists()
            with pytest.raises(NotFound):
                call_list(other, row.public_id)
            with pytest.raises(NotFound):
                note_call(other, row.public_id, f"desk:{uuid.uuid4()}", CallOutcome.REACHED)


def test_only_people_of_silent_desks_can_be_noted_as_rung(cast, edition):
    with acting_as(cast.secretariat):
        row = begin_calls(cast.secretariat, edition)
        for whom in (
            str(seat_of(cast.bank)),
            f"desk:{cast.world.desks['aoshio.csirt'].public_id}",
            "desk:x",
            "",
        ):
            with pytest.raises(NotFound):
                note_call(cast.secretariat, row.public_id, whom, CallOutcome.REACHED)
