"""Archives: every name in them, and every file as what it is. Nothing is unpacked further than the limits go."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from noroshi.traces.files.looked import Looking, Spent
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

type Inside = Callable[[Looking, bytes, str], None]
IN_UTF8: Final = 0x800
COMPRESSED: Final[dict[bytes, Callable[[BytesIO], Any]]] = {
    b"\x1f\x8b": lambda raw: gzip.GzipFile(fileobj=raw),
    b"BZ": bz2.BZ2File,
    b"\xfd7": lzma.LZMAFile,
}


def look(looking: Looking, data: bytes, inside: Inside) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        looking.mark(FileMark.EMBEDDED)
        if archive.comment:
            looking.say(FilePart.COMMENT, archive.comment.decode("cp932", "replace"))
        for entry in archive.infolist():
            _entry(looking, archive, entry, inside)


def _entry(looking: Looking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: Inside) -> None:
    name = real_name(entry)
    if entry.is_dir():
        looking.say(FilePart.NAME, name)
    elif entry.flag_bits & 1:
        looking.say(FilePart.NAME, name)
        looking.trouble(FileTrouble.ENCRYPTED)
    else:
        inside(looking, read_entry(looking, archive, entry), name)


def real_name(entry: zipfile.ZipInfo) -> str:
    """Older programs write Japanese names without saying so."""
    if entry.flag_bits & IN_UTF8:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def read_entry(looking: Looking, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """No more than the archive says, and no more than is left: an archive may lie."""
    left = looking.limits.most_bytes - looking.read
    if entry.file_size > left:
        raise Spent(FileTrouble.TOO_LARGE)
    with archive.open(entry) as opened:
        data = opened.read(left + 1)
    looking.spend(len(data))
    return data


def look_tar(looking: Looking, data: bytes, name: str, inside: Inside) -> None:
    """Compressed or not; a single compressed file is looked at by itself."""
    plain = _unpacked(looking, data)
    if plain[257:262] != b"ustar":
        inside(looking, plain, name.rpartition(".")[0] or name)
        return
    with tarfile.open(fileobj=BytesIO(plain)) as archive:
        for member in archive:
            looking.say(FilePart.PROPERTY, f"{member.uname} {member.gname}", "owner")
            opened = archive.extractfile(member) if member.isfile() else None
            if opened is None:
                looking.say(FilePart.NAME, member.name)
            else:
                inside(looking, opened.read(), member.name)


def _unpacked(looking: Looking, data: bytes) -> bytes:
    opener = COMPRESSED.get(data[:2])
    if opener is None:
        return data
    with opener(BytesIO(data)) as opened:
        plain: bytes = opened.read(looking.limits.most_bytes - looking.read + 1)
    looking.spend(len(plain))
    return plain
