"""What matters to whom in the demonstration: a source that names sectors and products, profiles of two banks, a hospital and others,
some decided already. Nothing of it is real.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID, uuid5

from noroshi.audiences.viewer import acting_as
from noroshi.demo.world import World
from noroshi.intel.actions import OriginWish, begin_origin, take_in_body
from noroshi.stix.ours import extended
from noroshi.triage.actions.decisions import Deciding, decide
from noroshi.triage.actions.profiles import begin_profile
from noroshi.triage.lists import listed
from noroshi.triage.profiles import ProfileWish, profile_of, template
from noroshi.vocabulary import OriginKind, Reliability, Tlp2, Verdict

CENTER: Final = "makino@nisc"
SPACE: Final = UUID("c1f3f5c0-2f0a-4a2b-8a39-0b8f4d7a6e21")
SECTORS: Final = ("finance", "medical", "electricity", "railway", "government_services")
PRODUCTS: Final = (
    "cpe:2.3:a:hoshizora:gateway_vpn:9.1:*:*:*:*:*:*:*",
    "cpe:2.3:a:kirikabu:karte_server:4.2:*:*:*:*:*:*:*",
    "cpe:2.3:a:tsumiki:teller_terminal:3.0:*:*:*:*:*:*:*",
    "cpe:2.3:o:arcgate:edge_os:12.4:*:*:*:*:*:*:*",
)
ATTACKS: Final = (
    ("偽の税務通知による不正送金", "finance"),
    ("遠隔保守用VPNを入口とするランサム攻撃", "medical"),
    ("制御システムの保守端末を狙う攻撃", "electricity"),
)
PROFILES: Final = {
    "kanbara@aoshio": ("勘定系とインターネットバンキング", ("hoshizora:gateway_vpn", "tsumiki:teller_terminal:3.0")),
    "kirishita@hoshigaoka": ("本店の外向き機器", ("hoshizora:gateway_vpn",)),
    "kusuda@kotonoha-hp": ("電子カルテと医療機器", ("kirikabu:karte_server", "hoshizora:gateway_vpn")),
    "saeki@shiomi": ("制御系と保守端末", ("arcgate:edge_os",)),
}
MANY: Final = 900


def tell_triage(world: World, now: datetime) -> None:
    """In a small world, what its people are there for."""
    if CENTER not in world.people:
        return
    _brought(world, now)
    for login, (name, products) in PROFILES.items():
        if login in world.people:
            _wanted(world, login, name, products, now)


def _brought(world: World, now: datetime) -> None:
    viewer = world.viewer(CENTER)
    wish = OriginWish(
        name="分野別の注意情報",
        kind=OriginKind.FEED,
        tlp=Tlp2.GREEN,
        reliability=Reliability.A,
        opened=["everyone_in_range"],
        is_named=True,
        note="分野と製品を添えて載せています。",
    )
    with acting_as(viewer):
        origin = begin_origin(viewer, wish)
        take_in_body(viewer, origin.public_id, json.dumps({"objects": list(_objects(now))}).encode())


def _wanted(world: World, login: str, name: str, products: tuple[str, ...], now: datetime) -> None:
    viewer = world.viewer(login)
    with acting_as(viewer):
        start = template(viewer)
        row = begin_profile(
            viewer, ProfileWish(name=name, sectors=start.sectors, keywords=start.keywords, products=products)
        )
        profile = profile_of(viewer, row.public_id)
        shown = listed(viewer, profile, now).entries
        for entry, verdict, why in zip(
            shown[1:4], Verdict, ("社内の記録に同じ宛先", "委託先に確認中", "既に遮断済み"), strict=False
        ):
            decide(viewer, row.public_id, entry.key, Deciding(verdict, why))


def _objects(now: datetime) -> Iterator[dict[str, Any]]:
    chance = Random("triage")  # noqa: S311 - nothing here is secret
    attacks = [_campaign(name, now) for name, _sector in ATTACKS]
    yield from attacks
    for number in range(MANY):
        one = _indicator(chance, number, now - timedelta(hours=2) - timedelta(days=200) * chance.random() ** 3)
        yield one
        sectors = one["extensions"][next(iter(one["extensions"]))].get("sectors", [])
        for attack, (_name, sector) in zip(attacks, ATTACKS, strict=True):
            if sector in sectors and number % 3 == 0:
                yield _points(one, attack)
    for number in range(40):
        yield _weakness(chance, number, now - timedelta(days=chance.randrange(90)))


def _campaign(name: str, now: datetime) -> dict[str, Any]:
    return _whole("campaign", name, now - timedelta(days=60)) | {"name": name}


def _indicator(chance: Random, number: int, moment: datetime) -> dict[str, Any]:
    name = f"{chance.choice(('pay', 'portal', 'notice', 'relay'))}-{chance.getrandbits(24):06x}.example"
    address = f"{chance.choice(('192.0.2', '198.51.100', '203.0.113'))}.{chance.randrange(1, 255)}"
    pattern = f"[domain-name:value = '{name}']" if number % 4 else f"[ipv4-addr:value = '{address}']"
    whole = _whole("indicator", number, moment)
    return whole | {
        "name": f"{chance.choice(ATTACKS)[0]} 関連 {number}",
        "indicator_types": ["malicious-activity"],
        "pattern": pattern,
        "pattern_type": "stix",
        "valid_from": whole["created"],
        "confidence": chance.choice((40, 60, 75, 85, 95)),
        "extensions": extended(
            sectors=[chance.choice(SECTORS)], products=[chance.choice(PRODUCTS)] if number % 5 == 0 else []
        ),
    }


def _weakness(chance: Random, number: int, moment: datetime) -> dict[str, Any]:
    cve = f"CVE-{moment.year}-{90000 + number}"
    return _whole("vulnerability", cve, moment) | {
        "name": cve,
        "external_references": [{"source_name": "cve", "external_id": cve}],
        "confidence": chance.choice((75, 85, 95)),
        "extensions": extended(sectors=[], products=[chance.choice(PRODUCTS)]),
    }


def _points(one: dict[str, Any], attack: dict[str, Any]) -> dict[str, Any]:
    whole = _whole("relationship", one["id"] + attack["id"], datetime.fromisoformat(one["created"]))
    return whole | {"relationship_type": "indicates", "source_ref": one["id"], "target_ref": attack["id"]}


def _whole(kind: str, name: object, moment: datetime) -> dict[str, Any]:
    stamp = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid5(SPACE, f'{kind} {name}')}",
        "created": stamp,
        "modified": stamp,
    }
