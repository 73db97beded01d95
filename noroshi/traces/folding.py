"""One shape for the many ways to write a name: width, case, kana, old forms of characters, spaces and marks do not matter.

Every character is folded by itself, so that a name folds alike wherever it stands: nothing around it can hide it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final
from unicodedata import category, normalize

from noroshi.traces.variants import FORMS, LOOK_ALIKES

MARKS: Final = frozenset("・･·•-‐‑‒–—―−─ー－ｰ_.,'’`\"()[]{}<>/\\|*~〜～「」『』【】〔〕〈〉《》［］")
NOTHING: Final = frozenset({"Zs", "Zl", "Zp", "Cf", "Cc"})
KATAKANA: Final = range(0x30A1, 0x30F7)
SMALL: Final = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
BLOCK: Final = 2048
MOST_KEPT: Final = 60_000
HIDDEN: Final = "\u200b"


class _Table(dict[int, str]):
    """Made as characters are met: Unicode is large and texts use little of it."""

    def __missing__(self, code: int) -> str:
        shape = _fold_one(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = shape
        return shape


TABLE: Final = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text, and where in the typed text each of its characters comes from: reckoned only where somebody asks."""

    typed: str
    text: str
    starts: tuple[int, ...]
    _reckoned: dict[int, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(place for block in range(len(self.starts)) for place in self._places(block))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Of the typed text."""
        return self._place(start), self._place(end - 1) + 1

    def spans(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Every place of a folded word, overlapping ones too, as spans of the typed text."""
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self.span(at, at + len(wanted))
            at = self.text.find(wanted, at + 1)

    def _place(self, at: int) -> int:
        block = bisect_right(self.starts, at) - 1
        return self._places(block)[at - self.starts[block]]

    def _places(self, block: int) -> tuple[int, ...]:
        if block not in self._reckoned:
            first = block * BLOCK
            letters = enumerate(self.typed[first : first + BLOCK], first)
            self._reckoned[block] = tuple(place for place, typed in letters for _ in TABLE[ord(typed)])
        return self._reckoned[block]


def fold(text: str) -> Folded:
    parts = [_folded_block(text[at : at + BLOCK]) for at in range(0, len(text), BLOCK)]
    return Folded(text, "".join(parts), tuple(accumulate((len(part) for part in parts[:-1]), initial=0)))


def _folded_block(block: str) -> str:
    """Stretches of ASCII go by the byte, which is many times faster; whole files consist of them."""
    if block.isascii():
        return _folded_ascii(block)
    runs = LONG_ASCII.split(block)
    runs[::2] = (run.translate(TABLE) for run in runs[::2])
    runs[1::2] = (_folded_ascii(run) for run in runs[1::2])
    return "".join(runs)


def _folded_ascii(run: str) -> str:
    return run.encode("ascii").translate(ASCII, DELETED).decode("ascii")


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The same names are looked for in text after text."""
    return name.translate(TABLE)


@lru_cache(maxsize=65536)
def _narrow(typed: str) -> str:
    return narrow if len(narrow := normalize("NFKC", typed)) == 1 else typed


class _Widths(dict[int, str]):
    def __missing__(self, code: int) -> str:
        narrow = _narrow(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = narrow
        return narrow


WIDTHS: Final = _Widths()
MAY_NARROW: Final = re.compile(r"[^\x00-\x7f\u3001-\u3020\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff]+")
"""Everything but plain kana, kanji and ASCII: most texts have little of it, and are left as they are."""


def same_length(text: str) -> str:
    """Full-width becomes half-width where one character stays one, so that places keep their meaning."""
    return MAY_NARROW.sub(lambda found: found[0].translate(WIDTHS), text)


def _fold_one(typed: str) -> str:
    typed = LOOK_ALIKES.get(typed, FORMS.get(typed, typed))
    return "".join(_letter(letter) for letter in normalize("NFKD", normalize("NFKD", typed).casefold()))


def _letter(letter: str) -> str:
    if letter in MARKS or category(letter) in NOTHING or _is_variation(letter):
        return ""
    if ord(letter) in KATAKANA:
        letter = chr(ord(letter) - 0x60)
    return SMALL.get(letter, FORMS.get(letter, letter))


def _is_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


LONG_ASCII: Final = re.compile(r"([\x00-\x7f]{32,})")
ASCII: Final = bytes(ord(TABLE[code] or chr(code)) if code < 128 else code for code in range(256))
DELETED: Final = bytes(code for code in range(128) if not TABLE[code])
