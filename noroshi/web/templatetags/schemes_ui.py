"""Words of the written rules in the reader's language."""

from datetime import date
from typing import Any

from django.template import Library

from noroshi.schemes.levels import Level
from noroshi.web.pages.directory.words import language

register = Library()


@register.filter
def words(thing: Any) -> str:
    """`{{ sector|words }}`: whatever carries `ja` and `en`."""
    if thing is None:
        return ""
    return str((thing.en if language() == "en" else thing.ja) or thing.ja)


@register.filter
def told(thing: Any, part: str) -> Any:
    """`{{ header|told:"status" }}`: `status_en` for who reads English, else `status_ja`; empty where neither is printed."""
    english = getattr(thing, f"{part}_en", "") if language() == "en" else ""
    return english or getattr(thing, f"{part}_ja", "")


@register.filter
def figures(level: Level) -> str:
    """A service level as one line: its own words, or its figures."""
    if level.all:
        both = " and " if language() == "en" else " かつ "
        return both.join(f"{words(each.metric)} {_compared(each.op, each.value)}" for each in level.all)
    return words(level) or words(level.kind)


@register.filter
def between(thing: Any) -> str:
    """`{{ ministry|between }}`: the dates between which it holds."""
    start, end = _day(thing.valid_from), _day(thing.valid_to)
    return f"{start} – {end}" if start or end else ""


def _compared(op: Any, value: int) -> str:
    return f"{op.value} {value:,}" if language() == "en" else f"{value:,} {words(op)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
