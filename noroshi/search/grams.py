"""Short pieces of letters by which a text is found in core PostgreSQL: pairs of Japanese letters, threes of the others.

A piece begins at every letter, so that whatever stands anywhere in a text is found; what the pieces bring is compared letter by letter.
Addresses have a mark of their own, by which a whole network is found.
"""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

RUNS: Final = re.compile(r"[!-~]+|[^\x00-\x20!-~]+")
THREE, PAIR = 3, 2
MOST_GRAMS: Final = 40_000
"""Of one text; longer ones are files, and the beginning of a file says what it is about."""
MOST_ASKED: Final = 16
ADDRESS: Final = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?![\w:]|\.\d)"
)
MARK: Final = {4: "\x02", 6: "\x03"}
NIBBLE: Final = 4


def grams(norm: str) -> list[str]:
    """What is kept of a folded text."""
    found: dict[str, None] = {}
    for run in RUNS.findall(norm):
        size = _size(run)
        for place in range(len(run)):
            found[run[place : place + size]] = None
        if len(found) >= MOST_GRAMS:
            break
    return [*found, *addresses(norm)]


def pieces(piece: str) -> list[str]:
    """Of a folded piece those that are in the index whole, and all of which must be there."""
    whole = [
        run[place : place + size]
        for run in RUNS.findall(piece)
        for size in (_size(run),)
        for place in range(len(run) - size + 1)
    ]
    return _some(list(dict.fromkeys(whole)))


def asked(piece: str) -> list[str]:
    """As the index is asked for it: all of these must be there. Short rests say little where something longer stands."""
    return [_quoted(one) for one in pieces(piece)] or [f"{_quoted(run)}:*" for run in RUNS.findall(piece)]


def network(of: IPv4Network | IPv6Network) -> list[str]:
    """One of these must be there: every address of the network begins with one of them."""
    whole, rest = divmod(of.prefixlen, NIBBLE)
    hexes = of.network_address.packed.hex()
    if not rest:
        return [f"{_quoted(MARK[of.version] + hexes[:whole])}:*"]
    first = int(hexes[whole], 16)
    many = range(first, first + (1 << (NIBBLE - rest)))
    return [f"{_quoted(MARK[of.version] + hexes[:whole] + format(one, 'x'))}:*" for one in many]


def addresses(norm: str) -> Iterator[str]:
    for found in dict.fromkeys(ADDRESS.findall(norm)):
        try:
            yield marked(ip_address(found))
        except ValueError:
            continue


def marked(address: IPv4Address | IPv6Address) -> str:
    return MARK[address.version] + address.packed.hex()


def _size(run: str) -> int:
    return THREE if run[0].isascii() else PAIR


def _some(found: list[str]) -> list[str]:
    """Enough of a long piece, evenly; its first and last always."""
    if len(found) <= MOST_ASKED:
        return found
    return [
        found[place]
        for place in sorted({round(step * (len(found) - 1) / (MOST_ASKED - 1)) for step in range(MOST_ASKED)})
    ]


def _quoted(gram: str) -> str:
    escaped = gram.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
