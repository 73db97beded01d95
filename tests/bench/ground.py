"""Where the bench stands: an embedded PostgreSQL of its own, durable as in the product, and a fresh copy of the built world.

The world is built once and kept under build/bench; each run measures a copy of it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from noroshi.engine import database, schema
from noroshi.engine.assets import assets_folder, gather_when_needed
from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome, held
from noroshi.engine.secrets_at import make_secrets

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "build" / "bench"
WORLD, BENCH = "bench_world", "bench"
EDITIONS: Final = 1_000_000


@contextmanager
def ground(editions: int = EDITIONS) -> Iterator[Cluster]:
    """A running server whose database `bench` holds the world; the environment leads Django there as the application."""
    home = DataHome.at(KEPT / f"{fingerprint()}-{editions}")
    if editions == EDITIONS:
        _clear_older(home)
    make_secrets(home)
    with held(home):
        cluster = Cluster.of(home)
        cluster.start()
        try:
            database.make_roles(cluster)
            _make_world(cluster, editions)
            _copy(cluster)
            os.environ |= environment(cluster, BENCH)
            gather_when_needed(assets_folder(home), os.environ.copy())
            yield cluster
        finally:
            cluster.stop()


def environment(cluster: Cluster, name: str) -> dict[str, str]:
    return {
        "NOROSHI_DATA": str(cluster.home.root),
        "NOROSHI_STATIC": str(assets_folder(cluster.home)),
        "NOROSHI_LOG_LEVEL": "WARNING",
        "NOROSHI_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        **database.Addresses.of_cluster(cluster, name).environment(),
    }


def fingerprint() -> str:
    """Of everything that decides how the world looks: tables, policy, and the files that build it."""
    digest = hashlib.sha256(schema.fingerprint().encode())
    sources = [*(ROOT / "noroshi" / "sharing").glob("*.py"), *(ROOT / "noroshi" / "audiences").glob("lock.py")]
    ours = [Path(__file__).with_name(f"{name}.py") for name in ("world", "life", "directory", "sentences")]
    for path in sorted([*sources, *ours]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make_world(cluster: Cluster, editions: int) -> None:
    """Its name tells that it is whole: it is built under another one."""
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        if connection.execute("select true from pg_database where datname = %s", [WORLD]).fetchone():
            return
        unfinished = "bench_unfinished"
        database.drop_database(cluster, unfinished)
        database.make_database(cluster, unfinished)
        schema.migrate(database.Addresses.of_cluster(cluster, unfinished), environment(cluster, unfinished))
        subprocess.run(
            [sys.executable, "-m", "tests.bench.world", str(editions)],
            env=os.environ
            | environment(cluster, unfinished)
            | {"NOROSHI_BENCH_SUPERUSER_URL": cluster.url("superuser", unfinished)},
            cwd=ROOT,
            check=True,
        )
        connection.execute(f"alter database {unfinished} rename to {WORLD}")


def _copy(cluster: Cluster) -> None:
    database.drop_database(cluster, BENCH)
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        connection.execute(f"create database {BENCH} owner noroshi_owner template {WORLD} strategy file_copy")
        connection.execute("checkpoint")


def _clear_older(home: DataHome) -> None:
    for folder in KEPT.glob("*"):
        if folder != home.root:
            shutil.rmtree(folder, ignore_errors=True)
