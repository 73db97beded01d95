"""A DNS response policy zone: names and everything below them do not exist, and no answer holds a listed address."""

import re
from typing import Final

from noroshi.devices.formats.listed import Heading, Listed, Sorted, head, of_kind
from noroshi.observables.kinds import Kind
from noroshi.observables.ranges import network
from noroshi.vocabulary.devices import LeftOut

KINDS: Final = frozenset({Kind.DOMAIN, Kind.IPV4, Kind.IPV6, Kind.CIDR})
TTL: Final = 300
LONGEST: Final = 180
"""The zone's own name stands behind each name, and 253 letters are all that DNS has."""
ZEROS: Final = re.compile(r"(?:^|\.)(?:0\.)*0(?:\.|$)")


def too_long(row: Listed) -> LeftOut | None:
    return LeftOut.TOO_LONG if row.kind is Kind.DOMAIN and len(row.value) > LONGEST else None


def zone(heading: Heading, found: Sorted) -> str:
    return _zone(heading, found, ".", undo=False)


def zone_back(heading: Heading, found: Sorted) -> str:
    """A zone that lets the same names pass, to be asked before all others."""
    return _zone(heading, found, "rpz-passthru.", undo=True)


def _zone(heading: Heading, found: Sorted, answer: str, *, undo: bool) -> str:
    names = "".join(
        f"{row.value} CNAME {answer}\n*.{row.value} CNAME {answer}\n" for row in of_kind(found.rows, Kind.DOMAIN)
    )
    addresses = "".join(
        f"{trigger(row.value)} CNAME {answer}\n" for row in of_kind(found.rows, Kind.IPV4, Kind.IPV6, Kind.CIDR)
    )
    serial = int(heading.made_at.timestamp()) % 2**32
    top = f"$TTL {TTL}\n@ SOA localhost. hostmaster.localhost. ( {serial} {TTL} {TTL} 604800 {TTL} )\n@ NS localhost.\n"
    return head(heading, found, ";", undo=undo) + top + names + addresses


def trigger(value: str) -> str:
    """`203.0.113.0/24` is `24.0.113.0.203.rpz-ip`; of IPv6 the longest run of zeros is `zz`."""
    asked = network(value)
    if asked.version == 4:
        parts = str(asked.network_address).split(".")
        return ".".join((str(asked.prefixlen), *reversed(parts), "rpz-ip"))
    short = str(asked.network_address)
    left, gap, right = short.partition("::")
    words = [*left.split(":"), *(["zz"] if gap else []), *right.split(":")]
    return ".".join((str(asked.prefixlen), *reversed([word for word in words if word]), "rpz-ip"))
