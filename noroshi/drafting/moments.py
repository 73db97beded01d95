"""Loose moments, 日時(不完全可): what was understood of 「11/21 2:40頃」 is told back, and what was typed is what stays."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from noroshi.drafting.moment_parts import parts_of
from noroshi.vocabulary.eras import ERAS, era_year

JAPAN: Final = ZoneInfo("Asia/Tokyo")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LEEWAY: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class LooseMoment:
    """The parts that are known. `is_about` says roughly, `is_unknown` that a part was expressly left open (不明, XX)."""

    typed: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    is_about: bool = False
    is_unknown: bool = False
    basis: str = ""

    def words(self, lang: str) -> str:
        """2026年11月21日 2時40分頃; 21 Nov 2026, about 02:40."""
        return _english(self) if lang.lower().startswith("en") else _japanese(self)

    @property
    def earliest(self) -> datetime | None:
        """The first instant that it can mean; None without a year."""
        if self.year is None:
            return None
        month = self.month or 1
        day = (self.day or 1) if self.month else 1
        has_time = self.day is not None and self.hour is not None
        hour, minute = (self.hour or 0, self.minute or 0) if has_time else (0, 0)
        return datetime(self.year, month, day, hour, minute, tzinfo=JAPAN) - (LEEWAY if self.is_about else timedelta())

    @property
    def latest(self) -> datetime | None:
        """The last minute that it can mean."""
        if self.year is None:
            return None
        month = self.month or 12
        day = self.day if self.month and self.day else monthrange(self.year, month)[1]
        has_time = self.month is not None and self.day is not None and self.hour is not None
        hour = self.hour if has_time and self.hour is not None else 23
        minute = self.minute if has_time and self.minute is not None else 59
        return datetime(self.year, month, day, hour, minute, tzinfo=JAPAN) + (LEEWAY if self.is_about else timedelta())


def read_loosely(text: str, *, now: datetime) -> LooseMoment | None:
    """None when it cannot be read for certain: two moments, a rest with figures, a day that does not exist."""
    parts = parts_of(text, now.astimezone(JAPAN))
    if parts is None:
        return None
    return LooseMoment(
        text,
        parts.year,
        parts.month,
        parts.day,
        parts.hour,
        parts.minute,
        parts.is_about,
        parts.is_unknown,
        parts.basis,
    )


def printed(moment: datetime, lang: str) -> str:
    """An exact moment as the sheets print it: 令和8年11月21日 13:00."""
    there = moment.astimezone(JAPAN)
    if lang.lower().startswith("en"):
        return f"{there:%Y-%m-%d %H:%M}"
    return f"{era_year(there.date())}{there.month}月{there.day}日 {there:%H:%M}"


def era_words(text: str, *, now: datetime) -> str:
    """令和8年11月21日 2時40分頃: as the sheets print it; empty where nothing was made of it or an era stands there already."""
    moment = read_loosely(text, now=now) if text else None
    if moment is None or moment.year is None or any(era.ja in text for era in ERAS):
        return ""
    latest = moment.latest
    year = era_year(latest.date()) if latest else f"{moment.year}年"
    return _japanese(moment).replace(f"{moment.year}年", year, 1)


def _japanese(moment: LooseMoment) -> str:
    named = ((moment.year, "年"), (moment.month, "月"), (moment.day, "日"))
    day = "".join(f"{value}{unit}" for value, unit in named if value is not None)
    time = "" if moment.hour is None else f"{moment.hour}時"
    time += "" if moment.minute is None else f"{moment.minute}分"
    known = " ".join(part for part in (day, time) if part) + ("頃" if moment.is_about else "")
    return f"{known}（不明の部分あり）" if moment.is_unknown and known else known or "不明"


def _english(moment: LooseMoment) -> str:
    month = MONTHS[moment.month - 1] if moment.month else ""
    day = "" if moment.day is None else str(moment.day) if month else f"day {moment.day}"
    year = "" if moment.year is None else str(moment.year)
    time = (
        ""
        if moment.hour is None
        else f"{moment.hour:02}:{moment.minute:02}"
        if moment.minute is not None
        else f"{moment.hour:02}h"
    )
    date_words = " ".join(part for part in (day, month, year) if part)
    known = ", ".join(part for part in (date_words, time) if part)
    known = f"about {known}" if moment.is_about and known else known
    return f"{known} (partly unknown)" if moment.is_unknown and known else known or "unknown"
