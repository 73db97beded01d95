"""A bundle of the shape in which knowledge of attackers is published: taken in, and given back byte by byte, object by object."""

import json
import random
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel import queries
from noroshi.intel.actions import take_in_body
from tests.cast import Cast
from tests.rooms.intel_given import origin_of, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
TACTICS = ("initial-access", "execution", "persistence", "impact")
AUTHOR = stix_id("identity", "author")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def made(kind: str, name: object, **more: Any) -> dict[str, Any]:
    """With the properties that such collections put on everything."""
    return {
        "modified": "2025-10-24T17:48:19.059Z",
        "name": f"{kind} {name}",
        "description": f"A {kind} <code>cmd</code> (Citation: Book {name})\n\n日本語も",
        "x_mitre_deprecated": False,
        "x_mitre_domains": ["enterprise-attack"],
        "x_mitre_version": "1.10",
        "type": kind,
        "spec_version": "2.1",
        "id": stix_id(kind, name),
        "created": "2020-02-11T18:46:24.434Z",
        "created_by_ref": AUTHOR,
        "revoked": False,
        "x_mitre_attack_spec_version": "3.2.0",
        "x_mitre_modified_by_ref": AUTHOR,
    } | more


def reference(number: str) -> list[dict[str, str]]:
    return [{"source_name": "mitre-attack", "url": f"https://attack.example/{number}", "external_id": number}]


def phases(chance: random.Random) -> list[dict[str, str]]:
    chosen = chance.sample(TACTICS, chance.randint(1, 3))
    return [{"kill_chain_name": "mitre-attack", "phase_name": one} for one in chosen]


def bundle(seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)  # noqa: S311 - varied, not secret
    techniques = [
        made(
            "attack-pattern",
            n,
            external_references=reference(f"T{1000 + n // 2}" + (f".{n % 2:03d}" if n % 2 else "")),
            kill_chain_phases=phases(chance),
            x_mitre_is_subtechnique=bool(n % 2),
            x_mitre_platforms=chance.sample(["Linux", "Windows", "Network Devices"], 2),
        )
        for n in range(40)
    ]
    sets = [
        made(
            "intrusion-set",
            n,
            aliases=[f"組 {n}"],
            external_references=reference(f"G{n:04d}"),
            x_mitre_contributors=["A"],
        )
        for n in range(8)
    ]
    tactics = [
        made("x-mitre-tactic", one, external_references=reference(f"TA{n:04d}"), x_mitre_shortname=one)
        for n, one in enumerate(TACTICS)
    ]
    sources = [made("x-mitre-data-source", n, x_mitre_collection_layers=["Host"]) for n in range(4)]
    parts = [made("x-mitre-data-component", n, x_mitre_data_source_ref=sources[n]["id"]) for n in range(4)]
    table = made(
        "x-mitre-matrix", 1, tactic_refs=[one["id"] for one in tactics], external_references=reference("enterprise")
    )
    contents = [{"object_ref": one["id"], "object_modified": one["modified"]} for one in (*techniques, *sets)]
    collection = made("x-mitre-collection", 1, x_mitre_contents=contents)
    ties = [
        made(
            "relationship",
            n,
            relationship_type="uses",
            source_ref=chance.choice(sets)["id"],
            target_ref=chance.choice(techniques)["id"],
        )
        for n in range(60)
    ]
    for one in ties:
        del one["name"]
    author = made("identity", "author", identity_class="organization")
    del author["created_by_ref"]
    return [author, *techniques, *sets, *tactics, *sources, *parts, table, collection, *ties]


@pytest.mark.parametrize("seed", range(3))
def test_every_object_comes_back_byte_by_byte(cast: Cast, seed: int) -> None:
    given = bundle(seed)
    texts = [json.dumps(one, ensure_ascii=bool(n % 2), indent=n % 3 or None) for n, one in enumerate(given)]
    body = f'{{"type": "bundle", "id": "{stix_id("bundle", seed)}", "objects": [{", ".join(texts)}]}}'
    origin = origin_of(cast.center)

    with acting_as(cast.center):
        taken = take_in_body(cast.center, origin.public_id, body.encode())
        assert list(taken.faults) == []
        assert len(taken.new) == len(given)
        for one, text in zip(given, texts, strict=True):
            (kept,) = queries.versions(cast.center, one["id"][-36:])
            assert kept.raw == text


def test_the_pages_show_its_matrix_and_its_own_kinds(cast: Cast) -> None:
    given, origin = bundle(1), origin_of(cast.center)
    with acting_as(cast.center):
        take_in_body(cast.center, origin.public_id, json.dumps({"type": "bundle", "objects": given}).encode())
    client = client_of(cast.center)

    page = client.get(reverse("intel_techniques")).content.decode()
    assert page.count("<section>") >= len(TACTICS)
    assert "T1019.001" in page
    own = next(one for one in given if one["type"] == "x-mitre-tactic")
    text = client.get(reverse("intel_object", args=[own["id"][-36:]])).content.decode()
    assert "x-mitre-tactic" in text
    assert "https://attack.example" not in text
    actor = next(one for one in given if one["type"] == "intrusion-set")
    answer = client.get(reverse("intel_raw", args=[actor["id"][-36:]]))
    assert json.loads(answer.content) == actor
