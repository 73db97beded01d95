"""Where a file that was brought by the portal waits until it is in: one folder that web and worker share, closed to everybody else."""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from noroshi.vocabulary.errors import TooLarge


def place_of(import_id: uuid.UUID) -> Path:
    return Path(settings.IMPORTS_FOLDER) / str(import_id)


def staged(chunks: Iterable[bytes]) -> Path:
    """Whole or not at all."""
    folder = Path(settings.IMPORTS_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, length = folder / f".{uuid.uuid4()}", 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                length += len(chunk)
                if length > settings.IMPORT_LIMIT_MB * 1024 * 1024:
                    raise TooLarge
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def settle(path: Path, import_id: uuid.UUID) -> None:
    path.replace(place_of(import_id))


def forget(import_id: uuid.UUID) -> None:
    with suppress(FileNotFoundError):
        place_of(import_id).unlink()
