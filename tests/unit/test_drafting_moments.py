"""Loose moments: what is understood is told back, what is doubtful is left alone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from noroshi.drafting.moments import LooseMoment, printed, read_loosely

JAPAN = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 21, 13, 0, tzinfo=JAPAN)


def known(text: str) -> tuple[int | None, ...] | None:
    found = read_loosely(text, now=NOW)
    return found and (found.year, found.month, found.day, found.hour, found.minute)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("11/21 2:40頃", (2026, 11, 21, 2, 40)),
        ("１１／２１　２：４０頃", (2026, 11, 21, 2, 40)),
        ("2026年11月21日 2時40分", (2026, 11, 21, 2, 40)),
        ("2026/11/21 02:40", (2026, 11, 21, 2, 40)),
        ("2026-11-21", (2026, 11, 21, None, None)),
        ("2026.11.21 2:40:15", (2026, 11, 21, 2, 40)),
        ("11/20 17:40 UTC", (2026, 11, 21, 2, 40)),
        ("20261121T02:40", (2026, 11, 21, 2, 40)),
        ("2026-11-20T17:40:00Z", (2026, 11, 21, 2, 40)),
        ("2026-11-20T17:40:00+00:00", (2026, 11, 21, 2, 40)),
        ("2026-11-20T17:40:00.123+00:00", (2026, 11, 21, 2, 40)),
        ("2026-11-21T02:40+09:00", (2026, 11, 21, 2, 40)),
        ("2026-11-21T02:40", (2026, 11, 21, 2, 40)),
        ("2026-11-20 17:40 UTC", (2026, 11, 21, 2, 40)),
        ("2026-11-21 02:40 JST", (2026, 11, 21, 2, 40)),
        ("2026-11-20T12:40-05:00", (2026, 11, 21, 2, 40)),
        ("令和8年11月21日 13:00", (2026, 11, 21, 13, 0)),
        ("令和元年5月1日", (2019, 5, 1, None, None)),
        ("平成30年1月2日", (2018, 1, 2, None, None)),
        ("平成30年XX月XX日 0時0分", (2018, None, None, 0, 0)),
        ("平成30年XX月YY日 0時0分 (サーバログ等より推測)", (2018, None, None, 0, 0)),
        ("平成30年", (2018, None, None, None, None)),
        ("R8.11.21", (2026, 11, 21, None, None)),
        ("r8/11/21 9時", (2026, 11, 21, 9, None)),
        ("H30-1-2", (2018, 1, 2, None, None)),
        ("S64.1.7", (1989, 1, 7, None, None)),
        ("今日 9時", (2026, 11, 21, 9, None)),
        ("本日9時半", (2026, 11, 21, 9, 30)),
        ("昨日", (2026, 11, 20, None, None)),
        ("昨日の午後3時頃", (2026, 11, 20, 15, None)),
        ("一昨日 正午", (2026, 11, 19, 12, 0)),
        ("明日 10:00", (2026, 11, 22, 10, 0)),
        ("XX/XX 00:00", (None, None, None, 0, 0)),
        ("〇〇月〇〇日 9時", (None, None, None, 9, None)),
        ("11/?? 9:00", (None, 11, None, 9, 0)),
        ("不明", (None, None, None, None, None)),
        ("11月20日(金) 22時頃", (2026, 11, 20, 22, None)),
        ("11月", (None, 11, None, None, None)),
        ("11月上旬", (None, 11, None, None, None)),
        ("21日 9時", (None, None, 21, 9, None)),
        ("9:00", (None, None, None, 9, 0)),
        ("午前0時", (None, None, None, 0, None)),
        ("午後0時15分", (None, None, None, 12, 15)),
        ("11/20 25:30", (2026, 11, 21, 1, 30)),
        ("2026-12-31 24:00", (2027, 1, 1, 0, 0)),
        ("1/5", (2027, 1, 5, None, None)),
        ("12/1 09:00頃", (2026, 12, 1, 9, 0)),
        ("6/1", (2026, 6, 1, None, None)),
        ("2/29", (2028, 2, 29, None, None)),
        ("about 21 Nov 2026, 2:40 am", (2026, 11, 21, 2, 40)),
        ("November 21, 2026 2:40 pm", (2026, 11, 21, 14, 40)),
        ("Nov 20", (2026, 11, 20, None, None)),
        ("yesterday 9 pm", (2026, 11, 20, 21, None)),
    ],
)
def test_what_people_type_is_understood(typed: str, parts: tuple[int | None, ...] | None) -> None:
    assert known(typed) == parts


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "調査中", "頃", "11/20〜11/21", "11/20 22:00から3:00", "2/30", "13/1", "25:00", "11/31"),
        *("平成32年1月1日", "令和0年", "昭和65年", "ver 1.2.3", "192.0.2.1", "3時間前", "2日間", "9:75", "午後13時"),
        *("2026年2026年", "今日 11/20", "2026-13-01", "件数 100", "03-1234-5678", "あ" * 300, "②③", "UTC 9:00"),
        *("2026-11-21 9:00 UTC+05:00", "20261121 0240", "2/30 25:00"),
    ],
)
def test_what_is_doubtful_stays_as_typed(typed: str) -> None:
    assert read_loosely(typed, now=NOW) is None


@pytest.mark.parametrize(
    "typed", ["11/21 2:40頃", "約2時", "およそ11月21日", "11/21 2:40ごろ", "11月下旬", "around 9:00", "11/21 2:40 前後"]
)
def test_roughly_is_understood(typed: str) -> None:
    found = read_loosely(typed, now=NOW)

    assert found is not None
    assert found.is_about


@pytest.mark.parametrize("typed", ["11/21 2:40", "不明", "昨日"])
def test_nothing_is_made_rough_that_was_not(typed: str) -> None:
    found = read_loosely(typed, now=NOW)

    assert found is not None
    assert not found.is_about


def test_open_parts_are_told_apart_from_parts_not_mentioned() -> None:
    opened, unmentioned = read_loosely("XX/XX 00:00", now=NOW), read_loosely("00:00", now=NOW)

    assert opened is not None
    assert unmentioned is not None
    assert (opened.is_unknown, unmentioned.is_unknown) == (True, False)


def test_the_basis_in_brackets_is_kept() -> None:
    found = read_loosely("平成30年11月3日 0時0分 (サーバログ等より推測)", now=NOW)

    assert found is not None
    assert (found.year, found.day, found.basis) == (2018, 3, "サーバログ等より推測")


@pytest.mark.parametrize(
    ("typed", "ja", "en"),
    [
        ("11/21 2:40頃", "2026年11月21日 2時40分頃", "about 21 Nov 2026, 02:40"),
        ("XX/XX 00:00", "0時0分（不明の部分あり）", "00:00 (partly unknown)"),
        ("不明", "不明", "unknown"),
        ("平成30年", "2018年", "2018"),
        ("昨日 9時", "2026年11月20日 9時", "20 Nov 2026, 09h"),
        ("11月", "11月", "Nov"),
        ("21日", "21日", "day 21"),
    ],
)
def test_it_is_said_back_in_words(typed: str, ja: str, en: str) -> None:
    found = read_loosely(typed, now=NOW)

    assert found is not None
    assert (found.words("ja"), found.words("en")) == (ja, en)


def test_now_is_taken_in_japan() -> None:
    found = read_loosely("今日", now=datetime(2026, 11, 20, 16, 0, tzinfo=UTC))

    assert found is not None
    assert found.day == 21


@pytest.mark.parametrize(
    ("moment", "ja", "en"),
    [
        (datetime(2026, 11, 21, 13, 0, tzinfo=JAPAN), "令和8年11月21日 13:00", "2026-11-21 13:00"),
        (datetime(2019, 4, 30, 15, 0, tzinfo=UTC), "令和元年5月1日 00:00", "2019-05-01 00:00"),
        (datetime(2019, 4, 30, 23, 59, tzinfo=JAPAN), "平成31年4月30日 23:59", "2019-04-30 23:59"),
        (datetime(1989, 1, 7, 9, 5, tzinfo=JAPAN), "昭和64年1月7日 09:05", "1989-01-07 09:05"),
        (datetime(1900, 1, 1, 9, 5, tzinfo=JAPAN), "1900年1月1日 09:05", "1900-01-01 09:05"),
    ],
)
def test_an_exact_moment_is_printed_as_the_sheets_print_it(moment: datetime, ja: str, en: str) -> None:
    assert (printed(moment, "ja"), printed(moment, "en")) == (ja, en)


def test_a_loose_moment_has_a_first_and_a_last_minute() -> None:
    month = LooseMoment("x", year=2026, month=2)
    about = LooseMoment("x", year=2026, month=11, day=21, hour=2, minute=40, is_about=True)

    assert month.earliest == datetime(2026, 2, 1, tzinfo=JAPAN)
    assert month.latest == datetime(2026, 2, 28, 23, 59, tzinfo=JAPAN)
    assert about.earliest == datetime(2026, 11, 21, 1, 40, tzinfo=JAPAN)
    assert about.latest == datetime(2026, 11, 21, 3, 40, tzinfo=JAPAN)
    assert LooseMoment("x", hour=9).earliest is None
