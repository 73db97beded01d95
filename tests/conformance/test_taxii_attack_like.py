"""Knowledge of attackers, in the shape in which it is published, by public clients: pushed, pulled and read back equal."""

import json
from typing import Any

import pytest
import stix2
import taxii2client.v21 as taxii

from tests.conformance.taxii_ground import Ground, ground
from tests.rooms.test_intel_attack_like import bundle, made

__all__ = ["ground"]

pytestmark = pytest.mark.xdist_group("taxii")
RARE = (
    made("attack-pattern", "revoked", revoked=True),
    made("attack-pattern", "deprecated", x_mitre_deprecated=True, x_mitre_detection="𠮷野家で𩸽を🦊"),
    made("malware", "numbers", is_family=True, x_big=2**53 - 1, x_negative=1 - 2**53, x_small=1e-7, x_plain=0.1),
    made("tool", "nested", x_deep={"a": [{"b": 0}, [[1]], "", True]}, x_line='\u2028 \\ " /'),
)


@pytest.fixture(scope="module")
def given(ground: Ground) -> dict[str, dict[str, Any]]:
    """Pushed in three envelopes, the relationships before what they tie."""
    collection, objects = ground.collection(2), [*bundle(7), *RARE][::-1]
    for start in range(0, len(objects), 60):
        status = collection.add_objects({"objects": objects[start : start + 60]})
        assert (status.status, status.failures) == ("complete", [])
    return {one["id"]: one for one in objects}


@pytest.mark.parametrize("per_request", [7, 1000])
def test_what_was_pushed_is_pulled_equal_object_by_object(
    ground: Ground, given: dict[str, dict[str, Any]], per_request: int
) -> None:
    pages = taxii.as_pages(ground.collection(2).get_objects, per_request=per_request)

    pulled = [one for page in pages for one in page["objects"]]

    assert len(pulled) == len(given)
    assert {one["id"]: one for one in pulled} == given


def test_one_by_one_each_is_the_same(ground: Ground, given: dict[str, dict[str, Any]]) -> None:
    collection = ground.collection(2)

    for one in RARE:
        assert collection.get_object(one["id"])["objects"] == [given[one["id"]]]
    assert [one["id"] for one in collection.get_objects(type="x-mitre-matrix")["objects"]] == [
        number for number in given if number.startswith("x-mitre-matrix--")
    ]


def test_the_stix_library_reads_techniques_and_who_uses_them(ground: Ground, given: dict[str, dict[str, Any]]) -> None:
    source = stix2.TAXIICollectionSource(ground.collection(2), allow_custom=True)

    techniques = source.query([stix2.Filter("type", "=", "attack-pattern")])
    used = next(one for one in given.values() if one["type"] == "relationship")
    ties = source.relationships(source.get(used["source_ref"]), "uses", source_only=True)

    assert {one["id"]: without_usual(json.loads(one.serialize())) for one in techniques} == {
        number: without_usual(one) for number, one in given.items() if one["type"] == "attack-pattern"
    }
    assert {one["id"] for one in ties} == {
        one["id"] for one in given.values() if one["type"] == "relationship" and one["source_ref"] == used["source_ref"]
    }


def without_usual(one: dict[str, Any]) -> dict[str, Any]:
    """The library leaves out that something is not revoked, which is usual."""
    return {name: value for name, value in one.items() if (name, value) != ("revoked", False)}
