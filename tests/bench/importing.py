"""Files of shared intelligence: `python -m tests.bench.importing 100000`. The bare two-process COPY of the same run is the measure.

Both parts write durably into one server of their own; everything of ours is on: validation, both locks, de-duplication, indexes.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final

import psutil
import psycopg

from noroshi.engine import database, schema
from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome, held
from noroshi.engine.secrets_at import make_secrets
from tests.bench.measuring import Figure, Peer, median
from tests.bench.threats import WHOLE, bundle_of

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "build" / "bench-intel"
ROUNDS: Final = 3
LEAST_RATIO, MOST_MB = 0.6, 300.0
NAME: Final = "bench_intel"
BARE: Final = """
drop table if exists bare;
create table bare (id bigserial primary key, uuid uuid not null, modified timestamptz, kind smallint not null, source int not null,
                   value bytea, raw text not null);
create index on bare (uuid, modified);
create index on bare (kind, id);
create index on bare (value);
"""


def figures(many: int = WHOLE) -> Iterator[Figure]:
    """Bare and ours in turns, so that whatever slows the machine slows both; then a tenth, for the growth."""
    path, tenth = bundle_of(many, KEPT), bundle_of(many // 10, KEPT)
    with ground() as cluster:
        bare, ours, memory, small, origins = [], [], [], [], _origins(cluster)
        for number in range(ROUNDS):
            bare.append(_bare(cluster, path))
            seconds, megabytes = _ours(cluster, path, origins[number])
            ours.append(seconds)
            memory.append(megabytes)
            small.append(_ours(cluster, tenth, origins[number + ROUNDS]))
    plain, full = many / median(bare), many / median(ours)
    yield Figure(f"bare COPY of {many:,} objects, two processes", plain, "1/s")
    yield Figure(
        f"a file of {many:,} objects, everything on",
        full,
        "1/s",
        peer=Peer("bare", plain, "same run"),
        allows=LEAST_RATIO * plain,
        more_is_better=True,
    )
    yield Figure("memory of all our processes at most", max(memory), "MB", limit=MOST_MB)
    yield Figure("ten times the data, times the time", median(ours) / median(one for one, _ in small), "x", limit=11.0)
    yield Figure("ten times the data, times the memory", max(memory) / max(most for _, most in small), "x", limit=1.25)


@contextmanager
def ground(folder: Path = KEPT, name: str = NAME) -> Iterator[Cluster]:
    """An empty installation in a server of its own, durable as in the product."""
    home = DataHome.at(folder / "data")
    make_secrets(home)
    with held(home):
        cluster = Cluster.of(home)
        cluster.start()
        try:
            database.make_roles(cluster)
            fresh(cluster, name)
            yield cluster
        finally:
            cluster.stop()


def told_by(
    cluster: Cluster, name: str, command: tuple[str, ...], more: Mapping[str, str] = MappingProxyType({})
) -> str:
    """What a process of its own prints, in that installation."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | environment(cluster, name) | dict(more),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def fresh(cluster: Cluster, name: str = NAME) -> None:
    database.drop_database(cluster, name)
    database.make_database(cluster, name)
    schema.migrate(database.Addresses.of_cluster(cluster, name), environment(cluster, name))


def environment(cluster: Cluster, name: str = NAME) -> dict[str, str]:
    return {
        "NOROSHI_DATA": str(cluster.home.root),
        "NOROSHI_LOG_LEVEL": "WARNING",
        "NOROSHI_PROCESS": "jobs",
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        **database.Addresses.of_cluster(cluster, name).environment(),
    }


def _origins(cluster: Cluster) -> list[str]:
    return told_by(cluster, NAME, ("tests.bench.intel_desk", str(2 * ROUNDS))).split()


def _bare(cluster: Cluster, path: Path) -> float:
    """Two processes, each every second thousand: decode, extract, COPY, commit."""
    address = cluster.url("superuser", NAME)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(BARE)  # type: ignore[arg-type]  # a constant
        connection.execute("checkpoint")
    began = time.monotonic()
    hands = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.bare", str(path), str(which), "2"],
            cwd=ROOT,
            env=os.environ | {"BARE": address},
        )
        for which in range(2)
    ]
    for hand in hands:
        assert hand.wait() == 0
    taken = time.monotonic() - began
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("drop table bare")
    return taken


def _ours(cluster: Cluster, path: Path, origin: str) -> tuple[float, float]:
    """As on the command line: a process that cuts, two that write. Each round into an origin and tables of its own."""
    with psycopg.connect(cluster.url("superuser", NAME), autocommit=True) as connection:
        connection.execute(
            "truncate intel_stixobject, intel_value, intel_link, intel_importbatch, intel_importfault, triage_feed, triage_posting"
        )
        connection.execute("checkpoint")
    command = [sys.executable, "-m", "tests.bench.importer", str(path), origin]
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment(cluster), stdout=subprocess.PIPE, text=True
    )
    with watched(process.pid) as peak:
        out, _ = process.communicate()
    assert process.returncode == 0, out
    seconds = float(out.split()[-1])
    assert seconds <= time.monotonic() - began
    return seconds, peak()


@contextmanager
def watched(pid: int) -> Iterator[Callable[[], float]]:
    """The most memory that a process and its children had together, in MB; shared pages count for each by their part (PSS)."""
    most, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.3):
            most[0] = max(most[0], _together(pid))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        over.set()
        thread.join()


def _together(pid: int) -> float:
    total = 0
    try:
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            total += one.memory_full_info().pss
    except psutil.Error:
        return 0.0
    return total / 1024 / 1024


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE):
        print(f"{figure.name:60} {figure.value:>12,.2f} {figure.unit:4} {figure.verdict} {figure.ratio or ''}")
