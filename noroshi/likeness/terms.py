"""Words that mean the same in both languages and tell something: by the glossary, and words of the trade beside it. Plain Python."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any, Final, Self
from unicodedata import normalize

from noroshi.vocabulary import glossary

PATH: Final = Path(__file__).with_name("terms.toml")
STEM: Final = "*"
"""At the end of a word: whatever ends it has."""
LATIN: Final = ascii_lowercase + digits
KATAKANA: Final = "".join(map(chr, range(ord("ァ"), ord("ヶ") + 1))) + "ー"
SHORT: Final = 3
"""Katakana of so few letters stand inside longer words that have nothing to do with them: ログ in プログラム."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`also` are other ways to say it, some of them stems."""

    en: str
    ja: str
    also: tuple[str, ...]
    code: str

    @property
    def words(self) -> tuple[str, ...]:
        """As people write it: a stem as its beginning."""
        return (self.en, self.ja, *(word.removesuffix(STEM) for word in self.also))

    def label(self, lang: str) -> str:
        return self.en if lang.lower().startswith("en") else self.ja


@cache
def telling() -> Mapping[str, Telling]:
    """By the English word. What the glossary has is said as it says it; where the glossary is not installed it is left out."""
    given = tomllib.loads(PATH.read_text(encoding="utf-8"))["term"]
    return {one.en: one for entry in given if (one := _telling(entry))}


def print_of_terms() -> int:
    """Changes with any word, so that what was kept by other words is known to be old."""
    said = "\n".join(repr((one.en, one.ja, one.also)) for one in telling().values())
    return int.from_bytes(blake2b(f"1\n{said}".encode(), digest_size=8).digest(), signed=True)


def terms_in(meant: str) -> frozenset[str]:
    """Of a text in one shape of letters; a word inside a longer one that is known as well does not count."""
    covered, found = bytearray(len(meant)), set[str]()
    for word in _by_length():
        for start, end in word.places(meant):
            if covered.find(1, start, end) < 0:
                covered[start:end] = b"\1" * (end - start)
                found.add(word.means)
    return frozenset(found)


def _telling(entry: Mapping[str, Any]) -> Telling | None:
    also, code = tuple(entry.get("also", ())), entry.get("code", "")
    if not code:
        return Telling(entry["en"], entry["ja"], also, "")
    term = glossary.terms().get(code)
    return Telling(term.en, term.ja, also, code) if term else None


@dataclass(frozen=True, slots=True)
class Sought:
    """A word as it is looked for, the term that it means, and which letters must not stand right before and after it."""

    word: str
    means: str
    before: str
    after: str

    @classmethod
    def of(cls, shape: str, means: str) -> Self:
        word = shape.removesuffix(STEM)
        if len(word) <= SHORT and re.fullmatch(f"[{KATAKANA}]+", word):
            return cls(word, means, KATAKANA, KATAKANA)
        return cls(word, means, _latin(word[0]), "" if shape != word else _latin(word[-1]))

    def places(self, meant: str) -> Iterator[tuple[int, int]]:
        start = meant.find(self.word)
        while start >= 0:
            end = start + len(self.word)
            begins = not self.before or not _is_one(meant[start - 1 : start], self.before)
            if begins and (not self.after or self._ends(meant, end)):
                yield start, end
            start = meant.find(self.word, end)

    def _ends(self, meant: str, end: int) -> bool:
        """Latin words end with themselves or with their plural."""
        if self.after == LATIN and meant.startswith("s", end):
            end += 1
        elif self.after == LATIN and meant.startswith("es", end):
            end += 2
        return not _is_one(meant[end : end + 1], self.after)


@cache
def _by_length() -> tuple[Sought, ...]:
    """The longest first."""
    shapes = {_shape(word): one.en for one in telling().values() for word in (one.en, one.ja, *one.also)}
    return tuple(sorted((Sought.of(shape, means) for shape, means in shapes.items()), key=lambda one: -len(one.word)))


def _latin(letter: str) -> str:
    return LATIN if letter in LATIN else ""


def _is_one(letter: str, letters: str) -> bool:
    return bool(letter) and letter in letters


def _shape(word: str) -> str:
    return normalize("NFKC", word).casefold()
