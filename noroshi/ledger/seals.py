"""Canonical bytes, SHA-256 and the Ed25519 signature of this node. Anyone who may read can verify."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from noroshi.ledger.models import NodeKey


@dataclass(frozen=True, slots=True)
class Seal:
    """What is stored beside sealed bytes."""

    sha256: bytes
    signature: bytes
    fingerprint: str


class NotCanonicalError(TypeError):
    """A value that has no single way to be written, such as a float."""


def canonical(value: object) -> bytes:
    """One way to write a value: sorted keys, no spaces, UTF-8, no floats; text is taken as it is, not normalized."""
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def seal(content: bytes) -> Seal:
    key = node_key()
    return Seal(hashlib.sha256(content).digest(), key.sign(content), _known(key))


def check(made: Seal, content: bytes) -> bool:
    """Whether these very bytes were sealed by a key that this node has known."""
    known = NodeKey.objects.filter(pk=made.fingerprint).values_list("public_key", flat=True).first()
    if known is None or hashlib.sha256(content).digest() != made.sha256:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes(known)).verify(made.signature, content)
    except InvalidSignature:
        return False
    return True


def node_key() -> Ed25519PrivateKey:
    return _read(Path(settings.DATA) / "secrets" / "node_ed25519.pem")


@cache
def _read(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make(path)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key")
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(made)


def _known(key: Ed25519PrivateKey) -> str:
    """The key's fingerprint; its public half is written down the first time that it seals."""
    public = key.public_key().public_bytes_raw()
    fingerprint = hashlib.sha256(public).hexdigest()
    NodeKey.objects.bulk_create([NodeKey(fingerprint=fingerprint, public_key=public)], ignore_conflicts=True)
    return fingerprint


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise NotCanonicalError("a float has no single way to be written")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonicalError("keys are text")
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)
