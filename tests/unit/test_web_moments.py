"""A day reads the same in a sentence as in a table beside it."""

from datetime import date

import pytest

from noroshi.web.moments import day_words


@pytest.mark.parametrize(("language", "words"), [("en", "29 Nov 2026"), ("ja", "2026年11月29日")])
def test_a_day_in_a_sentence_is_written_as_in_a_table(language: str, words: str) -> None:
    assert day_words(date(2026, 11, 29), language) == words
