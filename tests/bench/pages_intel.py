"""Pages over many objects: `python -m tests.bench.pages_intel 720000 [FOLDER]`; with a folder also in a browser, with pictures.

What a server needs for each, everything on; the funnel counts every value that its reader may read.
"""

import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

import psycopg

from noroshi.engine.assets import assets_folder, gather_when_needed
from noroshi.engine.cluster import Cluster
from tests.bench.exchanging import SERVED
from tests.bench.importing import KEPT, ROOT, environment, ground, told_by
from tests.bench.measuring import Figure, Peer
from tests.bench.pages_desk import TIES
from tests.bench.threats import WHOLE, bundle_of
from tests.bench.workers import MOST_ABOVE_MB, empty, free_port, heaviest, serving

OWN: Final = ROOT / "build" / "bench-pages"
NAME: Final = "bench_pages"
LIST_MS: Final = 60.0
MORE: Final = {"NOROSHI_DEMO": "1"}
VISITED: Final = 6
OPENED_MS: Final = 1000.0
"""A graph of 2,000 objects, also in a browser."""
LIMITS: Final = {"/intel/": LIST_MS, "triage list": LIST_MS, "lists for devices": LIST_MS}


def limit_of(name: str) -> float | None:
    return OPENED_MS if f"graph of {TIES:,}" in name else LIMITS.get(name)


def figures(many: int = WHOLE, folder: str = "") -> Iterator[Figure]:
    path = bundle_of(many, KEPT)
    with ground(OWN, NAME) as cluster:
        gather_when_needed(assets_folder(cluster.home), os.environ | environment(cluster, NAME))
        origin = _run(cluster, "tests.bench.intel_desk", "1").split()[0]
        _run(cluster, "tests.bench.importer", str(path), origin)
        _ask(cluster, "prepare")
        with psycopg.connect(cluster.url("superuser", NAME), autocommit=True) as connection:
            connection.execute("vacuum analyze")
        visited = _ask(cluster, "visit")
        opened = _ask(cluster, "open", folder) if folder else {}
        heavy, bare = _weighed(cluster)
    for name, taken in visited.items():
        yield Figure(f"{name}, of {many:,} objects, median", taken["median"], "ms", limit=limit_of(name))
        yield Figure(f"{name}, of {many:,} objects, p95", taken["p95"], "ms")
    yield Figure(
        f"web worker after these pages, above an empty Django's, {many:,}",
        heavy - bare,
        "MB",
        limit=MOST_ABOVE_MB,
        peer=Peer("empty", bare, "same run"),
    )
    for name, milliseconds in opened.items():
        yield Figure(f"in a browser: {name}", milliseconds, "ms", limit=limit_of(name))


def _weighed(cluster: Cluster) -> tuple[float, float]:
    """MB of the heavier of two web workers that have answered every page some times, and of one that is Django and nothing else."""
    doors, port = json.loads(_run(cluster, "tests.bench.pages_desk", "doors").splitlines()[-1]), free_port()
    with serving(SERVED, port, environment(cluster, NAME) | MORE | _static(cluster)) as process:
        for path, session in [tuple(one) for one in doors.values()] * VISITED:
            asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": session})
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - likewise
                if answer.status != HTTPStatus.OK or "login" in answer.url:
                    raise AssertionError(f"{path}: {answer.status}, {answer.url}")
                answer.read()
        heavy = heaviest(process.pid)
    return heavy, empty(SERVED, free_port())[0]


def _static(cluster: Cluster) -> dict[str, str]:
    return {"NOROSHI_STATIC": str(assets_folder(cluster.home))}


def _ask(cluster: Cluster, *deed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(cluster, "tests.bench.pages_desk", *deed).splitlines()[-1])
    print(f"  {deed[0]}: {found}", flush=True)
    return found


def _run(cluster: Cluster, *command: str) -> str:
    more = MORE | _static(cluster)
    process = {"NOROSHI_PROCESS": "web"} if "pages_desk" in command[0] else {}
    return told_by(cluster, NAME, command, more | process)


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE, "".join(sys.argv[2:3])):
        print(f"{figure.name:80} {figure.value:>12,.1f} {figure.unit:4} {figure.verdict}")
