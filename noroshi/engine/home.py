"""The data directory: everything one installation keeps, in one folder that only its owner may open."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from noroshi.engine.failure import EngineError

LONGEST_SOCKET_FOLDER = 80  # a unix socket's address ends at 107 bytes, and PostgreSQL adds its file name


@dataclass(frozen=True)
class DataHome:
    """Where things are. Folders are made on `prepare`; the mode of a folder that was already there is left alone."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path) -> "DataHome":
        return cls(Path(folder).expanduser().absolute())

    @property
    def pg(self) -> Path:
        return self.root / "pg"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def vault(self) -> Path:
        return self.root / "vault"

    @property
    def digest(self) -> str:
        """A short name for this folder, for places where its path is too long."""
        return hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]

    def prepare(self) -> None:
        _make(self.root)
        for folder in (self.secrets, self.run, self.logs, self.vault, self.root / "static"):
            _make(folder)

    def socket_folder(self) -> Path:
        """Inside `run`, or in a short private folder under the temporary folder when the path would not fit."""
        inside = self.run / "pg"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return private_folder(inside)
        return private_folder(Path(tempfile.gettempdir()) / f"noroshi-{os.geteuid()}-{self.digest}")


def private_folder(folder: Path) -> Path:
    """A 0700 folder of our own: in a shared place somebody else may have laid a trap under the same name."""
    _make(folder)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise EngineError(f"{folder} belongs to somebody else or is open to others.", "Remove it and start again.")
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"{folder} cannot be made: {error.strerror}.", "Choose a folder you may write to with --data."
        ) from error


def holder(home: DataHome) -> int | None:
    """The process that runs on this data directory now, if any."""
    try:
        with (home.run / "lock").open("r", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read().strip() or 0) or None
    except OSError:
        return None
    return None


@contextmanager
def held(home: DataHome) -> Iterator[None]:
    """Holds the data directory for one running instance; the kernel lets go of it however that instance ends."""
    home.prepare()
    path = home.run / "lock"
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise EngineError(
                f"Noroshi is already running on {home.root} (process {holder}).",
                "Stop it first, or give this one a folder of its own with --data.",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
