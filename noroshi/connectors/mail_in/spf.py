"""Whether the machine that delivers a mail may speak for the sender's domain (SPF, RFC 7208). By hand, as `dkim`."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import quote

from noroshi.connectors.mail_in.dkim import Unreachable

MOST_LOOKUPS: Final = 10
MOST_EMPTY: Final = 2
MOST_NAMES: Final = 10
TERM: Final = re.compile(r"([+?~-]?)([a-z][a-z0-9_.-]*)([:=/].*)?", re.IGNORECASE)
MACRO: Final = re.compile(r"%(?:\{([slodiphcrtv])(\d*)(r?)([.\-+,/_=]*)\}|([%_-]))", re.IGNORECASE)
PREFIX: Final = re.compile(r"^(.*?)(?:/(\d{1,3}))?(?://(\d{1,3}))?$")

type Address = IPv4Address | IPv6Address
type Lookup = Callable[[str, str], Sequence[str]]
"""Records of a name by type (TXT, A, AAAA, MX); none where there is none. Raises `Unreachable` when nobody answered."""


class Outcome(StrEnum):
    PASS = "pass"  # noqa: S105 - a result, not a secret
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


QUALIFIED: Final = {
    "": Outcome.PASS,
    "+": Outcome.PASS,
    "-": Outcome.FAIL,
    "~": Outcome.SOFTFAIL,
    "?": Outcome.NEUTRAL,
}


class _Broken(Exception):  # noqa: N818 - the domain's own words cannot be read
    """A record that says something impossible, or asks too much."""


@dataclass
class _Asking:
    """One check: who delivers what, and how much was asked so far."""

    ip: Address
    sender: str
    helo: str
    lookup: Lookup
    asked: int = 0
    empty: int = field(default=0)

    def count(self) -> None:
        self.asked += 1
        if self.asked > MOST_LOOKUPS:
            raise _Broken

    def records(self, name: str, kind: str, *, counts_empty: bool = True) -> Sequence[str]:
        found = self.lookup(name, kind)
        if not found and counts_empty:
            self.empty += 1
            if self.empty > MOST_EMPTY:
                raise _Broken
        return found

    def addresses(self, name: str) -> list[Address]:
        kind = "AAAA" if self.ip.version == 6 else "A"
        return [ip_address(text) for text in self.records(name, kind)]


def checked(ip: str, sender: str, helo: str, lookup: Lookup) -> Outcome:
    """Of the envelope's sender; of the machine's own name where there is none (a bounce)."""
    local, _, domain = (sender or f"postmaster@{helo}").rpartition("@")
    address = ip_address(ip)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    asking = _Asking(mapped or address, f"{local or 'postmaster'}@{domain}", helo, lookup)
    try:
        return _of_domain(asking, domain.lower().rstrip("."))
    except Unreachable:
        return Outcome.TEMPERROR
    except (_Broken, ValueError):
        return Outcome.PERMERROR


def _of_domain(asking: _Asking, domain: str) -> Outcome:
    if not _is_name(domain):
        return Outcome.NONE
    told = asking.records(domain, "TXT", counts_empty=False)
    records = [text for text in told if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not records:
        return Outcome.NONE
    if len(records) > 1:
        raise _Broken
    terms = list(_terms(records[0]))
    for sign, name, rest in terms:
        if name not in {"redirect", "exp"} and not rest.startswith("=") and _matches(asking, domain, name, rest):
            return QUALIFIED[sign]
    return _redirected(asking, domain, terms)


def _terms(record: str) -> Iterator[tuple[str, str, str]]:
    """All of them are read before one is believed: a record with a mistake anywhere says nothing."""
    known = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"}
    for text in record.split()[1:]:
        term = TERM.fullmatch(text)
        if term is None:
            raise _Broken
        sign, name, rest = term[1], term[2].lower(), term[3] or ""
        if not rest.startswith("=") and name not in known:
            raise _Broken
        if name in {"include", "ip4", "ip6", "exists"} and not rest.startswith("=") and len(rest) < 2:
            raise _Broken
        yield sign, name, rest


def _redirected(asking: _Asking, domain: str, terms: Sequence[tuple[str, str, str]]) -> Outcome:
    targets = [rest[1:] for _, name, rest in terms if name == "redirect" and rest.startswith("=")]
    if not targets:
        return Outcome.NEUTRAL
    if len(targets) > 1:
        raise _Broken
    asking.count()
    outcome = _of_domain(asking, _expanded(asking, domain, targets[0]))
    if outcome is Outcome.NONE:
        raise _Broken
    return outcome


def _matches(asking: _Asking, domain: str, name: str, rest: str) -> bool:
    match name:
        case "all":
            return True
        case "ip4" | "ip6":
            return asking.ip in ip_network(rest[1:], strict=False)
        case "include":
            return _includes(asking, _expanded(asking, domain, rest[1:]))
        case "exists":
            asking.count()
            return bool(asking.records(_expanded(asking, domain, rest[1:]), "A"))
        case "ptr":
            asking.count()
            return False
        case _:
            return _is_among(asking, domain, name, rest)


def _includes(asking: _Asking, domain: str) -> bool:
    asking.count()
    outcome = _of_domain(asking, domain)
    if outcome is Outcome.NONE:
        raise _Broken
    return outcome is Outcome.PASS


def _is_among(asking: _Asking, domain: str, name: str, rest: str) -> bool:
    """`a` and `mx`, with a name of their own and the length of a network for either kind of address."""
    said = PREFIX.fullmatch(rest.removeprefix(":"))
    if said is None:
        raise _Broken
    target = _expanded(asking, domain, said[1]) if said[1] else domain
    length = int((said[3] if asking.ip.version == 6 else said[2]) or asking.ip.max_prefixlen)
    asking.count()
    hosts = [target] if name == "a" else [text.split()[-1].rstrip(".") for text in asking.records(target, "MX")]
    if len(hosts) > MOST_NAMES:
        raise _Broken
    return any(asking.ip in ip_network((one, length), strict=False) for host in hosts for one in asking.addresses(host))


def _expanded(asking: _Asking, domain: str, text: str) -> str:
    """%{i}, %{d} and their kin."""
    if "%" in MACRO.sub("", text):
        raise _Broken
    whole = MACRO.sub(lambda found: _macro(asking, domain, found), text)
    while len(whole) > 253:
        _, _, whole = whole.partition(".")
    return whole.lower().rstrip(".")


def _macro(asking: _Asking, domain: str, found: re.Match[str]) -> str:
    if found[5]:
        return {"%": "%", "_": " ", "-": "%20"}[found[5]]
    local, _, sender_domain = asking.sender.rpartition("@")
    value = {
        "s": asking.sender,
        "l": local,
        "o": sender_domain,
        "d": domain,
        "i": _dotted(asking.ip),
        "p": "unknown",
        "h": asking.helo,
        "v": "ip6" if asking.ip.version == 6 else "in-addr",
    }.get(found[1].lower())
    if value is None:
        raise _Broken
    parts = re.split(f"[{re.escape(found[4] or '.')}]", value)
    parts = parts[::-1] if found[3] else parts
    kept = ".".join(parts[-int(found[2]) :] if found[2] and int(found[2]) else parts)
    return quote(kept, safe="-._~@") if found[1].isupper() else kept


def _dotted(ip: Address) -> str:
    return ".".join(ip.exploded.replace(":", "")) if ip.version == 6 else str(ip)


def _is_name(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and len(domain) <= 253 and all(0 < len(label) <= 63 for label in labels)
