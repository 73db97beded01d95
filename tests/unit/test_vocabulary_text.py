"""What people type is cleaned or refused with a reason, in both languages."""

import pytest

from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("電力\x00会社", "text_invisible"),
        ("a\x1bb", "text_invisible"),
        ("a\nb", "text_invisible"),
        ("a\u200bb", "text_invisible"),
        ("a\u2028b", "text_invisible"),
        ("a\ud800b", "text_invisible"),
        ("a\ufeffb", "text_invisible"),
        ("a\u202eb", "text_reordered"),
        ("a\u2067b", "text_reordered"),
        ("あ" * 11, "text_too_long"),
        (" " * 1000, "text_too_long"),
        ("   ", "text_missing"),
        (7, "text_not_text"),
        (None, "text_not_text"),
        (b"bytes", "text_not_text"),
    ],
)
def test_a_line_that_could_deceive_is_refused_with_its_reason(typed: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_line(typed, most=10, required=True)

    assert refused.value.code == code
    assert refused.value.message("ja") != refused.value.message("en")


def test_a_line_is_composed_and_trimmed_and_keeps_what_japanese_needs() -> None:
    assert clean_line(" か\u3099す ", most=10) == "がす"
    assert clean_line("髙﨑・Ⅱ①～", most=10) == "髙﨑・Ⅱ①～"
    assert clean_line("葛\U000e0100飾", most=10) == "葛\U000e0100飾"
    assert clean_line("", most=10) == ""


def test_text_keeps_its_lines_and_refuses_the_rest() -> None:
    assert clean_text("一\r\n二\r三\n\t四") == "一\n二\n三\n\t四"
    with pytest.raises(Refusal) as refused:
        clean_text("一\x0b二")
    assert refused.value.code == "text_invisible"
