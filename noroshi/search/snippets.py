"""A few words around the hits, made only from text that the viewer reads, with the hits as pieces of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.vocabulary.folding import Folded

BEFORE, LONGEST = 40, 180
MOST_HITS: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was written; `is_hit` what was asked for."""

    text: str
    is_hit: bool


def snippet(written: str, marks: Iterable[str], longest: int = LONGEST) -> tuple[Piece, ...]:
    """Around the first hit; the beginning where nothing of it was hit."""
    text = " ".join(written.split())
    hits = _hits(text, marks)
    start = max(0, hits[0][0] - BEFORE) if hits else 0
    start = 0 if start < BEFORE else start
    end = min(len(text), start + longest)
    pieces = _cut(text, start, end, hits)
    if start:
        pieces.insert(0, Piece("…", is_hit=False))
    if end < len(text):
        pieces.append(Piece("…", is_hit=False))
    return tuple(pieces)


def marked(written: str, marks: Iterable[str]) -> tuple[Piece, ...]:
    """A title, whole."""
    return tuple(_cut(written, 0, len(written), _hits(written, marks)))


def _hits(text: str, marks: Iterable[str]) -> list[tuple[int, int]]:
    folded, found = Folded.of(text), list[tuple[int, int]]()
    for mark in marks:
        at = folded.text.find(mark)
        while at >= 0 and len(found) < MOST_HITS * 4:
            found.append((folded.places[at], folded.places[at + len(mark)]))
            at = folded.text.find(mark, at + len(mark))
    return _apart(sorted(found))


def _apart(found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        elif end > start:
            kept.append((start, end))
    return kept


def _cut(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, at = list[Piece](), start
    for begun, ended in hits:
        first, last = max(begun, at), min(ended, end)
        if first >= last:
            continue
        if first > at:
            pieces.append(Piece(text[at:first], is_hit=False))
        pieces.append(Piece(text[first:last], is_hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end], is_hit=False))
    return pieces
