"""Pictures: who took them, where, with which device. What they show, only a person can see."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from PIL import ExifTags, Image

from noroshi.traces.files.looked import Looking
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

XMP: Final = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.DOTALL)
DIRECTORIES: Final = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
OF_WINDOWS: Final = range(0x9C9B, 0x9CA0)
"""Title, comment, author, keywords and subject as Windows writes them: in UTF-16."""
LONGEST: Final = 20_000


def look(looking: Looking, data: bytes) -> None:
    looking.spend(len(data))
    looking.mark(FileMark.PICTURES)
    looking.trouble(FileTrouble.PICTURE)
    for found in XMP.findall(data):
        looking.say(FilePart.PICTURE, found.decode("utf-8", "replace"), "xmp")
    with Image.open(BytesIO(data)) as picture:
        _exif(looking, picture)
        for name, value in picture.info.items():
            looking.say(FilePart.PICTURE, _text(value), str(name))


def _exif(looking: Looking, picture: Image.Image) -> None:
    exif = picture.getexif()
    for number, value in exif.items():
        text = _windows(value) if number in OF_WINDOWS and isinstance(value, bytes) else _text(value)
        looking.say(FilePart.PICTURE, text, ExifTags.TAGS.get(number, str(number)))
    for directory in DIRECTORIES:
        names = ExifTags.GPSTAGS if directory is ExifTags.IFD.GPSInfo else ExifTags.TAGS
        for number, value in exif.get_ifd(directory).items():
            looking.say(FilePart.PICTURE, _text(value), names.get(number, str(number)))
            if directory is ExifTags.IFD.GPSInfo:
                looking.mark(FileMark.GPS)


def _windows(value: bytes) -> str:
    return value[:LONGEST].decode("utf-16-le", "ignore").strip("\x00")


def _text(value: object) -> str:
    """Many put UTF-8 or Shift_JIS where only ASCII should stand."""
    if isinstance(value, bytes):
        return value[:LONGEST].decode("utf-8", "ignore").strip("\x00")
    text = str(value)[:LONGEST]
    return "\n".join(dict.fromkeys((text, *_read_otherwise(text)))) if not text.isascii() else text


def _read_otherwise(text: str) -> Iterator[str]:
    for encoding in ("utf-8", "cp932"):
        try:
            yield text.encode("latin-1").decode(encoding)
        except UnicodeError:
            continue
