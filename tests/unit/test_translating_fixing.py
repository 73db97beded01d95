"""Agreed terms, addresses, hashes and numbers of weaknesses are not a machine's to say: it sees marks, and they are put back."""

from hashlib import sha256

import pytest

from noroshi.translating.fixing import fixed, restored
from noroshi.vocabulary import Language

EN, JA = Language.EN, Language.JA
HASH = sha256(b"kirisame").hexdigest()


def test_a_term_is_said_as_it_was_agreed() -> None:
    given = fixed("セプター事務局から情報連絡があった。", EN)

    assert "セプター事務局" not in given.text
    assert ("セプター事務局", "CEPTOAR secretariat") in given.terms
    assert ("情報連絡", "report") in given.terms


def test_the_longer_term_goes_before_the_one_within_it() -> None:
    assert fixed("セプターカウンシル", EN).terms == (("セプターカウンシル", "CEPTOAR Council"),)


def test_half_of_a_longer_word_is_no_term() -> None:
    assert fixed("インターセプターを調べる", EN).terms == ()
    assert fixed("discontrol systemic", JA).terms == ()


def test_one_plain_word_of_english_is_left_to_the_machine() -> None:
    """It may mean something else: a report of a gun is no 情報連絡."""
    assert fixed("The report says that the control system stopped.", JA).terms == (("control system", "制御システム"),)


@pytest.mark.parametrize(
    "value", ["a[.]kirisame[.]top", "hxxps://kirisame.top/x?y=1", "203.0.113.7", HASH, "CVE-2026-12345"]
)
def test_values_stand_as_they_were_written(value: str) -> None:
    given = fixed(f"通信先は {value} です", EN)

    assert value not in given.text
    assert restored(given.text, given, EN) == f"通信先は {value} です"


def test_a_machine_may_move_marks_and_put_spaces_into_them() -> None:
    given = fixed("203.0.113.7 から 198.51.100.9 へ", EN)

    assert restored("To ⟦ １ ⟧from ⟦0⟧.", given, EN) == "To 198.51.100.9 from 203.0.113.7."


@pytest.mark.parametrize("answer", ["gone", "⟦0⟧ twice ⟦0⟧ ⟦1⟧", "⟦0⟧ ⟦1⟧ ⟦2⟧", "⟦0⟧", "⟦1⟧⟦1⟧", ""])
def test_what_lost_a_mark_is_not_taken(answer: str) -> None:
    assert restored(answer, fixed("203.0.113.7 と 198.51.100.9", EN), EN) is None


def test_marks_that_people_have_written_mean_nothing() -> None:
    given = fixed("⟦7⟧ と 203.0.113.7", EN)

    assert restored(given.text, given, EN) == "⟦7⟧ と 203.0.113.7"
    assert restored("⟦0⟧", given, EN) is None


def test_nothing_is_left_to_say_of_a_list_of_addresses() -> None:
    assert fixed("203.0.113.7, 198.51.100.9", EN).says_nothing_else
    assert not fixed("203.0.113.7 を遮断", EN).says_nothing_else
