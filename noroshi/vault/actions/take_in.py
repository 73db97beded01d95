"""Taking a file in: encrypted chunk by chunk as it arrives, so that it is never whole anywhere but sealed."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import IO, cast

from django.db import transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.ledger.actions import record
from noroshi.vault import crypt
from noroshi.vault.actions.room_left import room_left
from noroshi.vault.errors import FileEmpty, FileFieldUnknown, FilesTooLarge, FileTooLarge
from noroshi.vault.limits import MB, draft_bytes, file_bytes
from noroshi.vault.looking import look
from noroshi.vault.models import Blob, BlobChunk, Field, StoredFile
from noroshi.vault.names import clean_name
from noroshi.vault.queries import FileShown, shown
from noroshi.vault.scanning import scanned
from noroshi.vault.spool import SealedSpool


def take_in(
    viewer: Viewer, *, audience_id: int, draft: uuid.UUID, field: str, name: str, chunks: Iterable[bytes]
) -> FileShown:
    """Into a draft of the viewer's own desk, whose audience the caller names. What is refused leaves nothing behind.

    It is looked into and scanned once it is here whole, and kept with what was seen; a specimen is neither.
    """
    if field not in Field.values:
        raise FileFieldUnknown
    place = _Place(audience_id, viewer.desk_id, draft, field, viewer.seat.person_id)
    with transaction.atomic():
        row = _kept(place, name, chunks, lambda: room_left(viewer, draft))
        record(
            deed="take_in_file",
            actor=viewer.actor,
            objects=[(draft, viewer.organization_id)],
            detail={"file": str(row.public_id)},
        )
    return shown(row)


@dataclass(frozen=True)
class FromOutside:
    """Under which receipt a file lies, and at which desk; the database asks whether the sender holds that receipt."""

    audience_id: int
    desk: Desk
    arrival: uuid.UUID
    room: int


def take_in_from_outside(outside: FromOutside, *, name: str, chunks: Iterable[bytes]) -> FileShown:
    """From somebody without an account, in the transaction of its receipt: an attachment that nobody here has vouched for."""
    place = _Place(outside.audience_id, outside.desk.pk, outside.arrival, Field.ATTACHMENTS.value, None)
    with transaction.atomic():
        row = _kept(place, name, chunks, lambda: outside.room)
        record(
            deed="take_in_file",
            system="public_intake",
            objects=[(outside.arrival, outside.desk.organization_id)],
            detail={"file": str(row.public_id)},
        )
    return shown(row)


@dataclass(frozen=True)
class _Place:
    """Where a file will lie, and who brings it."""

    audience_id: int
    desk: int
    draft: uuid.UUID
    field: str
    by: int | None


def _kept(place: _Place, name: str, chunks: Iterable[bytes], room: Callable[[], int]) -> StoredFile:
    called, is_specimen = clean_name(name), place.field == Field.SPECIMENS
    with closing(SealedSpool()) as spool:
        measured = _Measured(chunks, room(), spool)
        blob, key = uuid.uuid4(), crypt.new_key()
        written = _write(blob, key, measured)
        seen = look(cast("IO[bytes]", spool), called, is_specimen=is_specimen)
        scan = "" if is_specimen else scanned(spool.pieces())
        row = StoredFile.objects.create(
            audience_id=place.audience_id,
            blob_id=blob,
            is_first=True,
            desk_id=place.desk,
            draft=place.draft,
            field=place.field,
            name=called,
            size=measured.size,
            sha256=measured.digest.hexdigest(),
            sort=seen.sort.value,
            findings=[one.value for one in seen.findings],
            scan=scan,
            added_by_id=place.by,
            added_at=timezone.now(),
        )
        _file(blob, key, written, row)
    return row


@dataclass
class _Measured:
    """The pieces as they pass by: counted against the limits before they are kept, hashed, and laid aside to be looked into."""

    pieces: Iterable[bytes]
    room: int
    spool: SealedSpool
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.size += len(piece)
            if self.size > file_bytes():
                raise FileTooLarge(most=file_bytes() // MB)
            if self.size > self.room:
                raise FilesTooLarge(most=draft_bytes() // MB)
            self.digest.update(piece)
            self.spool.add(piece)
            yield piece
        if not self.size:
            raise FileEmpty


def _write(blob: uuid.UUID, key: bytes, pieces: Iterable[bytes]) -> int:
    count = 0
    for count, ciphertext in enumerate(crypt.encrypted(key, blob, pieces), 1):
        BlobChunk(blob_id=blob, number=count - 1, ciphertext=ciphertext).save(force_insert=True)
    return count


def _file(blob: uuid.UUID, key: bytes, chunks: int, row: StoredFile) -> None:
    """After its file: a blob to which no file refers is nobody's to write."""
    Blob(
        id=blob,
        size=row.size,
        chunks=chunks,
        closed_key=crypt.close_key(key, blob),
        key_mark=crypt.key_mark(),
        made_at=row.added_at,
    ).save(force_insert=True)
