"""What a file is by its first bytes, and what its name promises; both in the same closed words."""

import zipfile
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import IO, Final

from noroshi.vocabulary.files import FileSort

HEAD_BYTES: Final = 64 * 1024
EXTENSIONS: Final[Mapping[FileSort, str]] = MappingProxyType(
    {
        FileSort.PDF: "pdf",
        FileSort.OFFICE: "docx docm dotx dotm xlsx xlsm xltx xltm xlsb pptx pptm potx potm ppsx ppsm odt ods odp",
        FileSort.OLD_OFFICE: "doc dot xls xlt ppt pps pot msg msi hwp jtd",
        FileSort.ARCHIVE: "zip 7z rar gz tgz tar bz2 xz lzh cab iso zst jar apk",
        FileSort.IMAGE: "png jpg jpeg gif bmp tif tiff webp heic ico",
        FileSort.MAIL: "eml mbox",
        FileSort.TEXT: "txt csv tsv log json xml svg html htm md yml yaml ini conf ics stix pem"
        " bat cmd ps1 vbs vbe js jse wsf hta sh py url",
        FileSort.RICH_TEXT: "rtf",
        FileSort.PROGRAM: "exe dll scr com sys ocx cpl elf so",
        FileSort.SHORTCUT: "lnk",
        FileSort.SOUND_OR_FILM: "mp3 mp4 wav mov avi m4a mkv",
    }
)
BY_EXTENSION: Final = {name: sort for sort, names in EXTENSIONS.items() for name in names.split()}
SCRIPTS: Final = frozenset(["bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "sh", "py", "url"])
"""Text that is run: no other content is expected of them, and they are told as programs."""
SIGNS: Final[tuple[tuple[bytes, FileSort], ...]] = (
    (b"MZ", FileSort.PROGRAM),
    (b"\x7fELF", FileSort.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileSort.PROGRAM),
    (b"\xca\xfe\xba\xbe", FileSort.PROGRAM),
    (b"%PDF-", FileSort.PDF),
    (b"PK\x03\x04", FileSort.ARCHIVE),
    (b"PK\x05\x06", FileSort.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileSort.OLD_OFFICE),
    (b"{\\rt", FileSort.RICH_TEXT),
    (b"L\x00\x00\x00\x01\x14\x02\x00", FileSort.SHORTCUT),
)
"""The kinds that matter most are known by their own first bytes; the rest is the library's to say."""
PDF_WITHIN: Final = 1024
"""Readers of PDF look for its sign this far into the file, and so do we."""
ENCODINGS: Final = ("utf-8", "iso2022_jp", "cp932", "euc_jp")


def sort_of(head: bytes, file: IO[bytes]) -> FileSort:
    found = next((sort for sign, sort in SIGNS if head.startswith(sign)), None)
    if found is FileSort.ARCHIVE:
        return FileSort.OFFICE if _is_office(file) else FileSort.ARCHIVE
    if found is None and b"%PDF-" in head[:PDF_WITHIN]:
        return FileSort.PDF
    if found is None and _is_text(head):
        return FileSort.MAIL if _by_library(head) is FileSort.MAIL else FileSort.TEXT
    return found or _by_library(head) or FileSort.UNKNOWN


def is_run(head: bytes, name: str) -> bool:
    """A script, by what its name makes of it or by its first line."""
    return head.startswith(b"#!") or name.rpartition(".")[2].strip().casefold() in SCRIPTS


def expected(name: str) -> FileSort | None:
    """None for a name that promises nothing we know."""
    _stem, dot, extension = name.rpartition(".")
    return BY_EXTENSION.get(extension.strip().casefold()) if dot else None


def _by_library(head: bytes) -> FileSort | None:
    import puremagic  # noqa: PLC0415 - its tables are heavy: only who meets such a file carries them

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    sorts = _known(match.extension for match in matches)
    return next((sort for sort in sorts if sort is not FileSort.PROGRAM), None)


def _known(extensions: Iterable[str]) -> list[FileSort]:
    names = (extension.removeprefix(".").casefold() for extension in extensions)
    return [BY_EXTENSION[name] for name in names if name in BY_EXTENSION]


def _is_office(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[:2000])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names or ("mimetype" in names and "content.xml" in names)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in head or not head:
        return False
    return any(_decodes(head, encoding) for encoding in ENCODINGS)


def _decodes(head: bytes, encoding: str) -> bool:
    """The last character may be cut in two where the head ends."""
    for cut in range(4 if len(head) == HEAD_BYTES else 1):
        try:
            text = head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(sign.isprintable() or sign in "\r\n\t\x0c\x1b\ufeff\u3000" for sign in text)
    return False
