"""Reading a typed moment piece by piece. Each piece is taken out as it is understood; a rest with figures means: not understood."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from unicodedata import normalize

from noroshi.drafting.moment_patterns import (
    ABOUT,
    AFTER_ERA,
    BASIS,
    CLOCK,
    DAY_WORD,
    DAYS_AWAY,
    ERA,
    FULL,
    MONTH_DAY,
    MONTH_NAMES,
    MONTH_WORD,
    NAMED,
    NOON,
    OPEN,
    OPEN_SIGNS,
    OTHER_OFFSET,
    PLAIN,
    UNKNOWN,
    WEEKDAY,
    WORD_DAY,
    YEAR_WORD,
    ZONE,
)
from noroshi.vocabulary.eras import BY_NAME

LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Parts:
    """What is understood so far."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    is_about: bool = False
    is_unknown: bool = False
    is_year_open: bool = False
    basis: str = ""

    @property
    def is_possible(self) -> bool:
        """Such a day and such a time can be; a year that is not known may be a leap year."""
        return (
            _between(self.year, 1900, 2999)
            and _between(self.month, 1, 12)
            and _between(self.day, 1, _days_in(self.year, self.month))
            and _between(self.hour, 0, 23)
            and _between(self.minute, 0, 59)
        )


class _NotUnderstood(Exception):  # noqa: N818 - never leaves this file
    """A piece contradicts another one."""


def parts_of(text: str, now: datetime) -> Parts | None:
    """None when nothing was understood, or not for certain."""
    rest = normalize("NFKC", text).strip().replace("．", ".")
    if not rest or len(rest) > LONGEST:
        return None
    rest, parts = _basis(WEEKDAY.sub(" ", rest))
    rest = OPEN_SIGNS.sub(OPEN, rest)
    parts = replace(parts, is_about=bool(ABOUT.search(rest)), is_unknown=bool(UNKNOWN.search(rest)))
    try:
        rest, shift = _zone(rest)
        for take in (
            _word_day(now.date()),
            _era,
            _full,
            _plain,
            _named,
            _year_word,
            _month_day,
            _month,
            _day,
            _noon,
            _clock,
        ):
            rest, parts = take(rest, parts)
        parts = _shifted(_late_hours(_with_year(parts, now.date())), shift)
    except _NotUnderstood:
        return None
    said_nothing = parts == Parts(is_about=parts.is_about, basis=parts.basis)
    has_rest = any(character.isdigit() for character in rest)
    return None if said_nothing or has_rest or not parts.is_possible else parts


def _basis(text: str) -> tuple[str, Parts]:
    """What stands in brackets at the end says from what it is known."""
    found = BASIS.search(text)
    if found is None or found.start() == 0:
        return text, Parts()
    return text[: found.start()].strip(), Parts(basis=found[1].strip())


def _zone(rest: str) -> tuple[str, timedelta]:
    """Japan's unless it says otherwise; the shift leads to Japan's time."""
    if found := ZONE.search(rest):
        if found["off"]:
            raise _NotUnderstood
        return _without(rest, found), timedelta(hours=9 if found["utc"] else 0)
    if ":" in rest and (found := OTHER_OFFSET.search(rest)) and ":" in rest[: found.start()]:
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3])) * (1 if found[1] == "+" else -1)
        return rest[: found.start()], timedelta(hours=9) - ahead
    return rest, timedelta()


def _word_day(today: date) -> Callable[[str, Parts], tuple[str, Parts]]:
    def take(rest: str, parts: Parts) -> tuple[str, Parts]:
        found = WORD_DAY.search(rest)
        if found is None:
            return rest, parts
        day = today + timedelta(days=DAYS_AWAY[found[0].lower()])
        return _without(rest, found), _set(parts, year=day.year, month=day.month, day=day.day)

    return take


def _era(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = ERA.search(rest)
    if found is None:
        return rest, parts
    parts = _set(parts, year=_era_year(found[1], found[2])) if found[2] != OPEN else replace(parts, is_year_open=True)
    rest = rest[: found.start()] + rest[found.end() :]
    after = AFTER_ERA.match(rest[found.start() :])
    if after is None:
        return rest, parts
    return f"{rest[: found.start()]} {rest[found.start() + after.end() :]}", _set(
        parts, month=_n(after[1]), day=_n(after[2])
    )


def _era_year(name: str, typed: str) -> int:
    year = BY_NAME[name.upper()].western(1 if typed == "元" else int(typed))
    if year is None:
        raise _NotUnderstood
    return year


def _full(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = FULL.search(rest)
    if found is None:
        return rest, parts
    parts = replace(parts, is_year_open=parts.is_year_open or OPEN in found[1])
    return _without(rest, found), _set(parts, year=_n(found[1]), month=_n(found[2]), day=_n(found[3]))


def _plain(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = PLAIN.search(rest)
    if found is None:
        return rest, parts
    return _without(rest, found), _set(parts, year=int(found[1]), month=int(found[2]), day=int(found[3]))


def _named(rest: str, parts: Parts) -> tuple[str, Parts]:
    """21 November 2026, Nov 21."""
    found = NAMED.search(rest)
    if found is None:
        return rest, parts
    if found["d1"] and found["d2"]:
        raise _NotUnderstood
    day = found["d1"] or found["d2"]
    month = MONTH_NAMES.index(found["m"].lower()) + 1
    return _without(rest, found), _set(parts, year=_n(found["y"]), month=month, day=_n(day))


def _year_word(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = YEAR_WORD.search(rest)
    if found is None:
        return rest, parts
    return _without(rest, found), _set(
        replace(parts, is_year_open=parts.is_year_open or OPEN in found[1]), year=_n(found[1])
    )


def _month_day(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = MONTH_DAY.search(rest)
    if found is None:
        return rest, parts
    return _without(rest, found), _set(parts, month=_n(found[1]), day=_n(found[2]))


def _month(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = MONTH_WORD.search(rest)
    return (_without(rest, found, ""), _set(parts, month=_n(found[1]))) if found else (rest, parts)


def _day(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = DAY_WORD.search(rest)
    return (_without(rest, found), _set(parts, day=_n(found[1]))) if found else (rest, parts)


def _noon(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = NOON.search(rest)
    return (_without(rest, found), _set(parts, hour=12, minute=0)) if found else (rest, parts)


def _clock(rest: str, parts: Parts) -> tuple[str, Parts]:
    found = CLOCK.search(rest)
    if found is None:
        return rest, parts
    minute = 30 if found["hj"] else _n(found["m"] or found["mj"])
    return _without(rest, found), _set(parts, hour=_of_day(found), minute=minute)


def _of_day(found: re.Match[str]) -> int | None:
    """午後3時 is 15; 午後0時 and 12 pm are noon."""
    hour = _n(found["h"])
    half = (found["half"] or found["half2"] or "").lower().replace(".", "")
    if hour is None or not half:
        return hour
    if hour > 12 or (found["half"] and found["half2"]):
        raise _NotUnderstood
    return hour % 12 + (12 if half in ("午後", "pm") else 0)


def _with_year(parts: Parts, today: date) -> Parts:
    """Month and day without a year mean the nearest such day: reports tell of the past, press dates of the future."""
    if parts.year is not None or parts.month is None or parts.day is None or parts.is_year_open:
        return parts
    years = range(today.year - 4, today.year + 5)
    near = [date(year, parts.month, parts.day) for year in years if 1 <= parts.day <= _days_in(year, parts.month)]
    return replace(parts, year=min(near, key=lambda day: (abs((day - today).days), day)).year) if near else parts


def _late_hours(parts: Parts) -> Parts:
    """24時 to 29時 belong to the night of the day before."""
    if parts.hour is None or not 24 <= parts.hour <= 29:
        return parts
    return _moved(replace(parts, hour=parts.hour - 24), timedelta(days=1))


def _shifted(parts: Parts, shift: timedelta) -> Parts:
    return _moved(parts, shift) if shift else parts


def _moved(parts: Parts, by: timedelta) -> Parts:
    """Only a full moment can be moved."""
    if parts.year is None or parts.month is None or parts.day is None or parts.hour is None:
        raise _NotUnderstood
    try:
        moved = datetime(parts.year, parts.month, parts.day, parts.hour, parts.minute or 0, tzinfo=UTC) + by
    except (ValueError, OverflowError):
        raise _NotUnderstood from None
    minute = moved.minute if parts.minute is not None or moved.minute else None
    return replace(parts, year=moved.year, month=moved.month, day=moved.day, hour=moved.hour, minute=minute)


def _set(parts: Parts, **known: int | None) -> Parts:
    """A part that is told twice is two moments."""
    told: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    if any(getattr(parts, name) is not None for name in told):
        raise _NotUnderstood
    return replace(parts, **told)


def _without(rest: str, found: re.Match[str], gap: str = " ") -> str:
    return rest[: found.start()] + gap + rest[found.end() :]


def _n(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() else None


def _between(value: int | None, least: int, most: int) -> bool:
    return value is None or least <= value <= most


def _days_in(year: int | None, month: int | None) -> int:
    """A month that cannot be has no days."""
    if month is None:
        return 31
    if not 1 <= month <= 12:
        return 0
    following = date(year or 2000, month, 28) + timedelta(days=4)
    return (following - timedelta(days=following.day)).day
