"""Archives and Office documents: counted while they stream, never unpacked anywhere; macros and calls outside in Office parts."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Final

from noroshi.vault.looking import xml
from noroshi.vault.looking.sorts import expected
from noroshi.vocabulary.files import FileFinding, FileSort

MB: Final = 1024 * 1024
MOST_UNPACKED: Final = 512 * MB
MOST_ENTRIES: Final = 10_000
MOST_RATIO: Final = 100
RATIO_FROM: Final = 32 * MB
MOST_READ: Final = 256 * MB
PIECE: Final = 256 * 1024
PART: Final = 8 * MB
ENCRYPTED: Final = 0x1
ZIP: Final = b"PK"
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
)


def findings(file: IO[bytes]) -> Iterator[FileFinding]:
    """What is no zip (7z, rar, tar) is told as not looked into, so that its sender can pack it anew."""
    is_zip = file.read(len(ZIP)) == ZIP
    file.seek(0)
    if not is_zip:
        yield FileFinding.OTHER_ARCHIVE
        return
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _of(archive)
    except BROKEN:
        yield FileFinding.UNREADABLE


def _of(archive: zipfile.ZipFile) -> Iterator[FileFinding]:
    entries = archive.infolist()
    if _is_bomb_as_told(entries):
        yield FileFinding.BOMB
        return
    yield from _by_names(entries)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        yield FileFinding.LOCKED
    yield from _by_reading(archive, [entry for entry in entries if not entry.flag_bits & ENCRYPTED])


def _is_bomb_as_told(entries: list[zipfile.ZipInfo]) -> bool:
    """By what the archive says of itself; what it keeps silent about is counted while reading."""
    told = sum(entry.file_size for entry in entries)
    kept = sum(entry.compress_size for entry in entries)
    return (
        len(entries) > MOST_ENTRIES or told > MOST_UNPACKED or (told > RATIO_FROM and told > MOST_RATIO * max(kept, 1))
    )


def _by_names(entries: list[zipfile.ZipInfo]) -> Iterator[FileFinding]:
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        name = entry.filename.casefold()
        if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
            yield FileFinding.STRAY_NAMES
        if path.name.casefold() in ("vbaproject.bin", "vbadata.xml") or "xl/macrosheets/" in name:
            yield FileFinding.MACROS
        if "/embeddings/" in name or "/activex/" in name:
            yield FileFinding.EMBEDDED
        if expected(entry.filename) in (FileSort.PROGRAM, FileSort.SHORTCUT):
            yield FileFinding.PROGRAM
        if expected(entry.filename) is FileSort.ARCHIVE:
            yield FileFinding.NESTED


def _by_reading(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[FileFinding]:
    """Every entry is read to its end in pieces; the bytes that come out count, not the size that was told."""
    left = MOST_READ
    for entry in entries:
        kept = bytearray()
        with archive.open(entry) as unpacked:
            while piece := unpacked.read(PIECE):
                left -= len(piece)
                if left < 0:
                    yield FileFinding.UNREADABLE
                    return
                if len(kept) < PART:
                    kept += piece
        yield from _of_part(entry.filename.casefold(), bytes(kept))


def _of_part(name: str, content: bytes) -> Iterator[FileFinding]:
    if content.startswith(b"PK\x03\x04"):
        yield FileFinding.NESTED
    if name.endswith((".xml", ".rels", ".svg")):
        yield from xml.of_text(content)
    if name.endswith(".rels") and b'TargetMode="External"' in content and _loads(content):
        yield FileFinding.REMOTE


def _loads(rels: bytes) -> bool:
    """A link that a reader may click is none of it; templates, frames, objects and pictures are fetched by themselves."""
    kinds = (
        b"/attachedTemplate",
        b"/frame",
        b"/oleObject",
        b"/image",
        b"/externalLink",
        b"/subDocument",
        b"/externalLinkPath",
    )
    return any(
        b'Type="' in line and b'"External"' in line and any(kind in line for kind in kinds) for line in rels.split(b"<")
    )
