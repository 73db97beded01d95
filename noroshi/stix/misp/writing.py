"""A report and its indicators as an event that MISP takes in; an event that came from MISP goes back as it came."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from noroshi.observables import Kind
from noroshi.stix.misp.colors import OUTWARD, tag_of
from noroshi.stix.misp.types import TYPES
from noroshi.vocabulary import Tlp2


def event_of(
    report: Mapping[str, Any],
    values: Iterable[tuple[str, Kind, str, Tlp2]],
    color: Tlp2,
    organization: Mapping[str, str],
) -> dict[str, Any]:
    """`values`: uuid, kind, value and color of each indicator that goes with it."""
    at = _seconds(report.get("modified"))
    return {
        "uuid": str(report["id"])[-36:],
        "info": str(report.get("name") or ""),
        "date": datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d"),
        "timestamp": str(at),
        "publish_timestamp": str(at),
        "published": True,
        "analysis": "2",
        "threat_level_id": "4",
        "distribution": str(OUTWARD[color]),
        "Orgc": dict(organization),
        "Tag": [tag_of(color)],
        "Attribute": [_attribute(at, *one) for one in values if one[1] in TYPES],
        "Object": [],
    }


def _attribute(at: int, number: str, kind: Kind, value: str, color: Tlp2) -> dict[str, Any]:
    word, category = TYPES[kind]
    return {
        "uuid": number,
        "type": word,
        "category": category,
        "value": value,
        "to_ids": kind is not Kind.CVE,
        "timestamp": str(at),
        "distribution": "5",
        "comment": "",
        "Tag": [tag_of(color)],
    }


def manifest_entry(event: Mapping[str, Any]) -> dict[str, Any]:
    """What a MISP reads of an event before it fetches it."""
    return {
        "Orgc": event.get("Orgc") or {},
        "Tag": event.get("Tag") or [],
        **{name: event.get(name, "") for name in ("info", "date", "analysis", "threat_level_id", "timestamp")},
    }


def _seconds(given: Any) -> int:
    try:
        return int(datetime.fromisoformat(str(given)).timestamp())
    except ValueError:
        return 0
