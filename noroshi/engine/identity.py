"""As whom PostgreSQL runs. It refuses root, and initdb an id without a name; neither makes us loosen a folder."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from noroshi.engine.failure import EngineError

TETHER = Path(__file__).with_name("tether.py")
OVERFLOW_ID = 65534  # what the kernel shows for ids a namespace does not know


@dataclass(frozen=True)
class Identity:
    """`same`, or another id: inside a user namespace, or as an account of the machine."""

    kind: str
    uid: int = 0
    gid: int = 0

    def tethered(self, signal: Signals, program: list[str], *, parent: int | None = None) -> list[str]:
        """The command that takes this id, dies with its parent by `signal`, and becomes `program`."""
        word = self.kind if self.kind == "same" else f"{self.kind}:{self.uid}:{self.gid}"
        return [sys.executable, "-I", "-S", str(TETHER), str(parent or os.getpid()), str(int(signal)), word, *program]


SAME = Identity("same")


def database_identity() -> Identity:
    """The first that works: ourselves, a namespace that gives us another id, an unprivileged account.

    NOROSHI_DATABASE_ACCOUNT names the account when root wants one instead of a namespace.
    """
    chosen = os.environ.get("NOROSHI_DATABASE_ACCOUNT", "")
    if os.geteuid() == 0 and chosen:
        return _account(chosen)
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return SAME
    inside = _namespace()
    if inside:
        return inside
    if os.geteuid() != 0:
        raise EngineError(
            f"The account with id {os.geteuid()} has no name on this machine, and PostgreSQL wants one.",
            "Add a name for it, or point DATABASE_URL at a PostgreSQL that runs elsewhere.",
        )
    return _account("nobody")


def _namespace() -> Identity | None:
    """Asked of the kernel by trying: containers forbid namespaces in more ways than can be read anywhere."""
    named = next((entry for entry in pwd.getpwall() if entry.pw_uid not in {0, os.geteuid(), OVERFLOW_ID}), None)
    if named is None or sys.platform != "linux":
        return None
    inside = Identity("namespace", named.pw_uid, named.pw_gid)
    probe = subprocess.run(inside.tethered(Signals.SIGTERM, ["true"]), capture_output=True, check=False)
    return inside if probe.returncode == 0 else None


def _account(name: str) -> Identity:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        raise EngineError(
            f"PostgreSQL does not run as root, and there is no account {name} to run it as.",
            "Start Noroshi as an ordinary user, or name an unprivileged account in NOROSHI_DATABASE_ACCOUNT.",
        ) from None
    if entry.pw_uid == 0:
        raise EngineError(
            "NOROSHI_DATABASE_ACCOUNT names root, and PostgreSQL does not run as root.", "Name an unprivileged account."
        )
    return Identity("account", entry.pw_uid, entry.pw_gid)


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
