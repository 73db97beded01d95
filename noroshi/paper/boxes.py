"""Ticked boxes in all the ways in which they come back: ☑ ■ レ ○ ✓ 1 TRUE, before or behind an option, or in one line with it."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from noroshi.paper.labels import CHECKED_TOO, UNCHECKED_TOO
from noroshi.schemes.words import Option, OptionSet

TICKED: Final = frozenset(
    {
        *CHECKED_TOO,
        "✅",
        "◾",
        "▣",
        "⦿",
        "●",
        "v",
        "x",
        "×",
        "1",
        "true",
        "yes",
        "on",
        "はい",
        "レ点",
        "チェック",
        "済み",
        "*",
    }
)
EMPTY: Final = frozenset({*UNCHECKED_TOO, "▢", "◻", "0", "false", "no", "off", "いいえ", "-", "－", "‐"})
SIGNS: Final = re.compile(r"[☑☒■✓✔●◉◎✅▣⦿□☐▢◻]|\[[xXvV ]?\]|\([xX ]\)")
WEAK: Final = re.compile(r"^\s*(レ|○|〇|◯|×|✕|v|x)\s*(?=\S)", re.IGNORECASE)
"""Signs that are letters too: read as ticks only right before an option."""


def is_tick(text: str) -> bool:
    return _bare(text) in TICKED


def is_box(text: str) -> bool:
    """A tick or an empty box."""
    return _bare(text) in TICKED or _bare(text) in EMPTY


def option_of(options: OptionSet, text: str) -> Option | None:
    """By its wording alone, or with the hint or the parties that are printed behind it."""
    words = text.strip()
    found = options.read(words) if words else None
    if found or not words:
        return found
    head = re.split(r"[(（〔\n]", words, maxsplit=1)[0].strip()
    return options.read(head) if head else None


def ticked_inline(options: OptionSet, text: str) -> tuple[list[Option], list[str]] | None:
    """Of 「□影響なし ☑停止中」: what is ticked, and what is ticked and not known; None where there are no boxes."""
    pieces = list(_pieces(text))
    if not pieces:
        return None
    known = [(is_on, option_of(options, words), words) for is_on, words in pieces]
    if not any(option for _, option, _ in known):
        return None
    return (
        [option for is_on, option, _ in known if is_on and option],
        [words for is_on, option, words in known if is_on and not option],
    )


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    signs = list(SIGNS.finditer(text))
    if not signs:
        for line in text.split("\n"):
            if weak := WEAK.match(line):
                yield True, line[weak.end() :].strip()
        return
    for number, sign in enumerate(signs):
        end = signs[number + 1].start() if number + 1 < len(signs) else len(text)
        words = text[sign.end() : end].strip(" \u3000\t,、/・\n")
        if words:
            yield _bare(sign[0]) in TICKED and "".join(sign[0].split()) not in {"[]", "()"}, words


def _bare(text: str) -> str:
    one = "".join(text.split())
    return one if one in TICKED or one in EMPTY else normalize("NFKC", one).casefold()
