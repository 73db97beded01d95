"""The search for traces keeps what it was measured at: recall is no matter of time, so it may be asserted."""

import pytest

from noroshi.vocabulary.traces import TraceKind
from tests.measured import whole
from tests.measured.measuring import Measured


@pytest.fixture(scope="module")
def drawn() -> dict[str, Measured]:
    return {"before": whole.drawn_before(), "after": whole.drawn_after(), "last": whole.drawn_last()}


@pytest.mark.parametrize("kind", whole.FLOORS)
@pytest.mark.parametrize("when", ["before", "after", "last"])
def test_recall_on_the_drawn_texts_keeps_its_floor(drawn: dict[str, Measured], when: str, kind: TraceKind) -> None:
    result = drawn[when]

    assert result.there[kind] > 10
    assert result.recall(kind) >= whole.FLOORS[kind], [one for one in result.misses if one.kind is kind]


@pytest.mark.parametrize("when", ["before", "after", "last"])
def test_little_is_marked_that_says_nothing(drawn: dict[str, Measured], when: str) -> None:
    assert drawn[when].whole_precision >= 0.97, drawn[when].wrong


@pytest.mark.parametrize("which", ["first", "second"])
def test_texts_written_to_be_hard_keep_their_floor(which: str) -> None:
    result = whole.by_hand(which)

    assert sum(result.found.values()) / sum(result.there.values()) >= 0.97, result.misses
    assert result.whole_precision >= 0.97, result.wrong


def test_texts_written_last_keep_what_they_showed_at_once() -> None:
    result = whole.by_hand("third")

    assert sum(result.found.values()) / sum(result.there.values()) >= 0.9, result.misses


def test_what_stands_anywhere_in_a_file_is_found() -> None:
    result = whole.in_files()

    assert result.many >= 80
    assert result.missed == ()


def test_the_set_is_as_large_as_it_should_be(drawn: dict[str, Measured]) -> None:
    assert sum(drawn[when].there.total() for when in drawn) > 1500
    assert sum(len(whole.written(which)) for which in ("first", "second", "third")) >= 60
