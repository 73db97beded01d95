"""A report and all that goes with it as an event that MISP takes in; an event that came from MISP goes back as it came.

Nothing in it says that it may go farther than it may here: every part has the distribution of its own color, and never a wider one than the
event; whom or what it shows stands only where it is no stricter than what it stands at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from noroshi.observables import Kind
from noroshi.stix.misp.clusters import SPACE
from noroshi.stix.misp.colors import INHERITED, OUTWARD, STRICTEST_FIRST, tag_of
from noroshi.stix.misp.galaxies import galaxies, tags
from noroshi.stix.misp.things import Thing, template_of
from noroshi.stix.misp.types import TYPES
from noroshi.stix.ours import EXTENSION
from noroshi.stix.read import Value
from noroshi.vocabulary import Importance, Tlp2

LEVELS: Final = {Importance.WARNING: "1", Importance.CAUTION: "2", Importance.REFERENCE: "3"}
UNSAID, ONGOING, COMPLETE = "4", "1", "2"


@dataclass(frozen=True, slots=True)
class Told:
    """An object that the report is about, under its own color; `shows` is whom or what an indicator points to."""

    whole: Mapping[str, Any]
    color: Tlp2
    values: Sequence[Value] = ()
    shows: Sequence["Told"] = field(default=())

    @property
    def number(self) -> UUID:
        return UUID(str(self.whole["id"])[-36:])

    @property
    def is_watched(self) -> bool:
        return bool(self.whole["type"] == "indicator")


def event_of(
    report: Mapping[str, Any], about: Iterable[Told], color: Tlp2, organization: Mapping[str, str]
) -> dict[str, Any]:
    at, every = _seconds(report.get("modified")), list(about)
    number = UUID(str(report["id"])[-36:])
    around = galaxies(_as_wide(color, every), OUTWARD[color])
    grouped = {one.number: template for one in every if (template := _template(one))}
    return {
        "uuid": str(number),
        "info": str(report.get("name") or ""),
        "date": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d"),
        "timestamp": str(at),
        "publish_timestamp": str(at),
        "published": True,
        "analysis": ONGOING if _goes_on(report) else COMPLETE,
        "threat_level_id": _level(report),
        "distribution": str(OUTWARD[color]),
        "Orgc": dict(organization),
        "Tag": [tag_of(color), *_labels(report), *tags(around)],
        "Galaxy": around,
        "Attribute": [made for one in every if one.number not in grouped for made in _attributes(one, color)],
        "Object": [_object(one, grouped[one.number], color) for one in every if one.number in grouped],
        "EventReport": _texts(number, report, at),
    }


def _attributes(one: Told, around: Tlp2) -> list[dict[str, Any]]:
    return [_attribute(one, place, value, around) for place, value in enumerate(one.values) if value[0] in TYPES]


def _attribute(one: Told, place: int, value: Value, around: Tlp2) -> dict[str, Any]:
    word, category = TYPES[value[0]]
    shown = galaxies(_as_wide(one.color, one.shows), OUTWARD[_stricter(one.color, around)])
    return {
        "uuid": str(uuid5(one.number, f"{place}") if place else one.number),
        "type": word,
        "category": category,
        "value": value[1],
        "to_ids": one.is_watched and value[0] is not Kind.CVE,
        "timestamp": str(_seconds(one.whole.get("modified"))),
        "distribution": _distribution(one, around),
        "comment": str(one.whole.get("description") or ""),
        "Tag": [tag_of(one.color), *_labels(one.whole), *tags(shown)],
        **({"Galaxy": shown} if shown else {}),
    }


def _object(one: Told, template: Thing, around: Tlp2) -> dict[str, Any]:
    inside = [
        _attribute(one, place, value, around) | {"object_relation": template.relations[value[0]]}
        for place, value in enumerate(one.values, 1)
    ]
    return {
        "uuid": str(one.number),
        "name": template.name,
        "meta-category": template.category,
        "description": template.description,
        "template_uuid": template.uuid,
        "template_version": template.version,
        "timestamp": str(_seconds(one.whole.get("modified"))),
        "distribution": _distribution(one, around),
        "comment": str(one.whole.get("description") or ""),
        "Attribute": inside,
    }


def _texts(number: UUID, report: Mapping[str, Any], at: int) -> list[dict[str, Any]]:
    """What the report says in words."""
    content = str(report.get("description") or "")
    told = {"name": str(report.get("name") or ""), "content": content, "distribution": str(INHERITED)}
    return [{"uuid": str(uuid5(SPACE, f"{number}")), **told, "timestamp": str(at), "deleted": False}] if content else []


def manifest_entry(event: Mapping[str, Any]) -> dict[str, Any]:
    """What a MISP reads of an event before it fetches it."""
    return {
        "Orgc": event.get("Orgc") or {},
        "Tag": event.get("Tag") or [],
        **{name: event.get(name, "") for name in ("info", "date", "analysis", "threat_level_id", "timestamp")},
    }


def _template(one: Told) -> Thing | None:
    return template_of(one.values, str(one.whole.get("pattern") or "")) if one.is_watched else None


def _as_wide(color: Tlp2, about: Iterable[Told]) -> list[Mapping[str, Any]]:
    """Those that are no stricter: what stands at something goes wherever that goes."""
    return [one.whole for one in about if STRICTEST_FIRST.index(one.color) >= STRICTEST_FIRST.index(color)]


def _stricter(one: Tlp2, other: Tlp2) -> Tlp2:
    return min(one, other, key=STRICTEST_FIRST.index)


def _distribution(one: Told, around: Tlp2) -> str:
    return str(INHERITED if OUTWARD[one.color] >= OUTWARD[around] else OUTWARD[one.color])


def _labels(whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As tags; what looks like a color is said by the color alone."""
    said = dict.fromkeys(str(label) for label in whole.get("labels", []))
    return [{"name": one} for one in said if one and not one.lower().strip().startswith("tlp:")]


def _level(report: Mapping[str, Any]) -> str:
    said = {str(label).removeprefix("importance:") for label in report.get("labels", [])}
    return next((level for word, level in LEVELS.items() if word.value in said), UNSAID)


def _goes_on(report: Mapping[str, Any]) -> bool:
    """A form that announces its next report is not the last word."""
    ours = report.get("extensions", {}).get(EXTENSION, {})
    return bool(ours.get("fields", {}).get("next_report_at"))


def _seconds(given: Any) -> int:
    try:
        return int(datetime.fromisoformat(str(given)).timestamp())
    except ValueError:
        return 0
