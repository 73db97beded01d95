"""AES-256-GCM in chunks: each file has a key of its own, closed under the node's vault key, which no database holds.

Every chunk is bound to its blob, its place and whether it is the last, so that none can be swapped, repeated or cut off.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from noroshi.vault.errors import FileDamaged, VaultKeyMissing

CHUNK_BYTES: Final = 1024 * 1024


def new_key() -> bytes:
    return secrets.token_bytes(32)


def close_key(key: bytes, blob: UUID) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_node_key()).encrypt(nonce, key, b"noroshi vault" + blob.bytes)


def open_key(closed: bytes, mark: bytes, blob: UUID) -> bytes:
    """A wrong node key is told apart from damage: the first is mended by bringing the right one."""
    if mark != key_mark():
        raise VaultKeyMissing
    try:
        return AESGCM(_node_key()).decrypt(closed[:12], closed[12:], b"noroshi vault" + blob.bytes)
    except InvalidTag:
        raise FileDamaged from None


def key_mark() -> bytes:
    """Which node key closed it, without saying the key."""
    return hashlib.sha256(b"noroshi vault mark" + _node_key()).digest()[:8]


def encrypted(key: bytes, blob: UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """One look ahead, because the last chunk says that it is the last."""
    cipher, waiting, number = AESGCM(key), None, 0
    for piece in whole_chunks(pieces):
        if waiting is not None:
            yield cipher.encrypt(_nonce(number), waiting, _place(blob, number, is_last=False))
            number += 1
        waiting = piece
    if waiting is not None:
        yield cipher.encrypt(_nonce(number), waiting, _place(blob, number, is_last=True))


def decrypted(key: bytes, blob: UUID, number: int, ciphertext: bytes, *, is_last: bool) -> bytes:
    try:
        return AESGCM(key).decrypt(_nonce(number), ciphertext, _place(blob, number, is_last=is_last))
    except InvalidTag:
        raise FileDamaged from None


def whole_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces as they arrive, as chunks of one size; the last may be shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES])
            del waiting[:CHUNK_BYTES]
    if waiting:
        yield bytes(waiting)


def _nonce(number: int) -> bytes:
    """Counted, not drawn: the key is this file's alone, and no chunk is written twice."""
    return number.to_bytes(12)


def _place(blob: UUID, number: int, *, is_last: bool) -> bytes:
    return b"noroshi chunk" + blob.bytes + number.to_bytes(8) + bytes([is_last])


@cache
def _node_key() -> bytes:
    path = Path(settings.DATA) / "secrets" / "vault_key"
    if not path.exists():
        _make(path)
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
