"""Marking definitions in a file, wherever they stand: looked for only when an object names one that nobody knows yet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from noroshi.intel.bulk.cutting import SIGNS
from noroshi.stix.kinds import StixKind
from noroshi.stix.read import Read
from noroshi.stix.reading import read

SIGN: Final = b'"marking-definition"'
BLOCK: Final = 4 * 1024 * 1024
MOST_BYTES: Final = 256 * 1024
MOST: Final = 10_000


def definitions_in(path: Path) -> Iterator[Read]:
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK):
            text = before + block
            yield from _in(text)
            before = text[-MOST_BYTES:]


def _in(text: bytes) -> Iterator[Read]:
    at = text.find(SIGN)
    for _ in range(MOST):
        if at < 0:
            return
        found = _around(text, at)
        if found is not None:
            yield found
        at = text.find(SIGN, at + 1)


def _around(text: bytes, at: int) -> Read | None:
    """The object that says of itself that it is one: from the nearest bracket before that is not closed in between."""
    start = at
    for _ in range(64):
        start = text.rfind(b"{", max(at - MOST_BYTES, 0), start)
        if start < 0:
            return None
        end = _end(text, start)
        if end > at:
            one = read(text[start:end])
            return one if isinstance(one, Read) and one.kind is StixKind.MARKING_DEFINITION else None
    return None


def _end(text: bytes, start: int) -> int:
    depth = 0
    for sign in SIGNS.finditer(text, start, start + MOST_BYTES):
        if sign[0] in (b"{", b"["):
            depth += 1
        elif sign[0] in (b"}", b"]"):
            depth -= 1
            if depth == 0:
                return sign.end()
    return -1
