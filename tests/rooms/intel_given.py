"""STIX for the tests of shared intelligence: small, valid, told apart by their numbers."""

import json
import uuid
from typing import Any, Final

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.actions import OriginWish, Taken, begin_origin, take_in_body
from noroshi.intel.models import Origin
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import OriginKind, Reliability, Tlp2

SPACE: Final = uuid.UUID("5bd1d54a-9d3c-4c3c-8b44-6a45f6f0f3a1")
MOMENT: Final = "2026-04-01T00:00:00.000Z"


def stix_id(kind: str, name: object) -> str:
    return f"{kind}--{uuid.uuid5(SPACE, f'{kind} {name}')}"


def indicator(name: object, value: str = "", **more: Any) -> dict[str, Any]:
    """About a domain, unless told otherwise."""
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": stix_id("indicator", name),
        "created": MOMENT,
        "modified": MOMENT,
        "pattern": f"[domain-name:value = '{value or f'c2-{name}.example'}']",
        "pattern_type": "stix",
        "valid_from": MOMENT,
    } | more


def relationship(name: object, source: str, target: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "relationship",
        "spec_version": "2.1",
        "id": stix_id("relationship", name),
        "created": MOMENT,
        "modified": MOMENT,
        "relationship_type": "indicates",
        "source_ref": source,
        "target_ref": target,
    } | more


def malware(name: object, **more: Any) -> dict[str, Any]:
    return {
        "type": "malware",
        "spec_version": "2.1",
        "id": stix_id("malware", name),
        "created": MOMENT,
        "modified": MOMENT,
        "name": f"{name}",
        "is_family": True,
    } | more


def marked(tlp: Tlp2) -> dict[str, Any]:
    return {"object_marking_refs": [ID_OF[tlp]]}


def bundle(*objects: dict[str, Any]) -> bytes:
    whole = {"type": "bundle", "id": stix_id("bundle", len(objects)), "objects": objects}
    return json.dumps(whole, ensure_ascii=False).encode()


def origin_of(viewer: Viewer, name: str = "朝の便り", tlp: Tlp2 = Tlp2.GREEN, **more: Any) -> Origin:
    """Opened to everybody in range, unless told otherwise."""
    usual: dict[str, Any] = {"kind": OriginKind.UPLOAD, "reliability": Reliability.B, "opened": ["everyone_in_range"]}
    with acting_as(viewer):
        return begin_origin(viewer, OriginWish(name=name, tlp=tlp, **(usual | more)))


def brought(viewer: Viewer, origin: Origin, *objects: dict[str, Any]) -> Taken:
    with acting_as(viewer):
        return take_in_body(viewer, origin.public_id, bundle(*objects))
