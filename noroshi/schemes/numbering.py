"""Reference numbers: drawn at random inside the scheme's pattern, never counted, with a check character."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated

from noroshi.schemes.shapes import Refers, each
from noroshi.vocabulary import FormKind

PATTERN = re.compile(r"(?P<prefix>[A-Z0-9-]*)\{random:(?P<random>[1-9][0-9]?)\}\{check\}")


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern such as `T{random:5}{check}`: a fixed prefix, random characters, one check character."""

    form: FormKind
    pattern: str
    alphabet: str
    assigned_by: Annotated[str, Refers("party_kind")]
    assigned_ja: str
    assigned_en: str
    ours: bool = False
    printed_example: str = ""
    cite: str = ""

    def draw(self, choose: Callable[[Sequence[str]], str]) -> str:
        """A new number; randomness is passed in (`secrets.choice` in life, a fixed one in tests)."""
        prefix, length = _parts(self.pattern)
        body = "".join(choose(self.alphabet) for _ in range(length))
        return prefix + body + self._check(body)

    def is_well_formed(self, number: str) -> bool:
        """False for a mistyped number: one wrong character or two neighbors swapped never pass."""
        prefix, length = _parts(self.pattern)
        body = number[len(prefix) : -1]
        if not number.startswith(prefix) or len(body) != length or not set(number[len(prefix) :]) <= set(self.alphabet):
            return False
        return number[-1] == self._check(body)

    def _check(self, body: str) -> str:
        """Weighted sum over a prime number of characters, as ISBN-10 does."""
        total = sum(weight * self.alphabet.index(letter) for weight, letter in enumerate(body, start=2))
        return self.alphabet[-total % len(self.alphabet)]


@dataclass(frozen=True, slots=True)
class Numbering:
    """`numbering.toml`."""

    patterns: tuple[NumberPattern, ...] = each("pattern")
    cite: str = ""

    def pattern_for(self, form: FormKind) -> NumberPattern | None:
        return next((pattern for pattern in self.patterns if pattern.form is form), None)


def _parts(pattern: str) -> tuple[str, int]:
    match = PATTERN.fullmatch(pattern)
    if match is None:
        raise ValueError(pattern)
    return match["prefix"], int(match["random"])
