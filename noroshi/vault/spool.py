"""Where a file waits on its way: small in memory, large in a nameless temporary file, encrypted with a key that only memory holds."""

import io
import secrets
import tempfile
from collections.abc import Iterator
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE: Final = 1024 * 1024
MOST_IN_MEMORY: Final = 24 * PIECE


class SealedSpool(io.RawIOBase):
    """Written once from front to end, then read from anywhere. When the process ends, nobody can read what is left of it."""

    def __init__(self, most_in_memory: int = MOST_IN_MEMORY) -> None:
        self._most, self._place, self._size = most_in_memory, 0, 0
        self._tail = bytearray()
        self._sealed: _Sealed | None = None

    @property
    def size(self) -> int:
        return self._size

    def add(self, piece: bytes) -> None:
        """What no longer fits goes to the disk, whole pieces at a time."""
        self._tail += piece
        self._size += len(piece)
        if self._sealed is None and self._size > self._most:
            self._sealed = _Sealed()
        while self._sealed is not None and len(self._tail) >= PIECE:
            self._sealed.add(bytes(self._tail[:PIECE]))
            del self._tail[:PIECE]

    def pieces(self) -> Iterator[bytes]:
        """From the front, whatever was read before."""
        for start in range(0, self._size, PIECE):
            yield self._at(start, PIECE)

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(0, self._size - self._place)
        found = self._at(self._place, left if size is None or size < 0 else min(size, left))
        self._place += len(found)
        return found

    def readinto(self, into: memoryview | bytearray, /) -> int:  # type: ignore[override]  # any writable buffer
        found = self.read(len(into))
        into[: len(found)] = found
        return len(found)

    def _at(self, start: int, size: int) -> bytes:
        found = bytearray()
        while len(found) < size and start < self._size:
            part = self._from(start, size - len(found))
            found += part
            start += len(part)
        return bytes(found)

    def _from(self, start: int, size: int) -> bytes:
        """Out of one place: of a sealed piece, or of what is still in memory."""
        sealed = self._sealed.size if self._sealed else 0
        if self._sealed is None or start >= sealed:
            return bytes(self._tail[start - sealed : start - sealed + size])
        number, within = divmod(start, PIECE)
        return self._sealed.piece(number)[within : within + size]

    def close(self) -> None:
        if self._sealed is not None:
            self._sealed.file.close()
        self._tail = bytearray()
        super().close()


class _Sealed:
    """Pieces of one size on the disk; the one that was opened last is kept open."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        self._cipher, self._count = AESGCM(secrets.token_bytes(32)), 0
        self._opened = (-1, b"")

    @property
    def size(self) -> int:
        return self._count * PIECE

    def add(self, piece: bytes) -> None:
        self.file.seek(self._count * (PIECE + 16))
        self.file.write(self._cipher.encrypt(self._count.to_bytes(12), piece, None))
        self._count += 1

    def piece(self, number: int) -> bytes:
        if self._opened[0] != number:
            self.file.seek(number * (PIECE + 16))
            self._opened = number, self._cipher.decrypt(number.to_bytes(12), self.file.read(PIECE + 16), None)
        return self._opened[1]
