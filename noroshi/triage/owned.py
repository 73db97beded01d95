"""Whose own address or name a value is, among the assets of thousands of profiles: looked up, never compared one by one. Plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

from noroshi.observables import Kind

ADDRESSES: Final = frozenset({Kind.IPV4, Kind.IPV6})
NAMES: Final = frozenset({Kind.DOMAIN, Kind.EMAIL, Kind.URL})
NETWORK, DOMAIN = "network", "domain"
OF_ONE_S_OWN: Final = (NETWORK, DOMAIN)
"""Kinds of assets that values are looked up in. Suppliers are names in a text."""


class Owned:
    """Numbers of assets, by what they are."""

    def __init__(self, assets: Iterable[tuple[int, str, str]]) -> None:
        self._names: dict[str, list[int]] = defaultdict(list)
        self._networks: dict[tuple[int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, kind, value in assets:
            if kind == DOMAIN:
                self._names[value].append(number)
            elif kind == NETWORK:
                network = ip_network(value, strict=False)
                host = network.max_prefixlen - network.prefixlen
                self._networks[network.version, host][int(network.network_address) >> host].append(number)

    def naming(self, kind: int, value: str) -> Iterator[int]:
        """The networks that an address is in, the domains that a name is or is under."""
        if kind in ADDRESSES:
            address = ip_address(value)
            for (version, host), networks in self._networks.items():
                if version == address.version:
                    yield from networks.get(int(address) >> host, ())
            return
        name = name_in(kind, value)
        while name:
            yield from self._names.get(name, ())
            name = name.partition(".")[2]


def name_in(kind: int, value: str) -> str:
    match kind:
        case Kind.DOMAIN:
            return value
        case Kind.EMAIL:
            return value.rpartition("@")[2]
        case Kind.URL:
            return urlsplit(value).hostname or ""
        case _:
            return ""
