"""Finding a free port and keeping it: the web server shares ports between processes, so looking free proves nothing."""

import fcntl
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from noroshi.engine.failure import EngineError
from noroshi.engine.home import private_folder

HOST = "127.0.0.1"
TRIED = 200


@dataclass(frozen=True)
class Port:
    """A port that no other Noroshi of this user takes while `claim` is open."""

    number: int
    claim: IO[str]

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.number}"

    def release(self) -> None:
        self.claim.close()


def claim_port(number: int) -> Port:
    """This very port, or a refusal in words."""
    port = _claim(number)
    if port is None:
        raise EngineError(
            f"Port {number} on {HOST} is taken by another program.",
            "Choose another with --port, or leave it out to get the next free one.",
        )
    return port


def next_free_port(first: int) -> Port:
    for number in range(first, min(first + TRIED, 65536)):
        if port := _claim(number):
            return port
    raise EngineError(f"No port from {first} to {first + TRIED - 1} is free.", "Choose one with --port.")


def _claim(number: int) -> Port | None:
    folder = private_folder(Path(tempfile.gettempdir()) / f"noroshi-ports-{os.geteuid()}")
    claim = (folder / str(number)).open("w", encoding="ascii")
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, number))
    except OSError:
        claim.close()
        return None
    return Port(number, claim)
