"""What an organization's desks have answered, taken together: what needs a hand wins, and silence is a state of its own."""

from collections import Counter
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from noroshi.advisories.board import BY_NEED, Board, Row, state_of
from noroshi.advisories.queries import Answer
from noroshi.vocabulary import AnswerState, SightingAnswer

AT = datetime(2026, 11, 21, 3, 20, tzinfo=UTC)
SEEN, NOT_SEEN, UNKNOWN = SightingAnswer.SEEN, SightingAnswer.NOT_SEEN, SightingAnswer.UNKNOWN


def answer(sighting: SightingAnswer | None) -> Answer:
    desk: Any = SimpleNamespace(pk=1)
    return Answer(desk, sighting, "", AT, is_own=False)


def row(state: AnswerState) -> Row:
    home: Any = SimpleNamespace(handle=state.value)
    return Row(home, state, (), (), None, None)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([], AnswerState.SILENT),
        ([None], AnswerState.READ),
        ([NOT_SEEN], AnswerState.NOT_SEEN),
        ([UNKNOWN], AnswerState.UNKNOWN),
        ([SEEN], AnswerState.SEEN),
        ([NOT_SEEN, SEEN], AnswerState.SEEN),
        ([NOT_SEEN, UNKNOWN], AnswerState.UNKNOWN),
        ([NOT_SEEN, None], AnswerState.READ),
        ([None, UNKNOWN, SEEN, NOT_SEEN], AnswerState.SEEN),
    ],
)
def test_of_several_desks_the_answer_that_needs_a_hand_counts(
    given: list[SightingAnswer | None], state: AnswerState
) -> None:
    assert state_of([answer(one) for one in given]) is state


def test_one_desk_that_answers_ends_the_silence_of_its_house() -> None:
    assert state_of([answer(NOT_SEEN)]) is not AnswerState.SILENT


def test_every_state_has_its_place_and_silence_comes_before_a_no() -> None:
    assert set(BY_NEED) == set(AnswerState)
    assert len(BY_NEED) == len(AnswerState)
    assert BY_NEED.index(AnswerState.SEEN) == 0
    assert BY_NEED.index(AnswerState.SILENT) < BY_NEED.index(AnswerState.NOT_SEEN)


def test_a_figure_opens_exactly_what_it_counts() -> None:
    rows = tuple(row(state) for state in (AnswerState.SEEN, AnswerState.SILENT, AnswerState.SILENT))
    figures = Counter(each.state for each in rows)
    board = Board(rows, figures, 0, (), (), None, is_own=True, has_passed_on=True)

    for state in AnswerState:
        assert len(board.only(state)) == board.figures.get(state, 0)
    assert board.only(None) == rows
