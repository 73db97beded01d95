"""Compound files of the old Office: the names of their streams tell macros, embedded packages and encryption."""

from collections.abc import Iterator
from typing import IO, Final

from noroshi.vocabulary.files import FileFinding

PIECE: Final = 1024 * 1024
STREAMS: Final = {
    "_VBA_PROJECT": FileFinding.MACROS,
    "PROJECTwm": FileFinding.MACROS,
    "Macros": FileFinding.MACROS,
    "VBA": FileFinding.MACROS,
    "\x01Ole10Native": FileFinding.EMBEDDED,
    "ObjectPool": FileFinding.EMBEDDED,
    "EncryptedPackage": FileFinding.LOCKED,
    "EncryptionInfo": FileFinding.LOCKED,
}
ENTRY: Final = 128
"""A directory entry is as long and stands at a multiple of it: its name first, at its end how long that is."""
NAME: Final = 64


def findings(file: IO[bytes]) -> Iterator[FileFinding]:
    found: set[FileFinding] = set()
    while piece := file.read(PIECE):
        found.update(_of(piece))
    yield from found


def _of(piece: bytes) -> Iterator[FileFinding]:
    for words, finding in STREAMS.items():
        sign, start = words.encode("utf-16-le") + b"\0\0", 0
        while (start := piece.find(sign, start)) >= 0:
            if start % ENTRY == 0 and piece[start + NAME : start + NAME + 2] == len(sign).to_bytes(2, "little"):
                yield finding
                break
            start += 2
