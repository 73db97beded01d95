"""Sets of nftables, split by family, each element with the time it has left. One file replaces its whole table at once."""

import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network
from typing import Final

from noroshi.devices.formats.listed import Heading, Listed, Sorted, head, of_kind
from noroshi.observables.kinds import Kind
from noroshi.observables.ranges import network

KINDS: Final = frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR})
NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
LONGEST_SECONDS: Final = 365 * 86_400
TYPES: Final = {4: ("ip", "ipv4_addr"), 6: ("ip6", "ipv6_addr")}


def table_name(profile: str) -> str:
    """Of letters that nftables takes; two profiles never share one."""
    plain = NOT_PLAIN.sub("_", profile.lower()).strip("_")[:24]
    return f"noroshi_{plain}_{blake2b(profile.encode('utf-8', 'replace'), digest_size=4).hexdigest()}".replace(
        "__", "_"
    )


def sets(heading: Heading, found: Sorted) -> str:
    name = table_name(heading.profile)
    body = "".join(_family(version, found, heading.made_at) for version in (4, 6))
    return f"{head(heading, found, '#')}add table inet {name}\ndelete table inet {name}\ntable inet {name} {{\n{body}{_chains()}}}\n"


def sets_back(heading: Heading, found: Sorted) -> str:
    """Makes the table where it is missing, so that taking it away never fails."""
    name = table_name(heading.profile)
    return f"{head(heading, found, '#', undo=True)}add table inet {name}\ndelete table inet {name}\n"


def _family(version: int, found: Sorted, now: datetime) -> str:
    kind = TYPES[version][1]
    single = of_kind(found.rows, Kind.IPV4 if version == 4 else Kind.IPV6)
    wide = list(_apart([row for row in of_kind(found.rows, Kind.CIDR) if network(row.value).version == version]))
    return _set(f"v{version}", kind, "timeout", single, now) + _set(
        f"v{version}_networks", kind, "interval, timeout", wide, now
    )


def _set(name: str, kind: str, flags: str, rows: list[Listed], now: datetime) -> str:
    elements = ",\n      ".join(f"{row.value}{_timeout(row.until, now)}" for row in rows)
    held = f"    elements = {{\n      {elements}\n    }}\n" if rows else ""
    return f"  set {name} {{\n    type {kind}\n    flags {flags}\n{held}  }}\n"


def _timeout(until: datetime | None, now: datetime) -> str:
    """Reckoned from when the file was made; nothing stays longer than a year without being looked at again."""
    seconds = LONGEST_SECONDS if until is None else min(LONGEST_SECONDS, max(1, int((until - now).total_seconds())))
    return f" timeout {seconds}s"


def _apart(rows: list[Listed]) -> Iterator[Listed]:
    """Networks inside a wider one are left to it: nftables holds no two that overlap."""
    kept: list[IPv4Network | IPv6Network] = []
    for row in sorted(rows, key=lambda row: network(row.value).prefixlen):
        asked = network(row.value)
        if not any(asked.overlaps(one) for one in kept):
            kept.append(asked)
            yield row


def _chains() -> str:
    """What comes from them and what goes to them, counted and dropped."""
    return "".join(
        f"  chain {hook} {{\n    type filter hook {hook} priority -10; policy accept;\n"
        + "".join(_rules(sides))
        + "  }\n"
        for hook, sides in (("input", ("saddr",)), ("forward", ("saddr", "daddr")), ("output", ("daddr",)))
    )


def _rules(sides: tuple[str, ...]) -> Iterator[str]:
    for version, (family, _kind) in TYPES.items():
        for side in sides:
            for name in (f"v{version}", f"v{version}_networks"):
                yield f"    {family} {side} @{name} counter drop\n"
