"""What changed between two wordings, in pieces that read: sentences that stand are kept, and in the others what went and what came.

Words and numbers are whole, Japanese is cut where it may be cut (`wording_cuts`). Kept and new are the text as it is, kept and gone
as it was.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

from noroshi.vocabulary.aligning import longest_common
from noroshi.vocabulary.wording_cuts import sentences_of, words_of

LIKE_ENOUGH: Final = 0.4
LONG: Final = 4
"""No word weighs more than four signs: an address is long and says one thing."""
MOST_PAIRED: Final = 400
"""More sentences than this on both sides together are not set against each other one by one."""
MOST_WORDS: Final = 2_000_000
ISLAND: Final = re.compile(r"[ぁ-ゖ]{1,2}")
type PieceKind = Literal["kept", "gone", "new"]
KEPT: Final = "kept"
GONE: Final = "gone"
NEW: Final = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both, only before, or only after."""

    text: str
    kind: PieceKind


def pieces(before: str, after: str) -> list[Piece]:
    """In reading order."""
    told = _told(sentences_of(before), sentences_of(after))
    return list(_joined(_without_islands(_joined(told))))


def only_grew(before: str, after: str) -> bool:
    """Nothing that stood there was taken out: it went on, or sentences came between."""
    if before == after or not before.strip():
        return True
    if after.startswith(before) and _may_end_there(before, after):
        return True
    return _stand_in_order(sentences_of(before), sentences_of(after))


def _told(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in _matcher(old, new).get_opcodes():
        went, came = old[old_from:old_to], new[new_from:new_to]
        if kind == "equal":
            yield from (Piece(one, KEPT) for one in went)
        else:
            yield from _replaced(went, came)


def _replaced(went: list[str], came: list[str]) -> Iterator[Piece]:
    """Sentences of which one is the other in new words stand together; what lies between went or came as a whole."""
    pairs = longest_common(went, came, _are_alike) if len(went) * len(came) <= MOST_PAIRED else []
    was = now = 0
    for old_at, new_at in [*pairs, (len(went), len(came))]:
        yield from (Piece(one, GONE) for one in went[was:old_at])
        yield from (Piece(one, NEW) for one in came[now:new_at])
        if old_at < len(went):
            yield from _words(words_of(went[old_at]), words_of(came[new_at]))
        was, now = old_at + 1, new_at + 1


def _are_alike(one: str, other: str) -> bool:
    """By the words that they share, the long ones weighing more."""
    if one.startswith(other) or other.startswith(one):
        return bool(one.strip() and other.strip())
    old, new = Counter(words_of(one)), Counter(words_of(other))
    return _weight(old & new) * 2 >= LIKE_ENOUGH * (_weight(old) + _weight(new))


def _weight(words: Counter[str]) -> int:
    return sum(min(len(word), LONG) * count for word, count in words.items())


def _words(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in _matcher(old, new).get_opcodes():
        if kind == "equal":
            yield Piece("".join(old[old_from:old_to]), KEPT)
            continue
        yield Piece("".join(old[old_from:old_to]), GONE)
        yield Piece("".join(new[new_from:new_to]), NEW)


def _matcher(old: list[str], new: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > MOST_WORDS)


def _joined(told: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbors of one kind are one piece; between two that stand, what went comes before what came."""
    for stands, run in groupby(told, key=lambda piece: piece.kind == KEPT):
        found = list(run)
        kinds: tuple[PieceKind, ...] = (KEPT,) if stands else (GONE, NEW)
        for kind in kinds:
            text = "".join(piece.text for piece in found if piece.kind == kind)
            yield from [Piece(text, kind)] if text else []


def _without_islands(told: Iterable[Piece]) -> Iterator[Piece]:
    """A lone syllable or two between changes says nothing by itself: it goes and comes with its neighbors."""
    found = list(told)
    for place, piece in enumerate(found):
        is_between = 0 < place < len(found) - 1
        if piece.kind == KEPT and is_between and ISLAND.fullmatch(piece.text):
            yield Piece(piece.text, GONE)
            yield Piece(piece.text, NEW)
        else:
            yield piece


def _may_end_there(before: str, after: str) -> bool:
    """12 does not go on from 1, nor 停止しない from 停止し."""
    if len(before) == len(after) or before[-1] in "。\n":
        return True
    rest = words_of(after)
    length = 0
    while rest and length < len(before):
        length += len(rest.pop(0))
    return length == len(before) and not re.match("[ぁ-ゖ]", rest[0] if rest else "")


def _stand_in_order(old: list[str], new: list[str]) -> bool:
    coming = iter(one.strip() for one in new)
    return all(any(one.strip() == other for other in coming) for one in old if one.strip())
