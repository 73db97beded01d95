"""Lists of words that belong to the code, kept as text beside it: `lists/*.txt`, one word after the other."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

LISTS: Final = Path(__file__).parent / "lists"


@cache
def words(name: str) -> tuple[str, ...]:
    """In the order of the file; a line that begins with # says what the list is."""
    lines = (LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def any_of(found: Iterable[str]) -> str:
    """As a pattern: the longest first, so that none hides behind its own beginning."""
    return "|".join(map(re.escape, sorted(set(found), key=len, reverse=True)))


@cache
def pairs(name: str) -> dict[str, str]:
    """A list in which each word is followed by what may stand for it."""
    found = words(name)
    return dict(zip(found[::2], found[1::2], strict=True))
