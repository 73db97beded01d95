"""What all objects share, and the small types within them: outside references, hashes, phases, markings of parts, extensions."""

import re
from collections.abc import Mapping
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.shapes.references import ref, refs
from noroshi.stix.shapes.shape import Shape, any_of, in_order
from noroshi.stix.shapes.words import (
    Check,
    at,
    boolean,
    dictionary,
    integer,
    language,
    listed,
    named,
    one_of,
    text,
)

HEXES: Final = {
    "MD5": 32, "SHA-1": 40, "SHA-224": 56, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128, "SHA3-224": 56, "SHA3-256": 64,
    "SHA3-384": 96, "SHA3-512": 128, "RIPEMD-160": 40, "WHIRLPOOL": 128,
}  # fmt: skip
HEX: Final = re.compile(r"[0-9A-Fa-f]+", re.ASCII)
SELECTOR: Final = re.compile(r"[a-z0-9_-]{3,250}(?:\.(?:\[[0-9]+\]|[A-Za-z0-9_-]{1,250}))*", re.ASCII)
EXTENSION_TYPES: Final = ("new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension")
MARKINGS: Final = "marking-definition"


def hashes(value: Any, path: str) -> None:
    dictionary(text)(value, path)
    for name, digest in value.items():
        length = HEXES.get(name)
        if length and (len(digest) != length or HEX.fullmatch(digest) is None):
            raise Wrong("not_a_hash", f"{path}.{name}", digest)


def _hashed_url(value: Mapping[str, Any], path: str) -> None:
    """Somebody else's page needs no hash; a hash needs a page."""
    if "hashes" in value and "url" not in value:
        raise Wrong("only_with", f"{path}.hashes", "url")


EXTERNAL: Final = Shape(
    {"source_name": text, "description": text, "url": text, "hashes": hashes, "external_id": text},
    ("source_name",),
    (any_of("description", "external_id", "url"), _hashed_url),
)
PHASE: Final = Shape({"kill_chain_name": text, "phase_name": text}, ("kill_chain_name", "phase_name"))


def _one_meaning(value: Mapping[str, Any], path: str) -> None:
    if ("lang" in value) == ("marking_ref" in value):
        raise Wrong("needs_one_of" if "lang" not in value else "not_together", path, "lang, marking_ref")


def selector(value: Any, path: str) -> None:
    text(value, path)
    if SELECTOR.fullmatch(value) is None:
        raise Wrong("not_a_selector", path, value)


GRANULAR: Final = Shape(
    {"lang": language, "marking_ref": ref(MARKINGS), "selectors": listed(selector)},
    ("selectors",),
    (_one_meaning,),
)
external_references: Final = listed(EXTERNAL.check)
kill_chain_phases: Final = listed(PHASE.check)
EXTENDED: Final = Shape({"extension_type": one_of(*EXTENSION_TYPES)}, ("extension_type",))


def extended(known: Mapping[str, Shape]) -> Check:
    """`known` are the predefined ones of this type; those of a definition say what they extend; others are the sender's own."""

    def check(value: Any, path: str) -> None:
        dictionary()(value, path)
        for name, one in value.items():
            here = f"{path}.{name}"
            if type(one) is not dict:
                raise Wrong("wrong_type", here, named(one))
            if name in known:
                known[name].check(one, here)
            elif name.startswith("extension-definition--"):
                ref("extension-definition")(name, here)
                if "extension_type" in one:
                    EXTENDED.has["extension_type"](one["extension_type"], f"{here}.extension_type")

    return check


def spec(value: Any, path: str) -> None:
    text(value, path)
    if value != "2.1":
        raise Wrong("old_spec", path, value)


ALWAYS: Final[dict[str, Check]] = {
    "type": text,
    "spec_version": spec,
    "id": text,
    "object_marking_refs": refs(MARKINGS),
    "granular_markings": listed(GRANULAR.check),
}
DOMAIN: Final[dict[str, Check]] = {
    **ALWAYS,
    "created_by_ref": ref("identity"),
    "created": at,
    "modified": at,
    "revoked": boolean,
    "labels": listed(text),
    "confidence": integer(0, 100),
    "lang": language,
    "external_references": external_references,
    "extensions": extended({}),
}
NEEDED: Final = ("type", "spec_version", "id", "created", "modified")
CHANGED: Final = in_order("created", "modified")
words: Final = listed(text)


def domain(needs: tuple[str, ...] = (), *rules: Any, **has: Check) -> Shape:
    """A domain object or a relationship."""
    return Shape({**DOMAIN, **has}, (*NEEDED, *needs), (CHANGED, *rules))


def observable(
    needs: tuple[str, ...] = (), *rules: Any, known: Mapping[str, Shape] | None = None, **has: Check
) -> Shape:
    """A cyber observable: it has no version, so nothing of one may stand in it."""
    given: dict[str, Check] = {**ALWAYS, "defanged": boolean, "extensions": extended(known or {}), **has}
    return Shape(given, ("type", "id", *needs), rules, lacks=frozenset(DOMAIN) - frozenset(given))
