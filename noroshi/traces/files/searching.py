"""What of a source stands in a file, by the place where it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from noroshi.traces.files.looked import Looked, Piece
from noroshi.traces.finding import find, find_own
from noroshi.traces.known import Known
from noroshi.traces.trace import Trace

LONGEST_WHOLE: Final = 100_000
"""Longer texts are searched for the source's own alone: a list of a million addresses is no suggestion."""


@dataclass(frozen=True, slots=True)
class FileTrace:
    piece: Piece
    trace: Trace


def search(looked: Looked, known: Known, *, only_own: bool = True) -> list[FileTrace]:
    return [
        FileTrace(piece, trace)
        for piece in looked.pieces
        for trace in _way(piece, only_own=only_own)(piece.text, known)
    ]


def _way(piece: Piece, *, only_own: bool) -> Callable[[str, Known], list[Trace]]:
    return find_own if only_own or len(piece.text) > LONGEST_WHOLE else find
