"""Products, and what an object of MISP tells of a weakness beside its number: which products it is in, how bad it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from noroshi.stix.cpe import cpe_of, name_of
from noroshi.stix.ids import observable_id
from noroshi.stix.misp.colors import STRICTEST_FIRST, color_of_part, listed
from noroshi.stix.ours import extended

CPE, WEAKNESS = "cpe", "vulnerability"
SCORES: Final = ("cvss-score", "cvss-string")
MOST, LONGEST = 200, 200


def product_of(attribute: Mapping[str, Any]) -> str | None:
    return cpe_of(attribute.get("value")) if attribute.get("type") == CPE else None


def software_of(product: str) -> dict[str, Any]:
    whole = {"type": "software", "spec_version": "2.1", "name": name_of(product), "cpe": product}
    return {"type": "software", "id": observable_id(whole), **whole}


def told_beside(event: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """By the numbers of attributes: our extension for a weakness that is the only one in an object of MISP."""
    found = {}
    for around in listed(event, "Object"):
        parts = [] if around.get("deleted") else [one for one in listed(around, "Attribute") if not one.get("deleted")]
        weaknesses = [one for one in parts if one.get("type") == WEAKNESS]
        if len(weaknesses) == 1:
            found[id(weaknesses[0])] = _told(_as_wide(event, around, weaknesses[0], parts))
    return found


def _told(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    products = [found for one in parts[:MOST] if (found := product_of(one))]
    scores = {str(one.get("object_relation")): str(one.get("value"))[:LONGEST] for one in parts}
    severity = next((scores[name] for name in SCORES if scores.get(name)), "")
    return extended(products=list(dict.fromkeys(products)), severity=severity) if products or severity else {}


def _as_wide(
    event: Mapping[str, Any], around: Mapping[str, Any], one: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """What may go less far than the weakness itself is not told with it."""
    bound = STRICTEST_FIRST.index(color_of_part(event, around, one))
    return [part for part in parts if STRICTEST_FIRST.index(color_of_part(event, around, part)) >= bound]
