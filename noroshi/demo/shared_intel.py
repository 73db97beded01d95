"""Shared intelligence of the demonstration: two sources that many may read, and one of its own for every desk with an account.

Nothing of it is real: names end in `.example`, addresses are of the ranges for documentation, hashes are drawn.
"""

import json
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.world import World
from noroshi.intel.actions import OriginWish, begin_origin, take_in_body
from noroshi.intel.exchange import collections
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import OriginKind, Reliability, Tlp2

CENTER, SECRETARIAT = "makino@nisc", "miwa@electricity_ceptoar"
FAMILIES: Final = ("Yomogi Loader", "Kasumi Bot", "Tsurara Stealer", "Minato Implant", "Kogarashi Wiper", "Asagiri RAT")
SPACE: Final = uuid.UUID("3f4a5d0e-7a55-4d52-9f1e-6f5f6c0b8a10")
OWN: Final = "機械からの受け取り"


@dataclass(frozen=True)
class Source:
    login: str
    wish: OriginWish
    many: int


def tell_shared_intel(world: World, now: datetime, seats: Collection[tuple[str, str]]) -> None:
    """In a small world, what its people are there for."""
    for source in _sources(world):
        if source.login in world.people:
            _brought(world.viewer(source.login), source, now)
    known = (world.viewer(login, desk) for login, desk in seats if login in world.people)
    desks = {viewer.desk_id: viewer for viewer in known if viewer.person.needs_everything()}
    for viewer in desks.values():
        with acting_as(viewer):
            begin_origin(viewer, OriginWish(name=OWN, kind=OriginKind.TAXII, tlp=Tlp2.AMBER_STRICT))


def collections_for_machines(viewer: Viewer) -> tuple[str | None, str]:
    """A collection that the desk reads and writes, and the one with all that it may read."""
    with acting_as(viewer):
        everything, *others = collections(viewer)
    own = next((str(one.collection.id) for one in others if one.collection.is_own), None)
    return own, str(everything.collection.id)


def _sources(world: World) -> list[Source]:
    green = OriginWish(
        name="重要インフラ向け脅威情報",
        kind=OriginKind.FEED,
        tlp=Tlp2.GREEN,
        reliability=Reliability.B,
        opened=["everyone_in_range"],
        is_named=True,
        note="公開情報と各国の機関から届いたものを、確かめてから載せています。",
    )
    found = [Source(CENTER, green, 2600)]
    if "electricity_ceptoar" in world.organizations:
        members = [str(world.party("ceptoar_members:electricity_ceptoar"))]
        amber = OriginWish(
            name="電力セプター 共有指標",
            kind=OriginKind.FEED,
            tlp=Tlp2.AMBER,
            reliability=Reliability.A,
            opened=members,
            is_named=True,
        )
        found.append(Source(SECRETARIAT, amber, 600))
    return found


def _brought(viewer: Viewer, source: Source, now: datetime) -> None:
    with acting_as(viewer):
        origin = begin_origin(viewer, source.wish)
        objects = list(_objects(source, now))
        for start in range(0, len(objects), 1000):
            take_in_body(viewer, origin.public_id, json.dumps({"objects": objects[start : start + 1000]}).encode())


def _objects(source: Source, now: datetime) -> Iterator[dict[str, Any]]:
    """Families first, then what points to them; the youngest is an hour old."""
    chance = Random(source.login)  # noqa: S311 - nothing here is secret
    families = [_family(name, source, now) for name in FAMILIES]
    yield from families
    for number in range(source.many):
        age = timedelta(hours=1) + timedelta(days=240) * (chance.random() ** 2)
        one = _indicator(chance, number, source, now - age)
        yield one
        if number % 12 == 0:
            yield _points(one, chance.choice(families), source)


def _family(name: str, source: Source, now: datetime) -> dict[str, Any]:
    whole = _whole("malware", name, source, now - timedelta(days=300))
    return whole | {"name": name, "is_family": True, "malware_types": ["remote-access-trojan"]}


def _indicator(chance: Random, number: int, source: Source, moment: datetime) -> dict[str, Any]:
    whole = _whole("indicator", number, source, moment)
    whole |= {
        "name": f"{chance.choice(FAMILIES)} #{number}",
        "indicator_types": ["malicious-activity"],
        "pattern": _pattern(chance),
        "pattern_type": "stix",
        "valid_from": whole["created"],
        "valid_until": _stamp(moment + timedelta(days=chance.randrange(60, 400))),
        "confidence": chance.choice((30, 50, 60, 75, 85, 90)),
    }
    if chance.random() < 0.04:
        whole["object_marking_refs"] = [ID_OF[Tlp2.RED]]
    return whole


def _points(one: dict[str, Any], family: dict[str, Any], source: Source) -> dict[str, Any]:
    whole = _whole("relationship", one["id"], source, datetime.fromisoformat(one["created"]))
    return whole | {"relationship_type": "indicates", "source_ref": one["id"], "target_ref": family["id"]}


def _pattern(chance: Random) -> str:
    draw = chance.random()
    name = f"{chance.choice(('cdn', 'update', 'login', 'mail'))}-{chance.getrandbits(24):06x}.example"
    if draw < 0.45:
        return f"[domain-name:value = '{name}']"
    if draw < 0.65:
        return (
            f"[ipv4-addr:value = '{chance.choice(('192.0.2', '198.51.100', '203.0.113'))}.{chance.randrange(1, 255)}']"
        )
    if draw < 0.85:
        return f"[file:hashes.'SHA-256' = '{chance.getrandbits(256):064x}']"
    return f"[url:value = 'https://{name}/{chance.getrandbits(32):08x}']"


def _whole(kind: str, name: object, source: Source, moment: datetime) -> dict[str, Any]:
    stamp = _stamp(moment)
    number = uuid.uuid5(SPACE, f"{source.login} {kind} {name}")
    return {"type": kind, "spec_version": "2.1", "id": f"{kind}--{number}", "created": stamp, "modified": stamp}


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
