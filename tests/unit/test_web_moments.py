"""A day and a moment read the same in a sentence as in a table beside it."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from noroshi.web.moments import day_words, moment_words


@pytest.mark.parametrize(("language", "words"), [("en", "29 Nov 2026"), ("ja", "2026年11月29日")])
def test_a_day_in_a_sentence_is_written_as_in_a_table(language: str, words: str) -> None:
    assert day_words(date(2026, 11, 29), language) == words


@pytest.mark.parametrize(("language", "words"), [("en", "Sun 29 Nov 2026, 3:05"), ("ja", "2026年11月29日（日） 3:05")])
def test_a_moment_in_a_sentence_is_told_where_the_reader_is(language: str, words: str) -> None:
    with timezone.override("Asia/Tokyo"):
        assert moment_words(datetime(2026, 11, 28, 18, 5, tzinfo=UTC), language) == words
