"""PDF that acts: scripts, launched programs, embedded files, forms sent elsewhere; read by pypdf, and by the raw names beside it."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from noroshi.vocabulary.files import FileFinding

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_OBJECTS: Final = 50_000
MOST_SECONDS: Final = 10.0
ACTS: Final = frozenset(
    {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/XFA", "/RichMedia", "/GoToE"}
)
LEADS_OUT: Final = frozenset({"/GoToR"})
EMBEDS: Final = frozenset({"/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment"})
RAW_NAME: Final = re.compile(rb"/(?:[A-Za-z]|#[0-9A-Fa-f]{2}){2,40}")
SHORTEST: Final = 6
"""Shorter names stand in any compressed stream by chance."""
ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


def findings(file: IO[bytes]) -> Iterator[FileFinding]:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        yield FileFinding.UNREADABLE
        content = content[:MOST_BYTES]
    yield from _told(_raw_names(content))
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield FileFinding.LOCKED
            return
        yield from _told(_names(reader))
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        NotImplementedError,
    ):
        yield FileFinding.UNREADABLE


def _told(names: Iterator[str]) -> Iterator[FileFinding]:
    for name in names:
        if name in ACTS:
            yield FileFinding.ACTIVE_PDF
        elif name in EMBEDS:
            yield FileFinding.EMBEDDED
        elif name in LEADS_OUT:
            yield FileFinding.REMOTE


def _raw_names(content: bytes) -> Iterator[str]:
    """Also what no object refers to, and names written as /J#61vaScript."""
    for found in set(RAW_NAME.findall(content)):
        plain = ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), found)
        if len(plain) >= SHORTEST:
            yield plain.decode("latin-1")


def _names(reader: PdfReader) -> Iterator[str]:
    """Every name in every object that can be reached, compressed object streams included."""
    waiting: list[Any] = [reader.trailer]
    seen: set[tuple[int, int]] = set()
    until = time.monotonic() + MOST_SECONDS
    while waiting and len(seen) < MOST_OBJECTS and time.monotonic() < until:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            mark = (one.idnum, one.generation)
            if mark in seen:
                continue
            seen.add(mark)
            one = one.get_object()
        if isinstance(one, DictionaryObject | StreamObject):
            yield from (str(name) for name in one)
            waiting.extend(one.raw_get(name) for name in one)
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
        elif isinstance(one, str) and one.startswith("/"):
            yield str(one)
    if waiting:
        raise ValueError("more than anybody writes, or slower to read")
