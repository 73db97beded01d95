"""An event becomes a report, an indicator or observable for each value, and the event itself as it came, each under its own color."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.stix.making import Making
from noroshi.stix.misp.certainty import certainty
from noroshi.stix.misp.clusters import INDICATED, clusters_of
from noroshi.stix.misp.colors import STRICTEST_FIRST, color_of_event, color_of_part, listed
from noroshi.stix.misp.types import KINDS, PORTED
from noroshi.stix.misp.weaknesses import product_of, software_of, told_beside
from noroshi.stix.ours import stamp
from noroshi.stix.tlp import ID_OF
from noroshi.stix.writing import observable_of, pattern_of
from noroshi.vocabulary import Tlp2

WHOLE: Final = "x-misp-event"
MOST: Final = 20_000
MOST_SIGHTINGS: Final = 500
FALSE_POSITIVE: Final = "False positive (MISP)"
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


class NotMisp(ValueError):  # noqa: N818
    """No event of MISP, or one without what every event has."""


def is_misp(start: bytes) -> bool:
    """By its first bytes: STIX never says so there."""
    head = start[:4096].lstrip(b"\xef\xbb\xbf \t\r\n[")
    return head.startswith(b"{") and head.lstrip(b"{ \t\r\n").startswith((b'"Event"', b'"response"'))


def events_in(body: bytes) -> list[dict[str, Any]]:
    """One event, a list of them, or the answer of a search."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise NotMisp from fault
    if isinstance(found, dict) and "response" in found:
        found = found["response"]
    every = found if isinstance(found, list) else [found]
    events = [one.get("Event") if isinstance(one, dict) else None for one in every]
    if not events or not all(isinstance(one, dict) and _uuid(one) for one in events):
        raise NotMisp
    return [one for one in events if one is not None]


def objects_of(event: Mapping[str, Any]) -> list[dict[str, Any]]:
    """In an order in which everything that is referred to stands before."""
    number = _uuid(event)
    if number is None:
        raise NotMisp
    at = _moment(event.get("timestamp")) or datetime(1970, 1, 1, tzinfo=UTC)
    whole = _making(number, at, color_of_event(event))
    around, beside = color_of_part(event), told_beside(event)
    refs = [
        ref
        for attribute, color in _attributes(event)
        for ref in [
            *_objects(whole, attribute, at, color, beside.get(id(attribute), {}), _labels(event)),
            *_about(whole, event, attribute, at, color),
        ]
        if color is around
    ]
    refs += [ref for ref, color in _clusters(whole, event, at) if color is around]
    kept = whole.add(WHOLE, "whole", id=f"{WHOLE}--{number}", x_misp_event=dict(event))
    refs += [kept] if color_of_event(event) is around else []
    report = _making(number, at, around)
    report.add(
        "report",
        id=f"report--{number}",
        name=_line(event.get("info")) or str(number),
        published=stamp(_moment(event.get("publish_timestamp")) or at),
        report_types=["indicator"],
        labels=_labels(event),
        confidence=certainty(_labels(event)),
        object_refs=list(dict.fromkeys(refs)) or [_empty(report, at)],
    )
    return [*whole.objects.values(), *report.objects.values()]


def _clusters(
    into: Making, event: Mapping[str, Any], at: datetime, *parts: Mapping[str, Any]
) -> Iterator[tuple[str, Tlp2]]:
    """Who, how and with what, each under its own color."""
    for one in clusters_of(parts[-1] if parts else event):
        color = color_of_part(event, *parts, one.part)
        made = _making(one.root, at, color)
        ref = made.add(one.kind, "cluster", **one.said)
        if color is _wider(into.objects.get(ref), color):
            into.objects |= made.objects
        yield ref, color


def _wider(before: Mapping[str, Any] | None, color: Tlp2) -> Tlp2:
    """What is told twice in an event goes as far as the wider of both lets it."""
    known = [one for one in STRICTEST_FIRST if before and ID_OF[one] in before["object_marking_refs"]]
    return max([*known, color], key=STRICTEST_FIRST.index)


def _empty(report: Making, at: datetime) -> str:
    """A report must be about something: of what is stricter than itself it says nothing, not even how much there is."""
    return report.add("note", "empty", content="-", object_refs=[f"report--{report.root}"])


def _making(number: UUID, at: datetime, color: Tlp2) -> Making:
    return Making(number, at, at, markings=(ID_OF[color],))


def _attributes(event: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Tlp2]]:
    """What was deleted is not said any more."""
    for one in listed(event, "Attribute")[:MOST]:
        if not one.get("deleted"):
            yield one, color_of_part(event, one)
    for around in listed(event, "Object")[:MOST]:
        if not around.get("deleted"):
            for one in listed(around, "Attribute"):
                if not one.get("deleted"):
                    yield one, color_of_part(event, around, one)


def _objects(
    into: Making,
    attribute: Mapping[str, Any],
    at: datetime,
    color: Tlp2,
    beside: Mapping[str, Any],
    around: Sequence[str],
) -> Iterator[str]:
    number = _uuid(attribute)
    values = list(_values(attribute))
    made = _making(number or into.root, _moment(attribute.get("timestamp")) or at, color)
    told: dict[str, Any] = {"description": _text(attribute.get("comment"))}
    labels = _labels(attribute)
    told["confidence"] = certainty(labels, around)
    pattern = _pattern(values)
    if pattern and attribute.get("to_ids") in (True, 1, "1"):
        start = _moment(attribute.get("first_seen")) or made.modified
        yield made.add(
            "indicator",
            *(attribute.get("type"), attribute.get("value")),
            id=f"indicator--{number}" if number else "",
            name="|".join(value for _, value in values)[:200],
            pattern=pattern,
            pattern_type="stix",
            valid_from=stamp(start),
            valid_until=_ended(attribute, start),
            indicator_types=["malicious-activity"],
            labels=labels,
            **told,
        )
    elif product := product_of(attribute):
        yield made.put(software_of(product))
    else:
        for kind, value in values:
            if kind is Kind.CVE:
                known = [{"source_name": "cve", "external_id": value}]
                told |= {"labels": labels, "extensions": beside}
                yield made.add("vulnerability", value, name=value, external_references=known, **told)
            elif seen := observable_of(kind, value):
                yield made.put(seen)
    into.objects |= made.objects


def _about(
    into: Making, event: Mapping[str, Any], attribute: Mapping[str, Any], at: datetime, color: Tlp2
) -> Iterator[str]:
    """What is said of an attribute: seen, not seen as what it seemed, and whom or what it shows."""
    indicator = f"indicator--{_uuid(attribute)}"
    if indicator not in into.objects:
        return
    made = _making(_uuid(attribute) or into.root, at, color)
    for one in listed(attribute, "Sighting")[:MOST_SIGHTINGS]:
        if (number := _uuid(one)) and (seen := _moment(one.get("date_sighting"))):
            yield from _sighting(made, indicator, number, str(one.get("type") or "0"), seen)
    for ref, narrower in list(_clusters(into, event, at, attribute)):
        if ref.partition("--")[0] in INDICATED:
            tie = _making(made.root, at, narrower)
            told = tie.relate(indicator, "indicates", ref)
            into.objects |= tie.objects
            yield from (told, ref) if narrower is color else ()
    into.objects |= made.objects


def _sighting(made: Making, indicator: str, number: UUID, kind: str, seen: datetime) -> Iterator[str]:
    """0 was seen, 1 is no sign of an attack; 2, which ends it, stands at the indicator itself."""
    if kind == "0":
        told = {"first_seen": stamp(seen), "last_seen": stamp(seen), "sighting_of_ref": indicator}
        yield made.add("sighting", id=f"sighting--{number}", count=1, **told)
    elif kind == "1":
        doubted: dict[str, Any] = {"opinion": "strongly-disagree", "object_refs": [indicator]}
        yield made.add("opinion", id=f"opinion--{number}", explanation=FALSE_POSITIVE, **doubted)


def _labels(part: Mapping[str, Any]) -> list[str]:
    return [name for tag in listed(part, "Tag") if (name := _line(tag.get("name")))]


def _ended(attribute: Mapping[str, Any], start: datetime) -> str:
    """By whoever saw it expire; never before it began."""
    seen = [
        _moment(one.get("date_sighting")) for one in listed(attribute, "Sighting") if str(one.get("type") or "") == "2"
    ]
    ends = [one for one in seen if one and one > start]
    return stamp(min(ends)) if ends else ""


def _pattern(values: list[tuple[Kind, str]]) -> str:
    """Parts of one attribute belong together: of one file within one observation, else both seen."""
    each = [pattern_of(kind, value) for kind, value in values]
    if not each or None in each:
        return ""
    parts = [str(one) for one in each]
    if all(one.startswith("[file:") for one in parts):
        return "[" + " AND ".join(one[1:-1] for one in parts) + "]"
    return " AND ".join(parts)


def _values(attribute: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    """Each part of `a|b` by its own kind; what cannot be read as one stays in the event alone."""
    word, value = str(attribute.get("type") or ""), attribute.get("value")
    if not isinstance(value, str):
        return
    parts = value.split("|")
    words = word.split("|")
    if word in PORTED:
        words, parts = words[:1], parts[:1]
    if len(words) != len(parts):
        words, parts = [word], [value]
    for one, said in zip(words, parts, strict=True):
        ip = ("ip-dst",) if one == "ip" else (one,)
        for kind in KINDS.get(ip[0], ()):
            try:
                yield settled(kind, said)
                break
            except NotOfThisKind:
                continue


def _uuid(part: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(part["uuid"]))
    except (KeyError, ValueError):
        return None


def _moment(given: Any) -> datetime | None:
    """Seconds since 1970, or a moment as it is written; nonsense is none."""
    try:
        if isinstance(given, int) or (isinstance(given, str) and given.isdecimal()):
            found = datetime.fromtimestamp(int(given), UTC) if int(given) else None
        else:
            found = datetime.fromisoformat(given) if isinstance(given, str) and given else None
    except (ValueError, OverflowError, OSError):
        return None
    found = found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
    return found if found and found < LATEST else None


def _line(given: Any) -> str:
    return " ".join(given.split())[:400] if isinstance(given, str) else ""


def _text(given: Any) -> str:
    return given[:4000] if isinstance(given, str) else ""
