"""Processes of an earlier start on the same data directory: they die with their supervisor, except when they do not."""

import os
from contextlib import suppress
from typing import Final

import psutil

from noroshi.engine.home import DataHome

MARK: Final = "NOROSHI_SUPERVISED"
CALM_SECONDS: Final = 6


def end_orphans(home: DataHome) -> list[int]:
    """Only for the holder of the data directory's lock: whoever else carries its mark has lost its supervisor."""
    orphans = [
        process for process in psutil.process_iter() if process.pid != os.getpid() and _carries_mark(process, home)
    ]
    for process in orphans:
        _send(process, "terminate")
    _, alive = psutil.wait_procs(orphans, timeout=CALM_SECONDS)
    for process in alive:
        _send(process, "kill")
    psutil.wait_procs(alive, timeout=CALM_SECONDS)
    return [process.pid for process in orphans]


def _carries_mark(process: psutil.Process, home: DataHome) -> bool:
    try:
        return bool(process.uids().real == os.getuid() and process.environ().get(MARK) == home.digest)
    except (psutil.Error, OSError):
        return False


def _send(process: psutil.Process, deed: str) -> None:
    with suppress(psutil.NoSuchProcess):
        getattr(process, deed)()
