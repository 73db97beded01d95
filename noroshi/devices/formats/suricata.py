"""Rules for Suricata: addresses, names in DNS, TLS and HTTP, URLs without encryption. Numbers follow from the value and stay."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.devices.formats.listed import Heading, Listed, Sorted, head, moment, plain
from noroshi.observables import key
from noroshi.observables.kinds import ADDRESSES, Kind
from noroshi.observables.urls import host_of
from noroshi.vocabulary.devices import LeftOut

KINDS: Final = frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.DOMAIN, Kind.URL})
FIRST: Final = 3_000_000_000
LAST: Final = 3_999_999_999
"""A range that no list of rules uses; each value has four numbers of it."""
EACH: Final = 4
BARE: Final = re.compile(r"[^A-Za-z0-9./_=?&%~+,@!*'()-]")
SAID: Final = re.compile(r"[\";:\\|$`]")
TO_SERVER: Final = "flow:established,to_server; "
ONCE_A_MINUTE: Final = "threshold:type limit, track by_src, count 1, seconds 60; "
LONGEST_CONTENT: Final = 240


def hidden(row: Listed) -> LeftOut | None:
    """Of a URL under https only the name of its house is seen, and blocking that would hit more than was asked for."""
    if row.kind is not Kind.URL:
        return None
    if not row.value.startswith("http://"):
        return LeftOut.INSIDE_ENCRYPTION
    return LeftOut.TOO_LONG if len(_path(row.value)) > LONGEST_CONTENT else None


def rules(heading: Heading, found: Sorted) -> str:
    numbers = numbered(found.rows)
    each = (rule for row in found.rows for rule in _rules(row, numbers[row.kind, row.value], heading))
    return head(heading, found, "#") + "".join(f"{rule}\n" for rule in each)


def rules_back(heading: Heading, found: Sorted) -> str:
    """For `disable.conf`: the numbers of every rule that the list has set."""
    numbers = numbered(found.rows)
    many = ((numbers[row.kind, row.value], len(list(_rules(row, 0, heading)))) for row in found.rows)
    return head(heading, found, "#", undo=True) + "".join(
        f"1:{first + place}\n" for first, count in many for place in range(count)
    )


def numbered(rows: tuple[Listed, ...]) -> dict[tuple[Kind, str], int]:
    """The same value has the same numbers in every list; where two would share them, the one with the larger key moves on."""
    places = (LAST - FIRST + 1) // EACH
    taken: set[int] = set()
    numbers = {}
    for value in sorted(((row.kind, row.value) for row in rows), key=lambda value: key(*value)):
        place = int.from_bytes(key(*value)[:8]) % places
        while place in taken:
            place = (place + 1) % places
        taken.add(place)
        numbers[value] = FIRST + place * EACH
    return numbers


def _rules(row: Listed, first: int, heading: Heading) -> Iterator[str]:
    deed = "drop" if heading.drops else "alert"
    for place, (where, what, tests) in enumerate(_tests(row)):
        yield f"{deed} {where} ({_said(row, what)}{tests}{_about(row, heading)}sid:{first + place}; rev:1;)"


def _tests(row: Listed) -> Iterator[tuple[str, str, str]]:
    """Where a rule looks, what it says it saw, and its tests."""
    if row.kind in ADDRESSES:
        yield f"ip $HOME_NET any <> {row.value} any", "address", ""
    elif row.kind is Kind.DOMAIN:
        below = f'dotprefix; content:"{_content("." + row.value)}"; endswith; '
        yield (
            "dns $HOME_NET any -> any any",
            "name asked for",
            f"dns.query; {below.replace('endswith', 'nocase; endswith')}",
        )
        yield (
            "tls $HOME_NET any -> any any",
            "name in TLS",
            f"{TO_SERVER}tls.sni; {below.replace('endswith', 'nocase; endswith')}",
        )
        yield "http $HOME_NET any -> any any", "name in HTTP", f"{TO_SERVER}http.host; {below}"
    else:
        host, path = host_of(row.value), _path(row.value)
        tests = f'http.host; content:"{_content(host)}"; bsize:{len(host)}; '
        tests += f'http.uri.raw; content:"{_content(path)}"; bsize:{len(path)}; '
        yield "http $HOME_NET any -> any any", "URL", TO_SERVER + tests


def _path(url: str) -> str:
    """What a browser sends of it: no fragment."""
    rest = url.partition("://")[2]
    return "/" + rest.partition("/")[2].partition("#")[0]


def _content(text: str) -> str:
    return BARE.sub(lambda found: "|" + " ".join(f"{byte:02X}" for byte in found[0].encode()) + "|", text)


def _said(row: Listed, what: str) -> str:
    said = SAID.sub(" ", plain(row.said, 80)).encode("ascii", "ignore").decode().strip()
    return f'msg:"NOROSHI {what}{" - " + said if said else ""}"; '


def _about(row: Listed, heading: Heading) -> str:
    until = moment(row.until).replace(":", "") if row.until else "none"
    confidence = "unknown" if row.confidence is None else str(row.confidence)
    told = f"metadata:noroshi_until {until}, noroshi_confidence {confidence}; "
    often = row.kind in ADDRESSES and not heading.drops
    return f"{ONCE_A_MINUTE if often else ''}classtype:trojan-activity; {told}"
