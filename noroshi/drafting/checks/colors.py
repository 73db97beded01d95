"""Colors that a text names itself, against the color that it is marked with."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.drafting.checks.finding import CheckKind
from noroshi.vocabulary import Tlp

LABEL: Final = re.compile(r"\bTLP[ \-_:/]{0,2}(RED|AMBER(?:\+STRICT)?|GREEN|WHITE|CLEAR)\b", re.IGNORECASE)
WORDS: Final = (
    (re.compile(r"宛先限り"), Tlp.RED),
    (re.compile(r"特定分野[・･]?関係者限り|関係者限り"), Tlp.AMBER),
    (re.compile(r"重要インフラ関係主体限り"), Tlp.GREEN),
)
"""公開情報 stands in many texts and says nothing about this one."""
NAMED: Final = {"white": Tlp.CLEAR, "amber+strict": Tlp.AMBER}


def colors_named(text: str) -> list[tuple[Tlp, str]]:
    found = [(_color(one[1]), one[0]) for one in LABEL.finditer(text)]
    return found + [(tlp, one[0]) for pattern, tlp in WORDS for one in pattern.finditer(text)]


def contradicting(text: str, tlp: Tlp) -> Iterator[tuple[CheckKind, str]]:
    """The strictest and the widest that contradict, once each."""
    named = sorted(colors_named(text), key=lambda one: one[0].width)
    if named and named[0][0].width < tlp.width:
        yield CheckKind.STRICTER_WORDS, named[0][1]
    if named and named[-1][0].width > tlp.width:
        yield CheckKind.WIDER_WORDS, named[-1][1]


def _color(word: str) -> Tlp:
    plain = word.lower()
    return NAMED.get(plain) or Tlp.of(plain)
