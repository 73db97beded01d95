"""Who attacks, how and with what, as the galaxies and tags by which every MISP knows it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import uuid5

from noroshi.stix.misp.clusters import KINDS, SPACE

USUAL: Final[Mapping[str, tuple[str, str]]] = {
    "attack-pattern": ("mitre-attack-pattern", "Attack Pattern"),
    "intrusion-set": ("mitre-intrusion-set", "Intrusion Set"),
    "threat-actor": ("threat-actor", "Threat Actor"),
    "campaign": ("threat-actor", "Threat Actor"),
    "malware": ("malpedia", "Malpedia"),
    "tool": ("tool", "Tool"),
    "course-of-action": ("mitre-course-of-action", "Course of Action"),
}
MITRE: Final[Mapping[str, str]] = {"malware": "mitre-malware", "tool": "mitre-tool"}
NUMBER: Final = re.compile(r"[TGSMC]\d{4}(?:\.\d{3})?")
FROM: Final = "misp-galaxy:"


def galaxies(objects: Iterable[Mapping[str, Any]], distribution: int) -> list[dict[str, Any]]:
    """Each galaxy once, with the clusters that are told of; `distribution` is that of what they stand at."""
    found: dict[str, dict[str, Any]] = {}
    for one in objects:
        if one.get("type") in USUAL and one.get("name"):
            kind, name = _galaxy(one)
            galaxy = found.setdefault(kind, {"uuid": str(uuid5(SPACE, kind)), "type": kind, "name": name})
            galaxy.setdefault("GalaxyCluster", []).append(_cluster(one, kind, distribution))
    return list(found.values())


def tags(galaxies: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A MISP that knows none of our clusters still knows the names."""
    for galaxy in galaxies:
        for one in galaxy["GalaxyCluster"]:
            yield {"name": one["tag_name"]}


def _cluster(one: Mapping[str, Any], kind: str, distribution: int) -> dict[str, Any]:
    number = _number(one)
    value = f"{one['name']} - {number}" if number else str(one["name"])
    aliases = [str(alias) for alias in one.get("aliases", []) if alias != one["name"]]
    meta = ({"external_id": [number]} if number else {}) | ({"synonyms": aliases} if aliases else {})
    return {
        "uuid": str(one["id"])[-36:],
        "type": kind,
        "value": value,
        "tag_name": f'{FROM}{kind}="{value.replace(chr(34), chr(39))}"',
        "description": str(one.get("description") or ""),
        "distribution": distribution,
        **({"meta": meta} if meta else {}),
    }


def _galaxy(one: Mapping[str, Any]) -> tuple[str, str]:
    """The galaxy that it came from, where one is named."""
    kind, name = USUAL[str(one["type"])]
    for ref in one.get("external_references", []):
        came = str(ref.get("source_name", "")).removeprefix(FROM)
        if came in KINDS and KINDS[came] == one["type"]:
            return came, came.replace("-", " ").title()
    return (MITRE[str(one["type"])], name) if _number(one) and one["type"] in MITRE else (kind, name)


def _number(one: Mapping[str, Any]) -> str:
    for ref in one.get("external_references", []):
        said = str(ref.get("external_id", ""))
        if str(ref.get("source_name", "")).startswith("mitre") and NUMBER.fullmatch(said):
            return said
    return ""
