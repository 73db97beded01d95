"""Seals: SHA-256 of canonical bytes and the Ed25519 signature of the issuing node. Whoever may read can verify.

A node's public half is written down by its sealer, before its first signature over the chain; the application may not add keys.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from noroshi.ledger.canonical import NotCanonical, canonical
from noroshi.ledger.models import NodeKey

__all__ = ["NotCanonical", "Seal", "canonical", "check", "fingerprint_of", "node_key", "seal", "stands"]

KEY_FILE: Final = "node_ed25519.pem"


@dataclass(frozen=True, slots=True)
class Seal:
    """What is stored beside sealed bytes. The fingerprint names the algorithm and the key."""

    sha256: bytes
    signature: bytes
    fingerprint: str


def seal(content: bytes) -> Seal:
    """In the name of this node."""
    key = node_key()
    return Seal(hashlib.sha256(content).digest(), key.sign(content), fingerprint_of(key.public_key()))


def check(made: Seal, content: bytes, *, at: datetime | None = None) -> bool:
    """Whether a node known here sealed these very bytes; with `at`, whether its key was valid at that time."""
    public = _known(made.fingerprint, at)
    return public is not None and stands(made, content, public)


def stands(made: Seal, content: bytes, public: Ed25519PublicKey) -> bool:
    """Whether the seal is of these bytes and by this key; asks no database."""
    if hashlib.sha256(content).digest() != made.sha256 or fingerprint_of(public) != made.fingerprint:
        return False
    try:
        public.verify(made.signature, content)
    except InvalidSignature:
        return False
    return True


def fingerprint_of(public: Ed25519PublicKey) -> str:
    return f"ed25519:{hashlib.sha256(public.public_bytes_raw()).hexdigest()}"


def node_key() -> Ed25519PrivateKey:
    """This node's own, made on first use; nobody else may read the file."""
    return _read(Path(settings.DATA) / "secrets" / KEY_FILE)


@cache
def _read(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


def _make(path: Path) -> None:
    """Whole before it has its name; of two makers the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(beside)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _known(fingerprint: str, at: datetime | None) -> Ed25519PublicKey | None:
    own = node_key().public_key()
    known = NodeKey.objects.filter(pk=fingerprint).first()
    if known is None:
        return own if fingerprint == fingerprint_of(own) else None
    if at is not None and known.retired_at is not None and at >= known.retired_at:
        return None
    return Ed25519PublicKey.from_public_bytes(bytes(known.public_key))
