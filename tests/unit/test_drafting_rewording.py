"""Single passages put in other words, and times rounded so that they say less."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from noroshi.drafting.moments import read_loosely
from noroshi.drafting.rewording import Rewording, is_in_english, reworded, rounded, texts_written, with_text
from noroshi.drafting.written import Written

NOW = datetime(2026, 11, 21, 16, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
WRITTEN = Written(
    {"summary": "甲社の甲社製端末", "timeline": [{"at": "1時", "entry": "検知"}, {"at": "2時", "entry": "甲社へ連絡"}]},
    {"occurred_at": {"certainty": "estimate", "basis": "甲社のログより"}, "systems": {"certainty": "unconfirmed"}},
)


def test_every_text_has_its_place() -> None:
    assert texts_written(WRITTEN) == {
        "summary": "甲社の甲社製端末",
        "timeline.0.at": "1時",
        "timeline.0.entry": "検知",
        "timeline.1.at": "2時",
        "timeline.1.entry": "甲社へ連絡",
        "occurred_at.basis": "甲社のログより",
    }


def test_several_passages_of_one_text_keep_their_places() -> None:
    changes = [Rewording("summary", 0, 2, "当該事業者"), Rewording("summary", 3, 5, "別の会社")]

    assert reworded(WRITTEN, changes).typed["summary"] == "当該事業者の別の会社製端末"
    assert reworded(WRITTEN, reversed(changes)).typed["summary"] == "当該事業者の別の会社製端末"


def test_rows_and_bases_are_reworded_and_all_else_stays() -> None:
    changes = [Rewording("timeline.1.entry", 0, 2, "会員"), Rewording("occurred_at.basis", 0, 2, "会員")]

    after = reworded(WRITTEN, changes)

    assert after.typed["timeline"] == [{"at": "1時", "entry": "検知"}, {"at": "2時", "entry": "会員へ連絡"}]
    assert after.marks["occurred_at"] == {"certainty": "estimate", "basis": "会員のログより"}
    assert after.marks["systems"] == WRITTEN.marks["systems"]
    assert WRITTEN.typed["timeline"][1]["entry"] == "甲社へ連絡"


def test_a_place_that_is_not_there_changes_nothing_else() -> None:
    assert with_text(WRITTEN, "timeline.9.entry", "x").typed == WRITTEN.typed


@pytest.mark.parametrize(
    ("typed", "half", "day"),
    [
        ("2026年11月20日 14時05分", "2026年11月20日 午後", "2026年11月20日"),
        ("11/20 2:40頃（サーバログより）", "2026年11月20日 午前", "2026年11月20日"),
        ("2026-11-20 14:05", "20 Nov 2026, afternoon", "20 Nov 2026"),
        ("2026年11月20日 0時00分", "2026年11月20日 午前", "2026年11月20日"),
        ("2026年11月20日 12時00分", "2026年11月20日 午後", "2026年11月20日"),
        ("2026年11月20日", "", ""),
        ("不明", "", ""),
        ("昨夜のどこか", "", ""),
        ("", "", ""),
    ],
)
def test_times_are_rounded_to_half_days_or_days(typed: str, half: str, day: str) -> None:
    assert rounded(typed, now=NOW, half_days=True) == half
    assert rounded(typed, now=NOW, half_days=False) == day


def test_a_rounded_day_is_read_as_that_day_and_is_not_rounded_again() -> None:
    day = rounded("11/20 14:05", now=NOW, half_days=False)

    moment = read_loosely(day, now=NOW)

    assert moment is not None
    assert (moment.month, moment.day, moment.hour) == (11, 20, None)
    assert rounded(day, now=NOW, half_days=True) == ""


def test_digits_alone_are_told_in_the_language_of_the_draft() -> None:
    japanese, english = Written({"summary": "停電", "detected_at": "2026-11-20 14:05"}), Written({"summary": "Outage"})

    told = [
        rounded("2026-11-20 14:05", now=NOW, half_days=False, is_english=is_in_english(one))
        for one in (japanese, english)
    ]

    assert "年" in told[0]
    assert told[1].isascii()
