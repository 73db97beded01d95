"""Addresses that say nothing about who attacked: private, of documentation, of the machine itself. By the registries of IANA."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final

PRIVATE: Final = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
)
RESERVED: Final = (
    "0.0.0.0/8",
    "127.0.0.0/8",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "192.88.99.0/24",
    "::/128",
    "::1/128",
    "100::/64",
    "2001:db8::/32",
    "2001:2::/48",
    "3fff::/20",
    "5f00::/16",
    "ff00::/8",
    "64:ff9b:1::/48",
)
RESERVED_NAMES: Final = frozenset(
    {"example", "test", "invalid", "localhost", "local", "internal", "lan", "home", "corp", "intranet", "localdomain"}
)

type Network = IPv4Network | IPv6Network


@lru_cache(maxsize=8192)
def network(form: str) -> Network:
    """Of an address or a network in its normal form; both are remembered, as lists repeat them."""
    return ip_network(form, strict=False)


def lies_in(form: str, networks: "tuple[Network, ...]") -> bool:
    """Wholly inside one of them."""
    asked = network(form)
    return any(asked.version == one.version and asked.subnet_of(one) for one in networks)  # type: ignore[arg-type] # the same version was asked for


def touches(form: str, networks: "tuple[Network, ...]") -> bool:
    """Shares at least one address with one of them."""
    asked = network(form)
    return any(asked.version == one.version and asked.overlaps(one) for one in networks)


def is_private(form: str) -> bool:
    return touches(form, _networks(PRIVATE))


def is_reserved(form: str) -> bool:
    return lies_in(form, _networks(RESERVED))


def is_reserved_name(name: str) -> bool:
    return name.rpartition(".")[2] in RESERVED_NAMES or name.endswith((".home.arpa", ".in-addr.arpa", ".ip6.arpa"))


@lru_cache(maxsize=8)
def _networks(written: tuple[str, ...]) -> "tuple[Network, ...]":
    return tuple(ip_network(one) for one in written)
