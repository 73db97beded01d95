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


def close(source: uuid.UUID, organization: int) -> bytes:
    """The source and whose it is, so that an opening can be shown to the source even when nobody else may read it."""
    nonce, content = secrets.token_bytes(12), source.bytes + organization.to_bytes(8)
    return nonce + AESGCM(_key()).encrypt(nonce, content, b"noroshi derivation")


def open_(sealed: bytes) -> tuple[uuid.UUID, int]:
    content = AESGCM(_key()).decrypt(sealed[:12], sealed[12:], b"noroshi derivation")
    return uuid.UUID(bytes=content[:16]), int.from_bytes(content[16:])


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
