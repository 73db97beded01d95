"""What somebody typed, read: words that must all stand there, phrases in quotation marks, what must not, and either of several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final
from unicodedata import normalize

from noroshi.observables import Kind, guessed
from noroshi.search.grams import RUNS, asked, marked, network
from noroshi.search.grams import pieces as pieces_of
from noroshi.search.meaning import same_as
from noroshi.vocabulary.folding import folded

LONGEST: Final = 200
MOST_GROUPS, MOST_EITHER = 12, 8
COMMON: Final = 4
PIECES: Final = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
QUOTES: Final = {ord(mark): '"' for mark in "“”„‟＂「」『』"}
OR: Final = frozenset({"OR", "|", "または"})
WIDEST: Final = {4: 4, 6: 12}
"""Wider networks than these are everything."""


@dataclass(frozen=True, slots=True)
class Group:
    """Any of these is enough. `terms` are what the index is asked; `phrases` are empty where the index alone knows.

    `pieces`: of one phrase, every one of which must be there.
    """

    phrases: tuple[str, ...]
    terms: tuple[str, ...]
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """`too_short`: nothing in it is long enough to be looked for. `also`: words of the same meaning that were added."""

    written: str
    groups: tuple[Group, ...] = ()
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    too_short: bool = False
    marks: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @property
    def terms(self) -> str:
        """For the index: what is found by its beginning alone is asked only when nothing better is."""
        exact = [one for one in self.groups if ":*" not in "".join(one.terms)]
        return " & ".join(f"({' | '.join(one.terms)})" for one in (exact or self.groups))

    @property
    def pieces(self) -> list[str]:
        """Where all of these must be there and nothing else: the index is asked for the rarest, the text is compared afterwards."""
        if not all(one.pieces for one in self.groups):
            return []
        return list(dict.fromkeys(piece for one in self.groups for piece in one.pieces))

    @property
    def may_be_common(self) -> bool:
        """Nothing in it is so long that few will say it."""
        return all(one.phrases and max(map(len, one.phrases)) <= COMMON for one in self.groups)

    @property
    def every(self) -> list[str]:
        """Phrases that must each stand there."""
        return [one.phrases[0] for one in self.groups if len(one.phrases) == 1]

    @property
    def either(self) -> list[list[str]]:
        """Of each line one; made equally long, as the database wants them."""
        lines = [one.phrases for one in self.groups if len(one.phrases) > 1]
        longest = max(map(len, lines), default=0)
        return [[*line, *[line[-1]] * (longest - len(line))] for line in lines]


def asked_for(written: str, *, exactly: bool = False) -> Asked:
    """Nothing here refuses: whatever is typed means something, or is too short."""
    text = normalize("NFC", written.replace("\0", " "))[:LONGEST].translate(QUOTES).strip()
    wanted, without = _pieces(text)
    if exactly:
        said = [one for one in wanted if any(_is_enough(piece) for piece in one)]
        also: tuple[str, ...] = ()
    else:
        said, also = same_as([one for one in wanted if any(_is_enough(piece) for piece in one)])
    groups = [group for one in said[:MOST_GROUPS] if (group := _group(one[:MOST_EITHER])) is not None]
    marks = tuple(dict.fromkeys(piece for one in said for piece in one))
    return Asked(text, tuple(groups), tuple(without), also, bool(text) and not groups, marks)


def _pieces(text: str) -> tuple[list[list[str]], list[str]]:
    wanted: list[list[str]] = []
    without: list[str] = []
    joins = False
    for minus, phrase, word in PIECES.findall(text):
        if word in OR and not minus:
            joins = bool(wanted)
            continue
        if not (piece := folded(phrase or word)):
            continue
        if minus:
            without.append(piece)
        elif joins:
            wanted[-1].append(piece)
        else:
            wanted.append([piece])
        joins = False
    return wanted, without[:MOST_GROUPS]


def _is_enough(piece: str) -> bool:
    """A letter of Japanese says something, one of the alphabet does not."""
    return any(len(run) > 1 or not run.isascii() for run in RUNS.findall(piece))


def _group(pieces: Sequence[str]) -> Group | None:
    said = [piece for piece in pieces if _is_enough(piece)]
    is_compared = not any(network_of(piece) or _other_form(piece) for piece in said)
    terms = [term for piece in said for term in _terms(piece)]
    if not terms:
        return None
    letters = pieces_of(said[0]) if is_compared and len(said) == 1 else []
    return Group(tuple(said) if is_compared else (), tuple(terms), tuple(letters))


def _terms(piece: str) -> list[str]:
    if found := network_of(piece):
        return network(found)
    letters = f"({' & '.join(asked(piece))})"
    address = _other_form(piece)
    return [letters, f"'{address}'"] if address else [letters]


def network_of(piece: str) -> IPv4Network | IPv6Network | None:
    if "/" not in piece:
        return None
    try:
        found = ip_network(piece, strict=False)
    except ValueError:
        return None
    return found if WIDEST[found.version] <= found.prefixlen else None


def _other_form(piece: str) -> str:
    """An address of the sixth version is written in many ways."""
    value = guessed(piece) if ":" in piece else None
    if value is None or value[0] is not Kind.IPV6:
        return ""
    try:
        return marked(ip_address(value[1]))
    except ValueError:
        return ""
