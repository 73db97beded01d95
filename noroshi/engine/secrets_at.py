"""The secrets of one installation: made once, at the first start, in files that only their owner may read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome


def _word() -> str:
    return secrets.token_urlsafe(48)


def _cipher_key() -> str:
    return secrets.token_hex(32)


def _signing_key() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


MAKERS: Final[dict[str, Callable[[], str]]] = {
    "django_secret": _word,
    "node_ed25519.pem": _signing_key,
    "pseudonym_key": _cipher_key,
    "vault_key": _cipher_key,
    "pg_superuser": _word,
    "pg_owner": _word,
    "pg_app": _word,
    "pg_system": _word,
    "pg_bulk": _word,
}


def make_secrets(home: DataHome) -> None:
    """Makes what is missing and refuses what others could read: a secret that was open is no secret any more."""
    home.prepare()
    for name, maker in MAKERS.items():
        path = home.secrets / name
        if not path.exists():
            write_secret(path, maker())
    if readable := open_to_others(home):
        raise EngineError(
            f"Others may read {', '.join(sorted(path.name for path in readable))} in {home.secrets}.",
            f"Close them with: chmod -R go= '{home.secrets}'",
        )


def open_to_others(home: DataHome) -> list[Path]:
    return [path for path in home.secrets.iterdir() if path.is_file() and path.stat().st_mode & 0o077]


def read_secret(home: DataHome, name: str) -> str:
    return (home.secrets / name).read_text(encoding="utf-8").strip()


def write_secret(path: Path, value: str) -> None:
    """Whole or not at all, and never readable by others, not even for an instant."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
