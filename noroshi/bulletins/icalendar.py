"""Dates as a file for calendar programs (RFC 5545): whole days, lines of at most 75 octets, no word of a person that could end a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

LONGEST: Final = 75


@dataclass(frozen=True, slots=True)
class Event:
    """`mark` stays the same for the same day of the same calendar."""

    mark: str
    day: date
    name: str
    note: str = ""
    link: str = ""


def icalendar(name: str, events: Iterable[Event], now: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Noroshi//Updates//EN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event, now)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.mark}-{event.day:%Y%m%d}@noroshi"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.name)}"
    if event.note:
        yield f"DESCRIPTION:{_text(event.note)}"
    if event.link:
        yield f"URL:{event.link}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Between characters, never inside one."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
