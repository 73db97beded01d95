"""A file read by the machine that looks for names in it. Nothing of it is given to anybody, and that it was read is written down."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.ledger.actions import record
from noroshi.vault import crypt
from noroshi.vault.errors import FileDamaged, FileGone
from noroshi.vault.models import Blob, BlobChunk
from noroshi.vault.queries import found

LARGEST: Final = 96 * 1024 * 1024
"""Larger files are not searched; a person looks."""


def whole_for_search(viewer: Viewer, public_id: uuid.UUID) -> bytes:
    """Of a file that the viewer may read; proved like one that is taken away."""
    row = found(viewer, public_id)
    blob = Blob.objects.filter(pk=row.blob_id).first()
    if blob is None:
        raise FileGone
    content = b"".join(_pieces(blob))
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise FileDamaged
    about = row.edition.public_id if row.edition else row.draft or row.public_id
    provider = row.edition.originator_organization_id if row.edition else row.desk.organization_id
    record(deed="search_file", actor=viewer.actor, objects=[(about, provider)], detail={"file": str(row.public_id)})
    return content


def _pieces(blob: Blob) -> Iterator[bytes]:
    key = crypt.open_key(bytes(blob.closed_key), bytes(blob.key_mark), blob.pk)
    for number in range(blob.chunks):
        chunk = BlobChunk.objects.filter(blob_id=blob.pk, number=number).values_list("ciphertext", flat=True).first()
        if chunk is None:
            raise FileDamaged
        yield crypt.decrypted(key, blob.pk, number, bytes(chunk), is_last=number == blob.chunks - 1)
