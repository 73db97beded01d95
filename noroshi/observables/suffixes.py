"""Which part of a name somebody has registered: by the public suffix list that the library carries, never by the network."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from noroshi.observables.words import words

LIST: Final = ".tld_set_snapshot"
PRIVATE: Final = "===BEGIN PRIVATE DOMAINS==="


@dataclass(frozen=True, slots=True)
class Suffixes:
    """`registries` sell names; `landlords` are houses under whose names everybody may have one, such as hosting services."""

    endings: frozenset[str]
    registries: frozenset[str]
    landlords: frozenset[str]


@lru_cache(maxsize=1)
def suffixes() -> Suffixes:
    registries, _mark, landlords = _text().partition(PRIVATE)
    sold = frozenset(_rules(registries))
    endings = frozenset(rule.rpartition(".")[2] for rule in sold) | words("reserved_endings")
    return Suffixes(endings, sold, frozenset(_rules(landlords)))


def is_ending(label: str) -> bool:
    return label in suffixes().endings


@lru_cache(maxsize=4096)
def registered(name: str) -> str:
    """`a.b.example.co.jp` was registered as example.co.jp; nothing where the name is only what registries sell under."""
    return _one_more(name, suffixes().registries)


@lru_cache(maxsize=4096)
def landlord(name: str) -> str:
    """The hosting service under whose name this one stands: github.io of a.github.io."""
    labels = name.split(".")
    known = suffixes().landlords
    return next((".".join(labels[at:]) for at in range(len(labels)) if _holds(known, labels[at:])), "")


def _one_more(name: str, rules: frozenset[str]) -> str:
    labels = name.split(".")
    for at in range(len(labels)):
        if "!" + ".".join(labels[at:]) in rules:
            return ".".join(labels[at:])
        if _holds(rules, labels[at:]):
            return ".".join(labels[at - 1 :]) if at else ""
    return ".".join(labels[-2:]) if len(labels) > 1 else ""


def _holds(rules: frozenset[str], labels: list[str]) -> bool:
    return ".".join(labels) in rules or (len(labels) > 1 and ".".join(("*", *labels[1:])) in rules)


def _text() -> str:
    """Found without importing the library, which would bring its network code along."""
    place = importlib.util.find_spec("tldextract")
    if place is None or not place.submodule_search_locations:
        raise FileNotFoundError("tldextract")
    return (Path(place.submodule_search_locations[0]) / LIST).read_text("utf-8")


def _rules(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line and not line.startswith("//"):
            yield line if line.isascii() else ".".join(_ascii(label) for label in line.split("."))


def _ascii(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
