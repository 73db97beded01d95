"""A specimen leaves in a parcel with the customary password, so that a slip of the hand, or a mail gateway, opens nothing.

We never open, preview or unpack one: what came in is put into the parcel as it is.
"""

import io
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import handles_specimens
from noroshi.vault.errors import SpecimenNotAgreed
from noroshi.vault.models import Field, StoredFile
from noroshi.vault.queries import FileShown, OpenedFile, file, found, open_file
from noroshi.vocabulary.errors import NotFound

PASSWORD: Final = "infected"  # noqa: S105 - everybody in the trade knows it: it protects from slips, not from people


@dataclass(frozen=True, slots=True)
class Parcel:
    """A zip encrypted with AES, named after the specimen's hash and not after what the specimen calls itself."""

    name: str
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """`size` is known before it is given for an attachment alone."""

    name: str
    size: int | None
    chunks: Iterator[bytes]


def may_take(viewer: Viewer, public_id: uuid.UUID) -> bool:
    """A specimen is given to desks that agreed to handle them, and to the desk that brought it."""
    return _is_given(viewer, found(viewer, public_id))


def taken_away(viewer: Viewer, public_id: uuid.UUID) -> OpenedFile | FileShown:
    """An attachment is opened at once; of a specimen only what it is, so that it is asked for twice."""
    if found(viewer, public_id).field == Field.SPECIMENS:
        return file(viewer, public_id, answer="page")
    return open_file(viewer, public_id)


def parcel(viewer: Viewer, public_id: uuid.UUID) -> Parcel:
    """A specimen that the viewer may read; an attachment is none."""
    row = found(viewer, public_id)
    if row.field != Field.SPECIMENS:
        raise NotFound
    if not _is_given(viewer, row):
        raise SpecimenNotAgreed
    return packed(open_file(viewer, public_id))


def packed(opened: OpenedFile) -> Parcel:
    return Parcel(f"specimen-{opened.sha256[:12]}.zip", _zipped(opened.name, opened.chunks))


def handed_out(viewer: Viewer, public_id: uuid.UUID) -> HandedOut:
    """For machines, which ask once: an attachment as it is, a specimen in its parcel."""
    if found(viewer, public_id).field == Field.SPECIMENS:
        made = parcel(viewer, public_id)
        return HandedOut(made.name, None, made.chunks)
    opened = open_file(viewer, public_id)
    return HandedOut(opened.name, opened.size, opened.chunks)


def _is_given(viewer: Viewer, row: StoredFile) -> bool:
    is_own = row.is_first and row.desk_id == viewer.desk_id
    return row.field != Field.SPECIMENS or is_own or handles_specimens(viewer.desk_id)


def _zipped(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Piece by piece as it is packed: no more of it than one is ever in memory."""
    import pyzipper  # noqa: PLC0415 - its library is heavy: only who packs a parcel carries it

    sink = _Sink()
    with pyzipper.AESZipFile(sink, "w", encryption=pyzipper.WZ_AES) as closed:
        closed.setpassword(PASSWORD.encode())
        with closed.open(name, "w", force_zip64=True) as entry:
            for piece in chunks:
                entry.write(piece)
                yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where the packer writes, and from where it is sent on."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes, /) -> int:  # type: ignore[override]  # the packer writes bytes
        self._written += piece
        return len(piece)

    def taken(self) -> bytes:
        piece = bytes(self._written)
        self._written.clear()
        return piece
