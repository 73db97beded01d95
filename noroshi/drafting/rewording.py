"""Single passages of what somebody has written, found by their place (`timeline.3.entry`, `summary.basis`) and put in other words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from noroshi.drafting.moments import read_loosely
from noroshi.drafting.suspects import texts_of
from noroshi.drafting.written import Written

ABOUT: Final = ("basis", "correction")
NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Rewording:
    """From `start` to `end` of the text at `place` now stands `words`."""

    place: str
    start: int
    end: int
    words: str


def texts_written(written: Written) -> dict[str, str]:
    """Everything that was typed in words, the basis of each value, and why it was put right."""
    marks = written.marks.items()
    about = {f"{name}.{one}": str(mark[one]) for name, mark in marks for one in ABOUT if mark.get(one)}
    return {**texts_of(written.typed), **about}


def reworded(written: Written, changes: Iterable[Rewording]) -> Written:
    """From the end of each text, so that the places before keep their meaning."""
    for one in sorted(changes, key=lambda one: (one.place, one.start), reverse=True):
        text = texts_written(written).get(one.place, "")
        written = with_text(written, one.place, text[: one.start] + one.words + text[one.end :])
    return written


def with_text(written: Written, place: str, text: str) -> Written:
    name, *steps = place.split(".")
    if steps and steps[0] in ABOUT and len(steps) == 1:
        return replace(written, marks={**written.marks, name: {**written.marks.get(name, {}), steps[0]: text}})
    return replace(written, typed={**written.typed, name: _put(written.typed.get(name), steps, text)})


def rounded(text: str, *, now: datetime, half_days: bool, is_english: bool | None = None) -> str:
    """Morning, afternoon or the day alone; empty where there is nothing to round or the time cannot be read for certain."""
    moment = read_loosely(text, now=now)
    if moment is None or moment.day is None or moment.hour is None:
        return ""
    is_english = text.isascii() if is_english is None else is_english
    day = replace(moment, hour=None, minute=None, is_about=False, is_unknown=False, basis="")
    words = day.words("en" if is_english else "ja")
    if not half_days:
        return words
    is_morning = moment.hour < NOON
    if is_english:
        return f"{words}, {'morning' if is_morning else 'afternoon'}"
    return f"{words} {'午前' if is_morning else '午後'}"


def is_in_english(written: Written) -> bool:
    """A draft in which nobody wrote a Japanese word; a time in digits says nothing about it."""
    return all(text.isascii() for text in texts_written(written).values())


def _put(value: Any, steps: list[str], text: str) -> Any:
    if not steps:
        return text
    step, *further = steps
    if isinstance(value, list):
        return [_put(part, further, text) if str(place) == step else part for place, part in enumerate(value)]
    if isinstance(value, Mapping):
        return {name: _put(part, further, text) if name == step else part for name, part in value.items()}
    return value
