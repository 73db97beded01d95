"""Pages over many objects: `python -m tests.bench.pages_intel 720000 [FOLDER]`; with a folder also in a browser, with pictures.

What a server needs for each, everything on; the funnel counts every value that its reader may read.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any, Final

import psycopg

from noroshi.engine.assets import assets_folder, gather_when_needed
from noroshi.engine.cluster import Cluster
from tests.bench.importing import KEPT, ROOT, environment, ground, told_by
from tests.bench.measuring import Figure
from tests.bench.threats import WHOLE, bundle_of

OWN: Final = ROOT / "build" / "bench-pages"
NAME: Final = "bench_pages"
LIST_MS: Final = 60.0
LIMITS: Final = {"/intel/": LIST_MS, "triage list": LIST_MS, "lists for devices": LIST_MS}


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
    for name, taken in visited.items():
        yield Figure(f"{name}, of {many:,} objects, median", taken["median"], "ms", limit=LIMITS.get(name))
        yield Figure(f"{name}, of {many:,} objects, p95", taken["p95"], "ms")
    for name, milliseconds in opened.items():
        yield Figure(f"in a browser: {name}", milliseconds, "ms")


def _ask(cluster: Cluster, *deed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_run(cluster, "tests.bench.pages_desk", *deed).splitlines()[-1])
    print(f"  {deed[0]}: {found}", flush=True)
    return found


def _run(cluster: Cluster, *command: str) -> str:
    more = {"NOROSHI_DEMO": "1", "NOROSHI_STATIC": str(assets_folder(cluster.home))}
    process = {"NOROSHI_PROCESS": "web"} if "pages_desk" in command[0] else {}
    return told_by(cluster, NAME, command, more | process)


if __name__ == "__main__":
    for figure in figures(int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE, "".join(sys.argv[2:3])):
        print(f"{figure.name:80} {figure.value:>12,.1f} {figure.unit:4} {figure.verdict}")
