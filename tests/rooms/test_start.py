"""What stands in memory before a worker of the web is forked: everything that answers, nothing that is opened, and no heavy library."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT, outside_environment

HEAVY = {
    "babel": "compiles the Japanese",
    "docx": "reads forms from documents",
    "openpyxl": "reads and writes spreadsheets",
    "PIL": "reads pictures",
    "puremagic": "knows rare files by their first bytes",
    "pyzipper": "packs parcels of specimens",
    "pymisp": "is for tests of others' tools",
    "pypdf": "reads PDF",
    "pysequoia": "closes mail by OpenPGP",
    "pytz": "comes with babel",
    "stix2": "is for tests of others' tools",
    "tldextract": "is read for its list alone",
    "typst": "draws PDF",
}
ASKED = """
import gc, json, os, sys, threading
from noroshi.config import serving
serving.load("noroshi.config.wsgi:application")
from django.db import connections
print(json.dumps({
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "doors": [name for name in ("noroshi.api.door", "noroshi.web.urls", "noroshi.taxii.urls") if name in sys.modules],
    "threads": threading.active_count(),
    "tasks": len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 1,
    "connected": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "frozen": gc.get_freeze_count(),
}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str] | int]:
    """A process that has loaded what workers are forked from, and has no database to ask."""
    environment = outside_environment() | {
        "NOROSHI_DATA": str(tmp_path_factory.mktemp("start")),
        "DATABASE_URL": "postgresql://nobody@localhost/nothing",
        "NOROSHI_PROCESS": "web",
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_every_door_is_loaded_before_workers_are_forked(started: dict[str, list[str] | int]) -> None:
    assert started["doors"] == ["noroshi.api.door", "noroshi.web.urls", "noroshi.taxii.urls"]


def test_nothing_is_opened_that_two_workers_would_share(started: dict[str, list[str] | int]) -> None:
    assert (started["threads"], started["tasks"], started["connected"]) == (1, 1, [])


def test_what_is_loaded_is_left_alone_by_the_collector(started: dict[str, list[str] | int]) -> None:
    assert isinstance(started["frozen"], int)
    assert started["frozen"] > 100_000


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_loaded_by_whoever_needs_it(started: dict[str, list[str] | int], library: str) -> None:
    assert isinstance(started["modules"], list)
    assert library not in started["modules"], f"{library} {HEAVY[library]}"
