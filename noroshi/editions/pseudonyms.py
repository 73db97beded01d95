"""The link from a derived edition to its source. The key is a file of the node: neither in the database nor in its backups."""

import hmac
import os
import secrets
import uuid
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def digest_of(source: uuid.UUID) -> bytes:
    """Finds the derived editions of a source without saying, to anybody who lacks the key, which source it is."""
    return hmac.digest(_key(), b"find" + source.bytes, "sha256")


def close(source: uuid.UUID) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_key()).encrypt(nonce, source.bytes, b"noroshi derivation")


def open_(sealed: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=AESGCM(_key()).decrypt(sealed[:12], sealed[12:], b"noroshi derivation"))


@cache
def _key() -> bytes:
    path = Path(settings.DATA) / "secrets" / "pseudonym_key"
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
