"""What an outlook (⑧) says about the next report: whether one is expected, by when, and whether the matter is closed (C-051)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from noroshi.drafting.moments import JAPAN, read_loosely
from noroshi.vocabulary import MatterState, Outlook, Said

BY: Final = "next_report_at"
OUTLOOK: Final = "outlook"
ENDED: Final = frozenset({Outlook.CLOSED, Outlook.CONSIDERING_MEASURES})


@dataclass(frozen=True, slots=True)
class Expected:
    """`by` is empty where nobody can read a time out of the words; `state` is None where the outlook says nothing."""

    state: MatterState | None
    by: datetime | None = None
    words: str = ""

    @property
    def goes_on(self) -> bool:
        return self.state in (MatterState.GOES_ON, MatterState.REOPENED)

    def is_late(self, now: datetime) -> bool:
        return self.goes_on and self.by is not None and self.by < now


@dataclass(frozen=True, slots=True)
class Pace:
    """How soon a desk reports again, unless it says otherwise, and how long before it is reminded."""

    continuing_hours: int = 24
    investigating_hours: int = 168
    remind_hours: int = 2

    def after(self, outlook: Outlook, at: datetime) -> datetime:
        hours = self.continuing_hours if outlook is Outlook.CONTINUING else self.investigating_hours
        return at + timedelta(hours=hours)


def expected(content: Mapping[str, Any], sealed_at: datetime, earlier: Iterable[Mapping[str, Any]] = ()) -> Expected:
    """Of the latest edition of a desk; `earlier` are the others that it wrote about the matter."""
    outlook = outlook_of(content)
    if outlook is None:
        return Expected(None)
    if not outlook.expects_follow_up:
        return Expected(MatterState.CLOSED if outlook is Outlook.CLOSED else MatterState.NO_MORE)
    was_ended = any(outlook_of(one) in ENDED for one in earlier)
    words = str(Said.of(content.get(BY, "")).value or "")
    return Expected(MatterState.REOPENED if was_ended else MatterState.GOES_ON, due_at(words, sealed_at), words)


def outlook_of(content: Mapping[str, Any]) -> Outlook | None:
    word = Said.of(content.get(OUTLOOK, "")).value
    return Outlook.of(word) if word in set(Outlook) else None


def due_at(words: str, now: datetime) -> datetime | None:
    """A day without an hour lasts until its end."""
    moment = read_loosely(words, now=now) if words else None
    if moment is None or moment.year is None or moment.month is None or moment.day is None:
        return None
    if moment.hour is None:
        return moment.latest
    return datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute or 0, tzinfo=JAPAN)


def announced(content: Mapping[str, Any], pace: Pace, now: datetime) -> dict[str, Any]:
    """The content as it is sealed: with a time when more is expected, by the desk's own pace where none was named; else without."""
    outlook = outlook_of(content)
    rest = {name: value for name, value in content.items() if name != BY}
    if outlook is None or not outlook.expects_follow_up:
        return rest
    words = str(Said.of(content.get(BY, "")).value or "")
    due = due_at(words, now) if words else pace.after(outlook, now)
    return {**rest, BY: f"{due.astimezone(JAPAN):%Y-%m-%d %H:%M}" if due else words}
