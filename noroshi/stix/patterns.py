"""STIX patterns: what they look for, or where they stop being one. Our own reader: linear, bounded, without recursion on input.

A value is taken from `=` and from `IN (...)`, not from what is negated: that is what would be seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.stix.faults import Wrong
from noroshi.stix.limits import VALUES
from noroshi.stix.parsing import Comparison, comparisons
from noroshi.stix.paths import EITHER, KIND_OF, PRODUCTS
from noroshi.stix.read import Value

ONE: Final = r"([a-z0-9-]+:[A-Za-z0-9_.'-]+) ?= ?'([^'\\\0]*)'"
PLAIN: Final = re.compile(rf"\[{ONE}\]", re.ASCII)
ANY_OF: Final = re.compile(rf"\[{ONE}(?: OR {ONE}){{1,50}}\]", re.ASCII)
EACH: Final = re.compile(ONE, re.ASCII)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a pattern looks for."""

    values: tuple[Value, ...]
    products: tuple[str, ...]


def only_value(pattern: str) -> Value | None:
    """Of the plainest pattern there is, when its path is one we know."""
    found = PLAIN.fullmatch(pattern)
    return _known(*found.groups()) if found else None


def known_values(pattern: str) -> tuple[Value, ...] | None:
    """Of the plainest patterns there are, one value or any of several, when all their paths are known; else None."""
    value = only_value(pattern)
    if value is not None:
        return (value,)
    if ANY_OF.fullmatch(pattern) is None:
        return None
    values = [_known(path, text) for path, text in EACH.findall(pattern)]
    return None if None in values else tuple(dict.fromkeys(one for one in values if one))


def _known(path: str, text: str) -> Value | None:
    kind = _plain_kind(path)
    if kind is None:
        return None
    try:
        return settled(kind, text)
    except NotOfThisKind:
        return None


@lru_cache(maxsize=1024)
def sought(pattern: str) -> Sought:
    """Raises Wrong("not_a_pattern") with the place, or "too_many": nothing is kept that could not be found again."""
    values: dict[Value, None] = {}
    products: dict[str, None] = {}
    for one in comparisons(pattern):
        if one.is_negated or one.operator not in {"=", "IN"}:
            continue
        if one.path in PRODUCTS:
            products.update((text, None) for text in one.texts)
        values.update((value, None) for value in _values(one))
    if max(len(values), len(products)) > VALUES:
        raise Wrong("too_many", "$.pattern", VALUES)
    return Sought(tuple(values), tuple(products))


def _values(one: Comparison) -> Iterator[Value]:
    kind = KIND_OF.get(one.path)
    if kind is None:
        return
    for text in one.texts:
        for either in EITHER.get(one.path, (kind,)):
            try:
                yield settled(either, text)
            except NotOfThisKind:
                continue
            break


@lru_cache(maxsize=4096)
def _plain_kind(path: str) -> Kind | None:
    """Only where the path is written as the grammar wants it: hyphens in quotes."""
    kind, _, rest = path.partition(":")
    steps = [
        step[1:-1] if _is_quoted(step) else step if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", step) else "?"
        for step in rest.split(".")
    ]
    known = f"{kind}:{'.'.join(steps)}"
    return None if known in EITHER else KIND_OF.get(known)


def _is_quoted(step: str) -> bool:
    return len(step) > 2 and step[0] == step[-1] == "'" and "'" not in step[1:-1]
