"""The environment read once and typed. Everything Noroshi takes from outside is a name on this page."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def names(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def data_folder() -> Path:
    return Path(text("NOROSHI_DATA") or Path.cwd() / "data").absolute()


def secret(folder: Path, name: str) -> str:
    """The secret in the data folder; without one, a value that dies with this process, so that nothing is shared by accident."""
    path = folder / "secrets" / name
    return path.read_text(encoding="utf-8").strip() if path.is_file() else secrets.token_urlsafe(48)


def database(url: str, **options: Any) -> dict[str, Any]:
    """Django's settings for a postgresql:// address; a socket folder stands in ?host=."""
    parts = urlsplit(url or "postgresql:///noroshi")
    query = dict(parse_qsl(parts.query))
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "noroshi",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "") or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**query, **options},
    }
    return settings
