"""Squid and hosts files: names in the way in which a proxy or a single machine refuses them."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.devices.formats.listed import Heading, Listed, Sorted, head, moment, of_kind
from noroshi.observables.kinds import Kind

SQUID_KINDS: Final = frozenset({Kind.DOMAIN, Kind.URL, Kind.IPV4, Kind.IPV6, Kind.CIDR})
HOSTS_KINDS: Final = frozenset({Kind.DOMAIN})
SPECIAL: Final = re.compile(r"([.^$*+?()\[\]{}|\\])")


def below_others(rows: tuple[Listed, ...]) -> frozenset[str]:
    """Names that another name of the list covers: Squid refuses to hold both."""
    names = {row.value for row in rows if row.kind is Kind.DOMAIN}
    return frozenset(name for name in names if any(above in names for above in _above(name)))


def _above(name: str) -> Iterator[str]:
    labels = name.split(".")
    return (".".join(labels[at:]) for at in range(1, len(labels)))


def squid(heading: Heading, found: Sorted) -> str:
    """To be named by `include` before the first http_access line."""
    return head(heading, found, "#") + _squid(found, "noroshi", "deny")


def squid_back(heading: Heading, found: Sorted) -> str:
    return head(heading, found, "#", undo=True) + _squid(found, "noroshi_back", "allow")


def _squid(found: Sorted, name: str, deed: str) -> str:
    covered = below_others(found.rows)
    names = [f".{row.value}" for row in of_kind(found.rows, Kind.DOMAIN) if row.value not in covered]
    addresses = [row.value for row in of_kind(found.rows, Kind.IPV4, Kind.IPV6, Kind.CIDR)]
    urls = [_expression(row.value) for row in of_kind(found.rows, Kind.URL)]
    parts = (
        (f"{name}_names", "dstdomain", names),
        (f"{name}_addresses", "dst", addresses),
        (f"{name}_urls", "url_regex -i", urls),
    )
    return "".join(_acl(acl, test, values, deed) for acl, test, values in parts if values)


def _acl(acl: str, test: str, values: list[str], deed: str) -> str:
    return "".join(f"acl {acl} {test} {value}\n" for value in values) + f"http_access {deed} {acl}\n"


def _expression(url: str) -> str:
    """The URL and nothing else, every letter that a regular expression would read escaped; spaces cannot stand in a normal form."""
    return "^" + SPECIAL.sub(r"\\\1", url) + "$"


def hosts(heading: Heading, found: Sorted) -> str:
    return head(heading, found, "#") + "".join(f"0.0.0.0 {row.value}\n:: {row.value}\n" for row in found.rows)


def hosts_back(heading: Heading, found: Sorted) -> str:
    """The same block with nothing in force: put in the place of the other."""
    return head(heading, found, "#", undo=True) + "".join(
        f"# {row.value} until {moment(row.until)}\n" for row in found.rows
    )
