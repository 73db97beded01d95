"""Known-good values and shared infrastructure: a list that answers fast whether a value stands on it, and why."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from noroshi.observables.kinds import ADDRESSES, Kind
from noroshi.observables.normal import guessed
from noroshi.observables.ranges import Network, network
from noroshi.observables.urls import host_of
from noroshi.observables.words import LISTS
from noroshi.vocabulary.word import Text

HOSTED: Final = frozenset({Kind.DOMAIN, Kind.URL, Kind.EMAIL})


@dataclass(frozen=True, slots=True)
class Entry:
    """`value` in normal form; a name holds for all below it, a network for all inside."""

    kind: Kind
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Asked by value; it names the entry that it found."""

    by_value: Mapping[str, Entry]
    networks: tuple[tuple[Network, Entry], ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Listing":
        kept = tuple(entries)
        networks = tuple((network(one.value), one) for one in kept if one.kind is Kind.CIDR)
        return cls(MappingProxyType({one.value: one for one in kept}), networks)

    def entry(self, kind: Kind, form: str) -> Entry | None:
        if kind in ADDRESSES:
            return self.by_value.get(form) or self._around(form)
        return self._above(hosts_of(kind, form)) if kind in HOSTED else self.by_value.get(form)

    def _above(self, host: str) -> Entry | None:
        """The name itself or any above it; a URL may name its host by address."""
        if is_address(host):
            return self.by_value.get(host) or self._around(host)
        labels = host.split(".")
        return next((found for at in range(len(labels)) if (found := self.by_value.get(".".join(labels[at:])))), None)

    def _around(self, form: str) -> Entry | None:
        asked = network(form)
        return next(
            (entry for one, entry in self.networks if one.version == asked.version and one.overlaps(asked)), None
        )


def is_address(host: str) -> bool:
    """Of a host in normal form: names never end in a digit."""
    return ":" in host or host[-1:].isdigit()


def hosts_of(kind: Kind, form: str) -> str:
    """Of a URL or a mail address; a name is its own host."""
    if kind is Kind.URL:
        return host_of(form)
    return form.rpartition("@")[2]


@lru_cache(maxsize=4)
def seeds(name: str) -> tuple[Entry, ...]:
    """`known_good` or `shared_infrastructure`, as delivered."""
    return tuple(_read(name))


def _read(name: str) -> Iterator[Entry]:
    for entry in tomllib.loads((LISTS / f"{name}.toml").read_text("utf-8"))["entry"]:
        for written in entry["values"]:
            found = guessed(written)
            if found is None:
                raise ValueError(f"{name}: {written}")
            yield Entry(*found, Text(entry["reason_ja"], entry["reason_en"]))


KNOWN_GOOD: Final = "known_good"
SHARED: Final = "shared_infrastructure"
