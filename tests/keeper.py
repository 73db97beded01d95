"""Keeps one PostgreSQL for one test run and clears it away when the run ends, however it ends.

Started as `python tests/keeper.py FOLDER PID`: FOLDER is the run's temporary folder, PID the process of the run.
"""

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

import psutil

from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome


def keep(folder: Path, run: psutil.Process) -> None:
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    cluster = Cluster.of(DataHome.at(folder / "data"), durable=False)
    cluster.start()
    (folder / "keeper").write_text(str(os.getpid()), encoding="ascii")
    while not over.wait(0.5) and run.is_running() and run.status() != psutil.STATUS_ZOMBIE:
        pass
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), psutil.Process(int(sys.argv[2])))
