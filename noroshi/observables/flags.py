"""What must be said beside a value before anybody blocks it: whose it may be, and whom else it would hit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from noroshi.observables.kinds import ADDRESSES, Kind
from noroshi.observables.known import HOSTED, KNOWN_GOOD, SHARED, Entry, Listing, hosts_of, is_address, seeds
from noroshi.observables.ranges import Network, is_private, is_reserved, is_reserved_name, touches
from noroshi.observables.suffixes import landlord, registered
from noroshi.vocabulary.observables import ValueFlag


@dataclass(frozen=True, slots=True)
class Flagged:
    """`entry` is the line of a list that says so, where one does."""

    flag: ValueFlag
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What a reader calls its own; it leaves the organization in no other way."""

    networks: tuple[Network, ...] = ()
    domains: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def known_good() -> Listing:
    return Listing.of(seeds(KNOWN_GOOD))


@lru_cache(maxsize=1)
def shared_infrastructure() -> Listing:
    return Listing.of(seeds(SHARED))


@dataclass(frozen=True, slots=True)
class Lists:
    """A desk's own copies; the delivered ones where it has none. Of names put `aside`, and all below, no list says that many share them."""

    good: Listing = field(default_factory=known_good)
    shared: Listing = field(default_factory=shared_infrastructure)
    aside: frozenset[str] = frozenset()


def flags_of(kind: Kind, form: str, own: Own = Own(), lists: Lists | None = None) -> tuple[Flagged, ...]:
    return tuple(_flags(kind, form, own, lists or Lists()))


def _flags(kind: Kind, form: str, own: Own, lists: Lists) -> Iterator[Flagged]:
    address = _address(kind, form)
    host = hosts_of(kind, form) if kind in HOSTED and not address else ""
    if (address and touches(address, own.networks)) or (host and _is_below(host, own.domains)):
        yield Flagged(ValueFlag.OWN)
    elif host and _is_near(host, own.domains):
        yield Flagged(ValueFlag.NEAR_OWN)
    if address and is_private(address):
        yield Flagged(ValueFlag.PRIVATE)
    elif (address and is_reserved(address)) or (host and is_reserved_name(host)):
        yield Flagged(ValueFlag.RESERVED)
    if good := lists.good.entry(kind, form):
        yield Flagged(ValueFlag.KNOWN_GOOD, good)
    if shared := lists.shared.entry(kind, form):
        yield Flagged(ValueFlag.SHARED, shared)
    elif host and landlord(host) and not _is_below(host, lists.aside):
        yield Flagged(ValueFlag.SHARED)


def _address(kind: Kind, form: str) -> str:
    """Of an address itself, and of a URL that names its host by address."""
    if kind in ADDRESSES:
        return form
    return host if kind is Kind.URL and is_address(host := hosts_of(kind, form)) else ""


def _is_below(host: str, domains: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in domains for at in range(len(labels)))


def _is_near(host: str, domains: frozenset[str]) -> bool:
    """One letter off, or our name in front of somebody else's: what mails that pretend use."""
    asked = registered(host)
    return any(
        _differs_by_one(asked, own) or f"{own.partition('.')[0]}-" in asked or f"{own}." in f"{host}."
        for own in domains
        if len(own) > 6
    )


def _differs_by_one(one: str, other: str) -> bool:
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return longer[start + 1 :] == shorter[start + (len(one) == len(other)) :]
