"""What an outlook opens and closes, and by when the next report is due."""

from datetime import datetime

import pytest

from noroshi.drafting.moments import JAPAN
from noroshi.reports.expecting import BY, Pace, announced, due_at, expected
from noroshi.vocabulary import MatterState

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=JAPAN)


def said(outlook: str, by: str = "") -> dict[str, str]:
    return {"outlook": outlook} | ({BY: by} if by else {})


def test_an_event_that_continues_is_reported_again_within_a_day_and_an_inquiry_within_a_week() -> None:
    assert announced(said("continuing"), Pace(), NOW)[BY] == "2026-11-22 18:00"
    assert announced(said("investigating"), Pace(), NOW)[BY] == "2026-11-28 18:00"


def test_a_desk_s_own_pace_counts_and_what_the_writer_says_counts_more() -> None:
    assert announced(said("continuing"), Pace(continuing_hours=6), NOW)[BY] == "2026-11-22 00:00"
    assert announced(said("continuing", "11/23 9:30"), Pace(continuing_hours=6), NOW)[BY] == "2026-11-23 09:30"


def test_words_that_are_no_time_stay_and_nothing_is_due() -> None:
    sealed = announced(said("continuing", "復旧しだい"), Pace(), NOW)

    assert sealed[BY] == "復旧しだい"
    assert expected(sealed, NOW).by is None
    assert expected(sealed, NOW).state is MatterState.GOES_ON


@pytest.mark.parametrize(
    ("outlook", "state"), [("closed", MatterState.CLOSED), ("considering_measures", MatterState.NO_MORE)]
)
def test_what_has_ended_announces_nothing(outlook: str, state: MatterState) -> None:
    sealed = announced(said(outlook, "11/23 9:30"), Pace(), NOW)

    assert BY not in sealed
    assert (expected(sealed, NOW).state, expected(sealed, NOW).goes_on) == (state, False)


def test_without_an_outlook_nothing_is_said_of_what_comes() -> None:
    assert announced({"summary": "a"}, Pace(), NOW) == {"summary": "a"}
    assert expected({"summary": "a"}, NOW).state is None


def test_what_had_ended_and_goes_on_after_all_is_reopened() -> None:
    found = expected(said("investigating"), NOW, [said("continuing"), said("closed")])

    assert (found.state, found.goes_on) == (MatterState.REOPENED, True)


def test_a_day_without_an_hour_lasts_until_its_end() -> None:
    assert due_at("11/23", NOW) == datetime(2026, 11, 23, 23, 59, tzinfo=JAPAN)
    assert due_at("11/23 9時", NOW) == datetime(2026, 11, 23, 9, 0, tzinfo=JAPAN)


def test_it_is_late_only_while_more_is_expected() -> None:
    assert expected(said("continuing", "2026-11-20 09:00"), NOW).is_late(NOW)
    assert not expected(said("closed", "2026-11-20 09:00"), NOW).is_late(NOW)
