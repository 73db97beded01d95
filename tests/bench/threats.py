"""The seeded generator of shared intelligence: the same objects for every bench, of about 1 KB, a fifth of the values seen before.

`python -m tests.bench.threats 100000 FILE` writes a bundle. Nothing of it is real: names end in `.example`, addresses are of the
ranges for documentation and private use, hashes are digests of numbers.
"""

import json
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import Any, Final

from noroshi.stix.ours import extended
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp2

WHOLE: Final = 720_000
SEED: Final = 20_261_121
BYTES: Final = 1049
BEGAN: Final = datetime(2024, 12, 1, tzinfo=UTC)
DAYS: Final = 720
SEEN_BEFORE: Final = 0.2
KINDS: Final = {
    "indicator": 840,
    "malware": 15,
    "threat-actor": 8,
    "vulnerability": 30,
    "tool": 5,
    "campaign": 7,
    "attack-pattern": 5,
    "report": 8,
    "relationship": 52,
    "sighting": 15,
    "domain-name": 10,
    "ipv4-addr": 5,
}
MARKINGS: Final = {
    Tlp2.CLEAR: 30,
    Tlp2.GREEN: 42,
    Tlp2.AMBER: 20,
    Tlp2.AMBER_STRICT: 5,
    Tlp2.RED: 3,
}
SECTORS: Final = (
    "energy",
    "financial-services",
    "healthcare",
    "transportation",
    "telecommunications",
    "water",
    "government-national",
)
PRODUCTS: Final = tuple(
    f"cpe:2.3:a:maker{number % 40:02d}:product{number:03d}:*:*:*:*:*:*:*:*" for number in range(400)
)
WORDS: Final = (
    "The command and control server answers on two ports and changes its address every six hours. ",
    "Observed after a mail with an attached archive; the loader writes itself into the start folder. ",
    "更新を装うファイルが配られ、実行すると外部のサーバと通信します。",
    "Traffic is disguised as software updates and carries identifiers of the machine in a cookie. ",
    "保守用の端末から、見慣れない宛先への通信が夜間に繰り返し記録されました。",
    "The certificate was issued for another organization and is used on at least nine hosts. ",
)
SPACE: Final = uuid.UUID("0b3c7f52-5a0e-4f2e-9a7e-6a1d6b1f2e90")
MAKERS: Final = tuple(f"identity--{uuid.uuid5(SPACE, f'maker {number}')}" for number in range(24))


def objects(many: int = WHOLE, *, seed: int = SEED) -> Iterator[bytes]:
    """One after another, byte for byte the same on every machine."""
    chance = Random(seed)  # noqa: S311 - nothing here is secret
    kinds, weights = list(KINDS), list(KINDS.values())
    made = _Made(chance)
    for number in range(many):
        kind = chance.choices(kinds, weights)[0]
        yield _filled(made.one(kind, number), chance)


def write_bundle(path: Path, many: int = WHOLE, *, seed: int = SEED) -> None:
    """A bundle as others write them: one line, commas between."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(
            b'{"type":"bundle","id":"bundle--%s","objects":[' % str(uuid.uuid5(SPACE, f"{seed} {many}")).encode()
        )
        for number, one in enumerate(objects(many, seed=seed)):
            file.write(b"," + one if number else one)
        file.write(b"]}")
    beside.replace(path)


def bundle_of(many: int, folder: Path, *, seed: int = SEED) -> Path:
    """Written once and kept."""
    own = blake2b(Path(__file__).read_bytes(), digest_size=6).hexdigest()
    path = folder / f"threats-{own}-{seed}-{many}.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_bundle(path, many, seed=seed)
    return path


class _Made:
    """Remembers what was made, because relations and values come back to it."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.ids: list[str] = []
        self.patterns: list[str] = []

    def one(self, kind: str, number: int) -> dict[str, Any]:
        moment = BEGAN + timedelta(
            seconds=self.chance.randrange(DAYS * 86_400), milliseconds=self.chance.randrange(1000)
        )
        whole = {"type": kind, "spec_version": "2.1", "id": f"{kind}--{_uuid(self.chance)}"}
        if kind not in {"domain-name", "ipv4-addr"}:
            whole |= {
                "created_by_ref": self.chance.choice(MAKERS),
                "created": _stamp(moment),
                "modified": _stamp(moment),
            }
        whole |= getattr(self, "_" + kind.replace("-", "_"))(number, moment)
        if self.chance.random() < 0.9:
            whole["object_marking_refs"] = [ID_OF[self.chance.choices(list(MARKINGS), list(MARKINGS.values()))[0]]]
        if kind != "relationship" and len(self.ids) < 5000:
            self.ids.append(whole["id"])
        return whole

    def _indicator(self, number: int, moment: datetime) -> dict[str, Any]:
        chance = self.chance
        more: dict[str, Any] = {
            "name": f"Indicator {number}",
            "indicator_types": [chance.choice(("malicious-activity", "anomalous-activity"))],
        }
        if chance.random() < 0.6:
            more["valid_until"] = _stamp(moment + timedelta(days=chance.randrange(7, 400)))
        if chance.random() < 0.85:
            more["confidence"] = chance.randrange(5, 100)
        if chance.random() < 0.3:
            more["labels"] = [chance.choice(("phishing", "loader", "c2", "scanner"))]
        if chance.random() < 0.08:
            more["kill_chain_phases"] = [{"kill_chain_name": "mitre-attack", "phase_name": "command-and-control"}]
        if chance.random() < 0.05:
            more["extensions"] = extended(sectors=[chance.choice(SECTORS)], products=[chance.choice(PRODUCTS)])
        return more | {"pattern": self._pattern(), "pattern_type": "stix", "valid_from": _stamp(moment)}

    def _pattern(self) -> str:
        chance = self.chance
        if self.patterns and chance.random() < SEEN_BEFORE:
            return self.patterns[chance.randrange(len(self.patterns))]
        pattern = PATTERNS[chance.choices(range(len(PATTERNS)), (34, 26, 18, 12, 5, 3, 2))[0]](chance)
        self.patterns.append(pattern)
        return pattern

    def _malware(self, number: int, _moment: datetime) -> dict[str, Any]:
        return {"name": f"Family {number}", "is_family": True, "malware_types": ["remote-access-trojan"]}

    def _threat_actor(self, number: int, _moment: datetime) -> dict[str, Any]:
        return {"name": f"Group {number}", "threat_actor_types": ["crime-syndicate"]}

    def _vulnerability(self, _number: int, moment: datetime) -> dict[str, Any]:
        cve = f"CVE-{moment.year}-{self.chance.randrange(1000, 60000)}"
        reference = {"source_name": "cve", "external_id": cve}
        told = extended(products=self.chance.sample(PRODUCTS, 2), sectors=[self.chance.choice(SECTORS)])
        return {
            "name": cve,
            "external_references": [reference],
            "extensions": told,
            "confidence": self.chance.randrange(50, 100),
        }

    def _tool(self, number: int, _moment: datetime) -> dict[str, Any]:
        return {"name": f"Tool {number}", "tool_types": ["remote-access"]}

    def _campaign(self, number: int, moment: datetime) -> dict[str, Any]:
        return {"name": f"Campaign {number}", "first_seen": _stamp(moment)}

    def _attack_pattern(self, number: int, _moment: datetime) -> dict[str, Any]:
        reference = {"source_name": "mitre-attack", "external_id": f"T{1000 + number % 700}"}
        return {"name": f"Technique {number}", "external_references": [reference]}

    def _report(self, number: int, moment: datetime) -> dict[str, Any]:
        refs = sorted({self._known() for _ in range(5)})
        return {
            "name": f"Report {number}",
            "published": _stamp(moment),
            "report_types": ["threat-report"],
            "object_refs": refs,
        }

    def _relationship(self, _number: int, _moment: datetime) -> dict[str, Any]:
        return {"relationship_type": "related-to", "source_ref": self._known(), "target_ref": self._known()}

    def _sighting(self, _number: int, moment: datetime) -> dict[str, Any]:
        return {"sighting_of_ref": self._known(), "count": self.chance.randrange(1, 50), "first_seen": _stamp(moment)}

    def _domain_name(self, _number: int, _moment: datetime) -> dict[str, Any]:
        return {"value": _domain(self.chance)}

    def _ipv4_addr(self, _number: int, _moment: datetime) -> dict[str, Any]:
        return {"value": _address(self.chance)}

    def _known(self) -> str:
        """Of domain objects: they may stand at either end of a relation."""
        known = [one for one in (self.chance.choice(self.ids) for _ in range(8) if self.ids) if one.startswith(DOMAIN)]
        return known[0] if known else f"malware--{_uuid(self.chance)}"


DOMAIN: Final = ("indicator--", "malware--", "threat-actor--", "campaign--", "tool--", "vulnerability--")


def _uuid(chance: Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _digest(chance: Random, size: int) -> str:
    return f"{chance.getrandbits(size * 8):0{size * 2}x}"


def _domain(chance: Random) -> str:
    name = _digest(chance, 5)
    return f"{chance.choice(('cdn', 'mail', 'update', 'login', 'www2'))}.{name}.example"


def _address(chance: Random) -> str:
    return ".".join(str(chance.randrange(1, 255)) for _ in range(4))


PATTERNS: Final = (
    lambda chance: f"[domain-name:value = '{_domain(chance)}']",
    lambda chance: f"[ipv4-addr:value = '{_address(chance)}']",
    lambda chance: f"[file:hashes.'SHA-256' = '{_digest(chance, 32)}']",
    lambda chance: f"[url:value = 'https://{_domain(chance)}/{_digest(chance, 4)}/index.php']",
    lambda chance: f"[file:hashes.MD5 = '{_digest(chance, 16)}']",
    lambda chance: f"[email-addr:value = 'info@{_domain(chance)}']",
    lambda chance: f"[ipv4-addr:value = '{_address(chance)}' OR domain-name:value = '{_domain(chance)}']",
)


def _filled(whole: dict[str, Any], chance: Random) -> bytes:
    """With a description that makes it about as long as objects are; what says no more keeps none."""
    raw = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    if whole["type"] in {"domain-name", "ipv4-addr"}:
        return raw
    wanted = chance.randrange(BYTES - 300, BYTES + 360) - len(raw)
    text = ""
    while len(text.encode()) < wanted:
        text += chance.choice(WORDS)
    whole["description"] = text.encode()[: max(wanted, 20)].decode("utf-8", "ignore") or "-"
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    write_bundle(Path(sys.argv[2]), int(sys.argv[1]))
