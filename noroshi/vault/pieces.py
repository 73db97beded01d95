"""A stored file piece by piece: opened with its own key, proved from the first piece to the last before anything of it is used."""

import hashlib
from collections.abc import Iterator
from typing import Final

from noroshi.vault import crypt
from noroshi.vault.errors import FileDamaged, FileGone
from noroshi.vault.models import Blob, BlobChunk, StoredFile

KEPT_WHOLE: Final = 4 * crypt.CHUNK_BYTES


class Pieces:
    """Of one file that the viewer was given. A missing piece is a damaged file."""

    def __init__(self, row: StoredFile) -> None:
        blob = Blob.objects.filter(pk=row.blob_id).first()
        if blob is None:
            raise FileGone
        self.row, self.blob = row, blob
        self._key = crypt.open_key(bytes(blob.closed_key), bytes(blob.key_mark), blob.pk)

    def one(self, number: int) -> bytes:
        rows = BlobChunk.objects.filter(blob_id=self.blob.pk, number=number)
        closed = rows.values_list("ciphertext", flat=True).first()
        if closed is None:
            raise FileDamaged
        is_last = number == self.blob.chunks - 1
        return crypt.decrypted(self._key, self.blob.pk, number, bytes(closed), is_last=is_last)

    def __iter__(self) -> Iterator[bytes]:
        return map(self.one, range(self.blob.chunks))

    def proved(self, *, keeps: int = KEPT_WHOLE) -> list[bytes]:
        """The whole of it against its hash. What is not larger than `keeps` is kept at once, of more only a piece at a time."""
        digest, size, kept = hashlib.sha256(), 0, list[bytes]()
        for piece in self:
            digest.update(piece)
            size += len(piece)
            if self.row.size <= keeps:
                kept.append(piece)
        if digest.hexdigest() != self.row.sha256 or size != self.row.size:
            raise FileDamaged
        return kept
