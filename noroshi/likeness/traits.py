"""Numbers by which texts that are alike find each other in an index, whatever lies between them.

A text *keeps* a few: each sign that it names, runs of letters and sets of words drawn by their own digests, so that two texts draw
alike. It is *asked for* with more of them: what was kept of a short text is found in a long one, and the other way round.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import combinations
from typing import Any, Final

from noroshi.likeness.comparing import LONGEST, NOT_LETTERS, Seen, meant_by, seen
from noroshi.vocabulary.text import texts

SHORTEST: Final = 12
NOT_COMPARED: Final = (
    "source_",
    "contact_",
    "operator_",
    "sector",
    "importance",
    "handling_",
    "reported_at",
    "provided_at",
)
"""Who writes and how it is handled is the same in many reports of one desk."""
RUN: Final = 7
"""Letters that two texts seldom share unless one was written from the other."""
KEPT_RUNS, ASKED_RUNS = 16, 96
KEPT_SIGNS, ASKED_SIGNS = 24, 48
TOGETHER: Final = 3
KEPT_TERMS, ASKED_TERMS = 5, 8


@dataclass(frozen=True, slots=True)
class Traits:
    """`signs` say by themselves that two statements are about one thing; of the others several do."""

    signs: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def every(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys((*self.signs, *self.others)))


def compared(content: Mapping[str, Any]) -> str:
    """What of a form is compared: not who wrote it, and no marks that are ticked in every form."""
    return "\n".join(
        text
        for name, value in content.items()
        if not name.startswith(NOT_COMPARED)
        for text in texts(value)
        if len(text) >= SHORTEST or "." in text
    )


def traits_of(text: str, *, is_asking: bool = False) -> Traits:
    """As they are kept of a text, or as it asks for others."""
    found = seen(text)
    runs, signs, terms = (ASKED_RUNS, ASKED_SIGNS, ASKED_TERMS) if is_asking else (KEPT_RUNS, KEPT_SIGNS, KEPT_TERMS)
    return Traits(
        _least(_numbers("sign", found.signs), signs),
        (*_least(_numbers("run", _runs(text)), runs), *_sets(found, terms)),
    )


def _runs(text: str) -> Iterator[str]:
    letters = NOT_LETTERS.sub("", meant_by(text))[:LONGEST]
    return (letters[place : place + RUN] for place in range(len(letters) - RUN + 1))


def _sets(found: Seen, most: int) -> tuple[int, ...]:
    """Words of the trade are common by themselves; three of them together are not."""
    drawn = sorted(found.terms, key=lambda term: _number("term", term))[:most]
    return tuple(_numbers("terms", ("\n".join(sorted(one)) for one in combinations(drawn, TOGETHER))))


def _least(numbers: Iterable[int], most: int) -> tuple[int, ...]:
    return tuple(nsmallest(most, set(numbers)))


def _numbers(kind: str, words: Iterable[str]) -> Iterator[int]:
    return (_number(kind, word) for word in words)


def _number(kind: str, word: str) -> int:
    return int.from_bytes(blake2b(f"{kind}\n{word}".encode(), digest_size=8).digest(), signed=True)
