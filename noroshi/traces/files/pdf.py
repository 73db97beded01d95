"""PDF: text, properties, XMP, notes, bookmarks, links, forms, and files enclosed."""

import logging
import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any, Final

from pypdf import PageObject, PdfReader

from noroshi.traces.files.archives import Inside
from noroshi.traces.files.looked import Looking
from noroshi.traces.files.pdf_text import Font, NotReadable, words_of
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
"""What a stranger's file makes of itself does not belong into our log."""
MOST_PAGES: Final = 1000
NOTES: Final = ("/Contents", "/T", "/Subj", "/TU", "/V", "/RC", "/NM")
ACTIVE: Final = re.compile(rb"/(?:JavaScript|JS|Launch|OpenAction|AA|RichMedia)\b")


def look(looking: Looking, data: bytes, inside: Inside) -> None:
    looking.spend(len(data))
    if ACTIVE.search(data):
        looking.mark(FileMark.ACTIVE)
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        looking.trouble(FileTrouble.ENCRYPTED)
        return
    _properties(looking, reader)
    _pages(looking, reader)
    _enclosed(looking, reader, inside)


def _properties(looking: Looking, reader: PdfReader) -> None:
    for name, value in (reader.metadata or {}).items():
        looking.say(FilePart.PROPERTY, str(value), name.strip("/"))
        looking.mark(FileMark.PROPERTIES)
    packet = reader.root_object.get("/Metadata")
    if packet is not None:
        looking.say(FilePart.PROPERTY, packet.get_object().get_data().decode("utf-8", "replace"), "xmp")
    _bookmarks(looking, reader.outline)


def _bookmarks(looking: Looking, outline: Iterable[Any]) -> None:
    for one in outline:
        if isinstance(one, list):
            _bookmarks(looking, one)
        else:
            looking.say(FilePart.LINK, str(one.title or ""), "bookmark")


def _pages(looking: Looking, reader: PdfReader) -> None:
    if len(reader.pages) > MOST_PAGES:
        looking.trouble(FileTrouble.TOO_LARGE)
    fonts: dict[int, Font] = {}
    for number, page in enumerate(reader.pages[:MOST_PAGES], 1):
        looking.hurry()
        looking.say(FilePart.TEXT, _words(page, fonts), f"p. {number}")
        _around(looking, page, f"p. {number}")


def _words(page: PageObject, fonts: dict[int, Font]) -> str:
    """Fonts that do not say their letters are left to a library that guesses, at its own pace."""
    try:
        return words_of(page, fonts)
    except NotReadable:
        return page.extract_text()


def _around(looking: Looking, page: PageObject, place: str) -> None:
    if _has_pictures(page):
        looking.mark(FileMark.PICTURES)
        looking.trouble(FileTrouble.PICTURE)
    for note in page.get("/Annots") or ():
        _note(looking, note.get_object(), place)


def _has_pictures(page: PageObject) -> bool:
    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources else None
    return (
        any(one.get_object().get("/Subtype") == "/Image" for one in objects.get_object().values()) if objects else False
    )


def _note(looking: Looking, note: Mapping[str, Any], place: str) -> None:
    for name in NOTES:
        if isinstance(note.get(name), str):
            looking.say(FilePart.COMMENT, str(note[name]), place)
            looking.mark(FileMark.COMMENTS)
    target = (note.get("/A") or {}).get("/URI") if note.get("/A") else None
    looking.say(FilePart.LINK, str(target or ""), place)


def _enclosed(looking: Looking, reader: PdfReader, inside: Inside) -> None:
    for name, files in reader.attachments.items():
        looking.mark(FileMark.EMBEDDED)
        for data in files:
            inside(looking, data, name)
