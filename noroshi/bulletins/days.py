"""Dates by rule. Plain functions of a rule and a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice, takewhile
from typing import Final

from noroshi.vocabulary import DateRule

LAST: Final = -1
FAR: Final = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Rule:
    """`nth` weekday of a month (-1 is the last; Monday is 0), or every `weeks` from `start`, or single `dates`; each `shift` days later."""

    kind: DateRule
    nth: int | None = None
    weekday: int | None = None
    weeks: int | None = None
    start: date | None = None
    dates: tuple[date, ...] = ()
    shift: int = 0

    @property
    def is_whole(self) -> bool:
        if not 0 <= self.shift <= 1:
            return False
        if self.kind is DateRule.DATES:
            return len(self.dates) <= 200
        if self.kind is DateRule.WEEKS:
            return self.start is not None and self.weeks in range(1, 53)
        is_week = self.nth in (1, 2, 3, 4, 5, LAST) and self.weekday in range(7)
        return is_week and (self.kind is DateRule.MONTHLY or self.start is not None)


def upcoming(rule: Rule, today: date, most: int = 12) -> list[date]:
    """From today on, within two years."""
    shift = timedelta(days=rule.shift)
    near = takewhile(lambda day: day <= today + FAR, _days(rule, today - shift))
    return [day + shift for day in islice((day for day in near if day + shift >= today), most)]


def _days(rule: Rule, since: date) -> Iterator[date]:
    if rule.kind is DateRule.DATES:
        yield from sorted(rule.dates)
    elif rule.kind is DateRule.WEEKS and rule.start and rule.weeks:
        passed = max(0, (since - rule.start).days // (7 * rule.weeks))
        for turn in count(passed):
            yield rule.start + timedelta(weeks=rule.weeks * turn)
    elif rule.nth and rule.weekday is not None:
        yield from _weekdays(rule, rule.nth, rule.weekday, since)


def _weekdays(rule: Rule, nth: int, weekday: int, since: date) -> Iterator[date]:
    """A month without a fifth such day has none."""
    first = max(since, rule.start) if rule.start else since
    for number in count(first.year * 12 + first.month - 1):
        year, month = divmod(number, 12)
        is_turn = rule.kind is DateRule.MONTHLY or (rule.start is not None and (month + 1 - rule.start.month) % 3 == 0)
        day = nth_weekday(year, month + 1, nth, weekday) if is_turn else None
        if day and day >= first:
            yield day


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    after = date(year + month // 12, month % 12 + 1, 1)
    if nth == LAST:
        return after - timedelta(days=(after.weekday() - 1 - weekday) % 7 + 1)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day < after else None
