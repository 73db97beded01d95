"""When a notice may leave: digests and quiet hours hold back what is routine, nothing holds back an emergency."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from noroshi.delivery.hours import Rhythm, is_wanted
from noroshi.vocabulary import Digest, Importance, Urgency

TOKYO = ZoneInfo("Asia/Tokyo")
NIGHT = Rhythm(quiet_from=time(22), quiet_until=time(7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        (Rhythm(), at(21, 3), at(21, 3)),
        (NIGHT, at(21, 23, 30), at(22, 7)),
        (NIGHT, at(21, 6, 59), at(21, 7)),
        (NIGHT, at(21, 7), at(21, 7)),
        (NIGHT, at(21, 21, 59), at(21, 21, 59)),
        (Rhythm(quiet_from=time(12), quiet_until=time(13)), at(21, 12, 10), at(21, 13)),
        (Rhythm(quiet_from=time(12), quiet_until=time(12)), at(21, 12), at(21, 12)),
        (Rhythm(Digest.HOURLY), at(21, 9, 5), at(21, 10)),
        (Rhythm(Digest.DAILY, 8), at(21, 7, 59), at(21, 8)),
        (Rhythm(Digest.DAILY, 8), at(21, 8), at(22, 8)),
        (Rhythm(Digest.HOURLY, 8, time(22), time(7)), at(21, 22, 30), at(22, 7)),
        (Rhythm(Digest.DAILY, 3, time(22), time(7)), at(21, 12), at(22, 7)),
    ],
)
def test_what_is_routine_leaves_when_the_desk_wishes(rhythm, now, due):
    assert rhythm.leaves_at(now, Urgency.ROUTINE) == due
    assert rhythm.leaves_at(now, Urgency.EMERGENCY) == now


def test_an_emergency_is_never_gathered_into_a_digest():
    assert Rhythm(Digest.DAILY).gathers(Urgency.ROUTINE)
    assert not Rhythm(Digest.DAILY).gathers(Urgency.EMERGENCY)
    assert not Rhythm().gathers(Urgency.ROUTINE)


@pytest.mark.parametrize(
    ("importance", "least", "wanted"),
    [
        ("warning", Importance.WARNING, True),
        ("caution", Importance.WARNING, False),
        ("reference", Importance.CAUTION, False),
        ("", Importance.CAUTION, True),
        ("", Importance.WARNING, False),
        ("reference", Importance.REFERENCE, True),
    ],
)
def test_a_channel_takes_what_is_important_enough(importance, least, wanted):
    assert is_wanted(importance, least, Urgency.ROUTINE) is wanted
    assert is_wanted(importance, least, Urgency.EMERGENCY)
