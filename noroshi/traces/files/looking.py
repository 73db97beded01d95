"""A file is known by its first bytes, never by its name, and looked through as what it is."""

from typing import IO, Final

from noroshi.traces.files import archives, mail, office, plain
from noroshi.traces.files.looked import Limits, Looked, Looking, Spent
from noroshi.vocabulary.traces import FilePart, FileTrouble

PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def look_through(stream: IO[bytes] | bytes, name: str, limits: Limits | None = None) -> Looked:
    """Never raises because of what the file is: what cannot be read is told as trouble."""
    looking = Looking(limits or Limits())
    looking.say(FilePart.NAME, name)
    data = stream if isinstance(stream, bytes) else stream.read(looking.limits.most_bytes + 1)
    if len(data) > looking.limits.most_bytes:
        looking.trouble(FileTrouble.TOO_LARGE)
        data = data[: looking.limits.most_bytes]
    _guarded(looking, data, name)
    return looking.found


def look_inside(looking: Looking, data: bytes, name: str) -> None:
    """A file that was found in another."""
    with looking.enter(name):
        looking.say(FilePart.NAME, name)
        _guarded(looking, data, name)


def _guarded(looking: Looking, data: bytes, name: str) -> None:
    """Libraries that read what strangers made fail in every way there is; none of them may stop the look."""
    try:
        _look(looking, data, name)
    except Spent as spent:
        looking.trouble(spent.why)
    except (RecursionError, MemoryError):
        looking.trouble(FileTrouble.HOSTILE)
    except Exception:
        looking.trouble(FileTrouble.DAMAGED)


def _look(looking: Looking, data: bytes, name: str) -> None:
    looking.hurry()
    if data.startswith(b"PK"):
        (office if office.is_office(data) else archives).look(looking, data, look_inside)
    elif b"%PDF-" in data[:1024]:
        _pdf(looking, data)
    elif data.startswith(PICTURES):
        _picture(looking, data)
    elif data.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or data[257:262] == b"ustar":
        archives.look_tar(looking, data, name, look_inside)
    elif data.startswith(OLD_OFFICE):
        looking.trouble(FileTrouble.UNKNOWN)
        plain.strings(looking, data)
    elif mail.is_mail(data, name):
        mail.look(looking, data, look_inside)
    else:
        plain.look(looking, data)


def _pdf(looking: Looking, data: bytes) -> None:
    from noroshi.traces.files import pdf  # noqa: PLC0415 - its library is heavy: only who meets a PDF carries it

    pdf.look(looking, data, look_inside)


def _picture(looking: Looking, data: bytes) -> None:
    from noroshi.traces.files import images  # noqa: PLC0415 - likewise

    images.look(looking, data)
