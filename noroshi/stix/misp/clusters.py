"""Galaxies of MISP: who attacks, how and with what, by the number under which everybody knows it.

The ids are ours: MITRE's own objects say more, and ours shall never stand before them as a later version.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

from noroshi.stix.misp.colors import listed

KINDS: Final[Mapping[str, str]] = {
    "mitre-attack-pattern": "attack-pattern",
    "mitre-ics-techniques": "attack-pattern",
    "mitre-intrusion-set": "intrusion-set",
    "mitre-ics-groups": "intrusion-set",
    "threat-actor": "threat-actor",
    "microsoft-activity-group": "threat-actor",
    "mitre-malware": "malware",
    "mitre-ics-software": "malware",
    "malpedia": "malware",
    "ransomware": "malware",
    "backdoor": "malware",
    "rat": "malware",
    "banker": "malware",
    "stealer": "malware",
    "botnet": "malware",
    "mitre-tool": "tool",
    "tool": "tool",
    "mitre-course-of-action": "course-of-action",
    "branded-vulnerability": "vulnerability",
}
INDICATED: Final = frozenset({"attack-pattern", "intrusion-set", "threat-actor", "malware", "tool"})
"""What an indicator may point to, by the standard."""
TAG: Final = re.compile(r'misp-galaxy:([a-z0-9_-]{1,60})="([^"]{1,300})"')
NUMBER: Final = re.compile(r"(?:^|\s-\s)([TGSMC]\d{4}(?:\.\d{3})?)$")
SPACE: Final = UUID("0b1f6c1e-6a64-4d38-9a7c-9d2c5f0f1a77")
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Cluster:
    """`part` carries its own distribution, if it has one."""

    galaxy: str
    value: str
    description: str = ""
    number: str = ""
    aliases: tuple[str, ...] = ()
    part: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return KINDS[self.galaxy]

    @property
    def root(self) -> UUID:
        """The same wherever it is met."""
        return uuid5(SPACE, f"{self.galaxy}/{self.number or self.value}")

    @property
    def said(self) -> dict[str, Any]:
        name = NUMBER.sub("", self.value).strip() or self.value
        more = {"is_family": True} if self.kind == "malware" else {}
        aliases = {"aliases": list(self.aliases)} if self.kind in INDICATED - {"attack-pattern"} else {}
        return {
            "name": name,
            "description": self.description,
            "external_references": [self._reference],
            **aliases,
            **more,
        }

    @property
    def _reference(self) -> dict[str, str]:
        if self.number:
            return {"source_name": "mitre-attack", "external_id": self.number}
        return {"source_name": f"misp-galaxy:{self.galaxy}", "external_id": self.value}


def clusters_of(part: Mapping[str, Any]) -> list[Cluster]:
    """Of an event or an attribute: those that are told whole, then those that a tag alone names."""
    found: dict[UUID, Cluster] = {}
    for one in (*_whole(part), *_tagged(part)):
        found.setdefault(one.root, one)
    return list(found.values())[:MOST]


def _whole(part: Mapping[str, Any]) -> Iterator[Cluster]:
    for galaxy in listed(part, "Galaxy"):
        for one in listed(galaxy, "GalaxyCluster"):
            kind, value = str(one.get("type") or galaxy.get("type") or ""), _line(one.get("value"))
            if kind in KINDS and value:
                meta = one.get("meta")
                said = meta if isinstance(meta, Mapping) else {}
                number = next(iter(_texts(said.get("external_id"))), "") or _number(value)
                aliases = tuple(text for text in _texts(said.get("synonyms")) if text != value)
                yield Cluster(kind, value, _text(one.get("description")), number, aliases, one)


def _tagged(part: Mapping[str, Any]) -> Iterator[Cluster]:
    for tag in listed(part, "Tag"):
        found = TAG.fullmatch(str(tag.get("name") or "").strip())
        if found and found[1] in KINDS:
            yield Cluster(found[1], _line(found[2]), number=_number(found[2]))


def _number(value: str) -> str:
    found = NUMBER.search(value)
    return found[1] if found else ""


def _texts(given: Any) -> list[str]:
    every = given if isinstance(given, list) else [given]
    return list(dict.fromkeys(line for one in every if (line := _line(one))))[:50]


def _line(given: Any) -> str:
    return " ".join(given.split())[:300] if isinstance(given, str) else ""


def _text(given: Any) -> str:
    return given[:4000] if isinstance(given, str) else ""
