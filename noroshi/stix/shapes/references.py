"""Identifiers, and what may be referred to from where."""

import re
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.kinds import TYPES, StixKind
from noroshi.stix.shapes.words import Check, listed, text

UUID: Final = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
TYPE: Final = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?!-)){1,248}[a-z0-9]", re.ASCII)
ID: Final = re.compile(rf"([a-z0-9]+(?:-[a-z0-9]+)*)--{UUID}", re.ASCII)
LONGEST: Final = 250 + 38

OBSERVED: Final = frozenset(TYPES[kind] for kind in StixKind if kind.is_observable)
DOMAIN: Final = frozenset(TYPES[kind] for kind in StixKind if kind.is_domain)
BETWEEN: Final = frozenset(TYPES[kind] for kind in StixKind if kind.is_relationship)
ABOUT: Final = frozenset(TYPES[kind] for kind in StixKind if kind.is_meta) | {"bundle"}


def type_in(value: Any, path: str) -> str:
    """The type of what is referred to."""
    text(value, path)
    found = ID.fullmatch(value)
    if found is None or not 41 <= len(value) <= LONGEST:
        raise Wrong("not_an_id", path, value)
    return found[1]


def ref(*types: str) -> Check:
    """To one of these types; to any when none is named."""
    allowed = frozenset(types)

    def check(value: Any, path: str) -> None:
        if type_in(value, path) not in allowed and allowed:
            raise Wrong("wrong_id_type", path, value)

    return check


def ref_except(types: frozenset[str]) -> Check:
    """Custom objects may be anything, so what is known not to do is refused."""

    def check(value: Any, path: str) -> None:
        if type_in(value, path) in types:
            raise Wrong("wrong_id_type", path, value)

    return check


def refs(*types: str) -> Check:
    return listed(ref(*types))


observed = ref_except(DOMAIN | BETWEEN | ABOUT)
"""A cyber observable, custom ones included."""
