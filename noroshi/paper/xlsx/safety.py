"""A spreadsheet is looked through before it is opened: a form is small, holds no program and leads nowhere."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from noroshi.paper.errors import (
    CellsTooMany,
    EntitiesInside,
    FileLocked,
    FileNotReadable,
    FileSwells,
    LinksOutside,
    MacrosInside,
)

MB: Final = 1024 * 1024
LARGEST_FILE: Final = 10 * MB
LARGEST_OPENED: Final = 40 * MB
MOST_SWOLLEN: Final = 200
"""So many times its packed size, beyond the first megabyte."""

MOST_PARTS: Final = 400
MOST_CELLS: Final = 60_000
OLD_KIND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS: Final = re.compile(r"vbaproject|activex|embeddings/|ctrlprops/|macrosheets/|dialogsheets/", re.IGNORECASE)
LINKS: Final = re.compile(r"externallinks/|connections\.xml|querytables/|xl/model/", re.IGNORECASE)
CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""Signs of UTF-16, in which declarations could hide from a look at the bytes; spreadsheets are written in UTF-8."""


def looked_through(content: bytes) -> frozenset[str]:
    """The names of its parts, or a refusal that says what to do."""
    if content.startswith(OLD_KIND):
        raise FileLocked
    if len(content) > LARGEST_FILE:
        raise FileSwells
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, zipfile.LargeZipFile):
        raise FileNotReadable from None
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma"}:
            raise FileNotReadable from None
        raise


def _parts(archive: zipfile.ZipFile) -> frozenset[str]:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise FileLocked
    if len(parts) > MOST_PARTS or len(set(names)) != len(names):
        raise FileSwells
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise FileNotReadable
    if any(PROGRAMS.search(name) for name in names):
        raise MacrosInside
    if any(LINKS.search(name) for name in names):
        raise LinksOutside
    _weigh(archive, parts)
    return frozenset(names)


def _weigh(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """What it becomes when opened is measured, never believed."""
    opened, cells = 0, 0
    for part in parts:
        here, tail = 0, b""
        for piece in _pieces(archive, part):
            here += len(piece)
            if opened + here > LARGEST_OPENED or here > MB + part.compress_size * MOST_SWOLLEN:
                raise FileSwells
            if _is_xml(part.filename):
                _refuse_declarations(tail + piece)
                cells += len(CELL.findall(tail + piece)) - len(CELL.findall(tail))
                tail = piece[-16:]
            if cells > MOST_CELLS:
                raise CellsTooMany
        opened += here


def _refuse_declarations(piece: bytes) -> None:
    if DECLARATION.search(piece) or piece.startswith(WIDE):
        raise EntitiesInside


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as opened:
        while piece := opened.read(256 * 1024):
            yield piece


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))
