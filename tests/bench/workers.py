"""What one of our web workers weighs beside one that holds Django and nothing else, started the same way in the same run."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import psutil

from noroshi.engine.supervisor import FEW_ARENAS, SERVERS

ROOT: Final = Path(__file__).resolve().parents[2]
MEGA: Final = 1_000_000
SERVING: Final = SERVERS["wsgi"]
MOST_ABOVE_MB, MOST_GROWTH_MB = 60.0, 10.0


def heaviest(process: int) -> float:
    """Of the workers below a server's process, in MB of memory that is nobody else's."""
    return max(child.memory_full_info().uss for child in psutil.Process(process).children(recursive=True)) / MEGA


def together_of(process: int) -> float:
    """A server's process and its workers, in MB; what several of them hold is counted once."""
    whole = psutil.Process(process)
    return sum(one.memory_full_info().pss for one in (whole, *whole.children(recursive=True))) / MEGA


@contextmanager
def serving(options: Sequence[str], port: int, whole: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Ours, as the supervisor starts it."""
    command = [sys.executable, "-m", SERVING, *options, "--port", str(port), "--no-ws", "--log-level", "warning"]
    command += ["--workers-kill-timeout", "5", "noroshi.config.wsgi:application"]
    told = FEW_ARENAS | {"NOROSHI_PROCESS": "web", "NOROSHI_ADDRESS": f"http://127.0.0.1:{port}"}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **whole, **told})
    try:
        _wait(f"http://127.0.0.1:{port}/healthz")
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - the loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("our server does not answer")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def empty(options: Sequence[str], port: int) -> tuple[float, float]:
    """A worker that has answered as many requests and knows no room of ours; and its server with all workers."""
    command = [sys.executable, "-m", SERVING, *options, "--port", str(port), "--no-ws", "--log-level", "warning"]
    whole = os.environ | FEW_ARENAS
    process = subprocess.Popen([*command, "tests.bench.empty:application"], cwd=ROOT, env=whole)
    try:
        for _ in range(200):
            with (
                suppress(urllib.error.URLError, OSError),
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5),
            ):
                break
            time.sleep(0.1)
        for _ in range(200):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        return heaviest(process.pid), together_of(process.pid)
    finally:
        process.terminate()
        process.wait(20)
