"""How much of what a text tells: so many users, terminals, sites, so large an amount. An exact figure is like a name to whoever knows it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from noroshi.traces.folding import same_length

LISTED: Final = Path(__file__).with_name("lists") / "figures.toml"
NUMBER: Final = r"(?<![A-Za-z0-9_.,:/-])(?P<number>\d[\d,]*(?:\.\d+)?)"
SCALES: Final = {"千": 10**3, "万": 10**4, "億": 10**8, "thousand": 10**3, "million": 10**6, "billion": 10**9}


@dataclass(frozen=True, slots=True)
class Figure:
    """Of which kind, and how many. Told with three digits or more that mean something, it can be looked up."""

    kind: str
    number: int

    @property
    def is_telling(self) -> bool:
        digits: int = _plain()["digits"]
        least: int = _plain()["least"]
        return len(str(self.number).rstrip("0")) >= digits and self.number >= least


def figures_in(text: str) -> frozenset[Figure]:
    return frozenset(_figures(same_length(text).casefold()))


def _figures(text: str) -> Iterator[Figure]:
    for kind, pattern in _patterns().items():
        for found in pattern.finditer(text):
            scale = SCALES.get((found["scale"] or "").strip(), 1)
            yield Figure(kind, round(float(found["number"].replace(",", "")) * scale))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {kind: _pattern(words) for kind, words in _plain()["kind"].items()}


def _pattern(words: Mapping[str, list[str]]) -> re.Pattern[str]:
    ja, en = ("|".join(map(re.escape, sorted(words[lang], key=len, reverse=True))) for lang in ("ja", "en"))
    before_english = r"\s+(?:(?!and\b|or\b|in\b|of\b|at\b|on\b|to\b)[a-z-]+\s+){0,2}"
    scale = r"(?P<scale>[千万億]|\s+(?:thousand|million|billion)\b)?"
    return re.compile(rf"{NUMBER}{scale}(?:\s?(?:{ja})|(?:{before_english}|\s?)(?:{en})\b)")


@cache
def _plain() -> dict[str, Any]:
    return tomllib.loads(LISTED.read_text(encoding="utf-8"))
