"""Run as a script between parent and child: takes another id if told to, dies with the parent, then becomes the child.

Started with `python -I -S tether.py PARENT SIGNAL IDENTITY PROGRAM…`; identities are `same`, `namespace:UID:GID` and
`account:UID:GID`.
A script of its own because between fork and exec only little may run, and the supervisor has threads.
"""

import ctypes
import os
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def become(identity: str) -> None:
    kind, _, numbers = identity.partition(":")
    if kind == "same":
        return
    uid, gid = (int(number) for number in numbers.split(":"))
    if kind == "namespace":
        enter_namespace(uid, gid)
    else:
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)


def enter_namespace(uid: int, gid: int) -> None:
    """Inside, we have another id; outside, files keep owner and mode. user_namespaces(7) wants this order."""
    outside_uid, outside_gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{uid} {outside_uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{gid} {outside_gid} 1", encoding="ascii")


def die_with(parent: int, signal: int) -> None:
    """Asked after the id has changed, because the kernel forgets it then; the parent may be gone already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)


if __name__ == "__main__":
    parent, signal, identity, *program = sys.argv[1:]
    become(identity)
    die_with(int(parent), int(signal))
    os.execvp(program[0], program)  # noqa: S606 - becoming the program is the purpose
