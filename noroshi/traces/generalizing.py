"""Saying the same with less: times to the hour, half day, day or month, numbers to one digit, words of a sector as words of any."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final

from noroshi.traces.folding import same_length
from noroshi.traces.words import any_of, pairs

NOON: Final = 12
ANY_SECTOR_WORD: Final = any_of(pairs("sector_words"))


class Step(StrEnum):
    """How coarse a time becomes."""

    HOUR = "hour"
    HALF_DAY = "half_day"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Coarser:
    """`instead` would stand in place of `text[start:end]`."""

    start: int
    end: int
    text: str
    instead: str


MOMENT: Final = re.compile(
    r"(?<![\d.:])(?:(?P<year>\d{4})\s?[年/.-]\s?)?(?:(?P<month>\d{1,2})\s?[月/-]\s?(?P<day>\d{1,2})\s?日?(?:\s?[(（][月火水木金土日][)）])?[\sT、の]{0,2})?"
    r"(?:(?P<noon>午前|午後)\s?)?(?:(?P<hour>[0-2]?\d)\s?時(?!間)(?:\s?[0-5]?\d\s?分)?(?:\s?[0-5]?\d\s?秒)?|(?P<clock>[0-2]?\d):[0-5]\d(?::[0-5]\d)?(?![\d:.]))"
    r"(?:頃|ごろ)?"
)
DAY: Final = re.compile(
    r"(?:(?P<year>\d{4})\s?[年/.-]\s?)?(?P<month>\d{1,2})\s?[月/]\s?(?P<day>\d{1,2})\s?日?(?![\d:/])"
)
COUNTERS: Final = "台|件|名|人|拠点|[箇か所ヶカ]所|社|軒|戸|世帯|回|通|個|本|店舗|口座|枚|時間|分間|ユーザー?|アカウント|端末|便|両|床"
ENGLISH_COUNTERS: Final = (
    "terminals|devices|machines|servers|computers|pcs|endpoints|hosts|workstations|laptops|routers|switches|meters|sensors|accounts|users|customers"
    "|subscribers|households|homes|people|persons|patients|passengers|employees|staff|members|depositors|sites|locations|branches|stores|shops|offices"
    "|stations|substations|plants|companies|files|records|items|cases|e?-?mails|messages|requests|times|calls|hours|minutes|days|flights|trains|beds"
)
ENGLISH_NUMBER: Final = re.compile(
    r"(?P<about>\b(?:about|around|approximately|approx\.|roughly|some|nearly|almost)\s+)?(?<![A-Za-z0-9_.,:/-])(?P<number>\d[\d,]*)(?![\d.:/-])"
    rf"(?P<unit>\s+(?:thousand|million|billion))?(?=\s+(?:(?!and\b|or\b|in\b|of\b|at\b|on\b|to\b)[a-z-]+\s+){{0,2}}(?:{ENGLISH_COUNTERS})\b)",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(
    rf"(?P<about>約|およそ|ほぼ)?(?<![\d.,:/-])(?P<number>\d[\d,]*)(?P<unit>[万億千]?)(?=\s?(?:{COUNTERS}))"
)


def moment_words(moment: datetime, step: Step, *, lang: str = "ja") -> str:
    """10時20分 becomes 10時台, 午前, the day, the month."""
    is_english = lang.startswith("en")
    day = f"{moment:%Y-%m-%d}" if is_english else f"{moment.year}年{moment.month}月{moment.day}日"
    match step:
        case Step.HOUR:
            return f"{day}, {moment.hour:02d}:00 to {moment.hour:02d}:59" if is_english else f"{day} {moment.hour}時台"
        case Step.HALF_DAY:
            return f"{day}, {_half(moment.hour, lang)}" if is_english else f"{day} {_half(moment.hour, lang)}"
        case Step.DAY:
            return day
        case Step.MONTH:
            return f"{moment:%Y-%m}" if is_english else f"{moment.year}年{moment.month}月"


def times_in(text: str, step: Step) -> list[Coarser]:
    """Each time of a text and what would stand in its place; a date without a time changes only when it is told by the month."""
    plain = same_length(text)
    found = [_coarser(one, _time_words(one, step)) for one in MOMENT.finditer(plain) if _hour(one) < 25]
    if step is Step.MONTH:
        free = (
            one
            for one in DAY.finditer(plain)
            if not any(each.start < one.end() and one.start() < each.end for each in found)
        )
        found += [_coarser(one, f"{_year(one)}{int(one['month'])}月") for one in free if 1 <= int(one["month"]) <= NOON]
    return sorted(found, key=lambda one: one.start)


def numbers_in(text: str) -> list[Coarser]:
    """1,234件 becomes 約1,000件, 12 terminals about 10; what is round already, and a single thing, stays."""
    plain = same_length(text)
    found = [(one, "約") for one in NUMBER.finditer(plain)]
    found += [(one, one["about"] or "about ") for one in ENGLISH_NUMBER.finditer(plain)]
    return sorted(
        (
            _coarser(one, f"{about}{number:,}{one['unit'] or ''}")
            for one, about in found
            if (number := _rounded(_number(one))) != _number(one)
        ),
        key=lambda one: one.start,
    )


def sector_words_in(text: str) -> list[Coarser]:
    """患者, 預金者, 発電所: words that say which sector, with what would stand for any."""
    neutral = pairs("sector_words")
    return [Coarser(*one.span(), one[0], neutral[one[0]]) for one in _sector_pattern().finditer(text)]


def with_all(text: str, changes: list[Coarser]) -> str:
    """From the end, so that the places before keep their meaning."""
    for one in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.instead + text[one.end :]
    return text


def day_span(moment: datetime | date, step: Step) -> tuple[date, date]:
    """From which day to which day a reader would have to look."""
    day = moment.date() if isinstance(moment, datetime) else moment
    if step is not Step.MONTH:
        return day, day
    following = date(day.year + day.month // NOON, day.month % NOON + 1, 1)
    return day.replace(day=1), date.fromordinal(following.toordinal() - 1)


def _half(hour: int, lang: str) -> str:
    if lang.startswith("en"):
        return "morning" if hour < NOON else "afternoon"
    return "午前" if hour < NOON else "午後"


def _time_words(found: re.Match[str], step: Step) -> str:
    hour = _hour(found)
    day = f"{_year(found)}{int(found['month'])}月{int(found['day'])}日" if found["month"] else ""
    match step:
        case Step.HOUR:
            return f"{day} {hour}時台".strip()
        case Step.HALF_DAY:
            return f"{day} {_half(hour, 'ja')}".strip()
        case Step.DAY:
            return day or "同日"
        case Step.MONTH:
            return f"{_year(found)}{int(found['month'])}月" if found["month"] else "同月"


def _hour(found: re.Match[str]) -> int:
    told = int(found["hour"] or found["clock"])
    return told + NOON if found["noon"] == "午後" and told < NOON else told


def _year(found: re.Match[str]) -> str:
    return f"{found['year']}年" if found["year"] else ""


def _number(found: re.Match[str]) -> int:
    return int(found["number"].replace(",", ""))


def _rounded(number: int) -> int:
    """To one digit."""
    size = 10 ** max(0, len(str(number)) - 1)
    return number if number < 10 else (number + size // 2) // size * size


def _coarser(found: re.Match[str], instead: str) -> Coarser:
    trailing = len(found[0]) - len(found[0].rstrip())
    return Coarser(found.start(), found.end() - trailing, found[0].rstrip(), instead)


@lru_cache(maxsize=1)
def _sector_pattern() -> re.Pattern[str]:
    return re.compile(ANY_SECTOR_WORD)


def changed(text: str, *, step: Step | None = None, numbers: bool = False, sector: bool = False) -> str:
    """Everything at once, as a preview shows it."""

    def steps() -> Iterator[list[Coarser]]:
        yield times_in(text, step) if step else []
        yield numbers_in(text) if numbers else []
        yield sector_words_in(text) if sector else []

    kept, covered = list[Coarser](), bytearray(len(text))
    for one in (one for found in steps() for one in found):
        if not any(covered[one.start : one.end]):
            covered[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return with_all(text, kept)
