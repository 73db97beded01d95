"""How like two texts are, in Japanese or English: addresses and hashes that both name, words of the trade, runs of letters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from noroshi.likeness.terms import terms_in

LONGEST: Final = 800
"""Letters of a text that are compared: the beginning says what it is about."""
LOOKED_AT: Final = 8000
"""Letters in which signs and words are looked for: lists of addresses stand at the end."""
RUN: Final = 3
FEWEST_RUNS, ALIKE = 30, 0.4
FEWEST_TERMS, SAME_TERMS = 4, 0.6
DOTS: Final = re.compile(r"[\[(]\s*(?:\.|dot)\s*[\])]", re.IGNORECASE)
FANGS: Final = re.compile(r"h(?:xx|XX|\*\*)p", re.IGNORECASE)
SIGNS: Final = {
    "url": re.compile(r"https?://[^\s<>\"'、。）)\]]+", re.IGNORECASE),
    "hash": re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b", re.IGNORECASE),
    "address": re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"),
    "weakness": re.compile(r"\bCVE-\d{4}-\d{4,7}\b", re.IGNORECASE),
}
NOT_LETTERS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as it is compared."""

    signs: frozenset[str]
    terms: frozenset[str]
    runs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """What matched; `share` is how much of the shorter text stands in the longer one."""

    signs: tuple[str, ...]
    terms: tuple[str, ...]
    share: float

    @property
    def weight(self) -> float:
        return 2 * bool(self.signs) + self.share + 0.1 * len(self.terms)


def seen(text: str) -> Seen:
    meant = meant_by(text)
    letters = NOT_LETTERS.sub("", meant[: 2 * LONGEST])[:LONGEST]
    return Seen(
        frozenset(found.rstrip("./,") for pattern in SIGNS.values() for found in pattern.findall(meant)),
        terms_in(meant),
        frozenset(letters[place : place + RUN] for place in range(len(letters) - RUN + 1)),
    )


def meant_by(text: str) -> str:
    """In one shape of letters, with addresses as they were before somebody blunted them."""
    return FANGS.sub("http", DOTS.sub(".", normalize("NFKC", text[:LOOKED_AT]))).casefold()


def alike(one: Seen, other: Seen, *, telling: Iterable[str] = (), fewest: int = FEWEST_RUNS) -> Alike | None:
    """None where nothing says that both tell the same. `telling` are signs that may count, `fewest` runs make a text long enough."""
    signs = one.signs & other.signs & (frozenset(telling) or one.signs)
    share = _share(one.runs, other.runs, fewest)
    terms = one.terms & other.terms
    says_terms = len(terms) >= FEWEST_TERMS and len(terms) >= SAME_TERMS * min(len(one.terms), len(other.terms))
    if not (signs or share >= ALIKE or says_terms):
        return None
    return Alike(tuple(sorted(signs)), tuple(sorted(terms)) if says_terms else (), share if share >= ALIKE else 0.0)


def _share(one: frozenset[str], other: frozenset[str], fewest: int) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= fewest else 0.0
