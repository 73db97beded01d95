"""The test database: one real PostgreSQL for a run, migrated once by the owner, a copy of it for each worker.

Settings are read from the environment, so it is set here, before Django is touched; the server starts with the first
test that asks for it. `default` is the application's role, `owner` owns the tables, as in production.
"""

import fcntl
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import psutil
import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase

from noroshi.engine import database, schema
from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome
from noroshi.engine.secrets_at import make_secrets

ROOT = Path(__file__).resolve().parent.parent
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
RUN = Path(os.environ["NOROSHI_TEST_RUN"] if IS_WORKER else tempfile.mkdtemp(prefix="noroshi-tests-"))
DATABASE = "test_" + os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE = "test_template"

HOME = DataHome.at(RUN / "data")
make_secrets(HOME)
CLUSTER = Cluster.of(HOME, durable=False)
ADDRESSES = database.Addresses.of_cluster(CLUSTER, DATABASE)
if not IS_WORKER:
    os.environ["NOROSHI_TEST_PID"] = str(os.getpid())
os.environ |= {
    "NOROSHI_TEST_RUN": str(RUN),
    "NOROSHI_DATA": str(HOME.root),
    "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
    **ADDRESSES.environment(),
}


hypothesis.settings.register_profile("untimed", deadline=None, derandomize=True)
"""The same draws for everybody, so that a change is judged by what it changed."""
hypothesis.settings.register_profile("soak", max_examples=5000, deadline=None)
"""`make soak` draws anew each time."""
hypothesis.settings.load_profile("untimed")


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Touches the settings, known only now, so that pytest-django sets Django up right after this.

    Their name is taken back at once: a worker inherits the environment and must not load them before this file is read.
    """
    assert settings.DATABASES
    del os.environ["DJANGO_SETTINGS_MODULE"]
    _look_for_static_files_once()


def _look_for_static_files_once() -> None:
    """Every test client sets the application up anew; the files it gives out are the same for all of a run."""
    middleware = importlib.import_module("whitenoise.middleware").WhiteNoiseMiddleware
    look, found = middleware.add_files_from_finders, {}

    def remembered(self: Any) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    middleware.add_files_from_finders = remembered


def pytest_unconfigure() -> None:
    if IS_WORKER:
        return
    keeper = RUN / "keeper"
    if keeper.exists():
        _end(int(keeper.read_text(encoding="ascii")))
    subprocess.run(["rm", "-rf", str(RUN)], check=False)


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    """The run's PostgreSQL, started by whichever worker is first, with the migrated template in it."""
    with (RUN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (RUN / "ready").exists():
            _start_keeper()
            database.make_roles(CLUSTER)
            _make_template()
            (RUN / "ready").touch()
    return CLUSTER


@pytest.fixture(scope="session")
def django_db_setup(cluster: Cluster, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Takes the place of pytest-django's: our database is made by the engine, and the application may create none."""
    database.make_database(cluster, DATABASE, template=TEMPLATE)
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = _make_anew
    yield
    TransactionTestCase._fixture_teardown = flush
    _close_connections()
    database.drop_database(cluster, DATABASE)


@pytest.fixture(scope="session")
def addresses(django_db_setup: None) -> database.Addresses:
    """For tests that want a connection of their own, as one role or another."""
    return ADDRESSES


@pytest.fixture(scope="module")
def cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The small cast of `tests/cast.py`, made once for a module and undone at its end. Not for tests that commit."""
    with django_db_blocker.unblock():
        yield from importlib.import_module("tests.cast").undone_at_the_end()


@dataclass(frozen=True)
class Server:
    """A real Noroshi with the demonstration's world, started as anybody would start it."""

    url: str
    home: DataHome
    accounts: list[dict[str, Any]]

    def account(self, login: str) -> dict[str, Any]:
        return next(account for account in self.accounts if account["login"] == login)


@pytest.fixture(scope="session")
def noroshi_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`noroshi demo` on a free port, for the tests that come in by a door: browser and API."""
    home = DataHome.at(tmp_path_factory.mktemp("server") / "a demo")
    log = home.root.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "noroshi.cli", "demo", "--data", str(home.root)],
            stdout=subprocess.PIPE,
            stderr=out,
            text=True,
            env=outside_environment(),
            cwd=ROOT,
        )
    try:
        assert process.stdout is not None
        ready = next((line for line in process.stdout if line.startswith("READY ")), "")
        if not ready:
            pytest.fail(f"noroshi demo did not start:\n{log.read_text(encoding='utf-8')}")
        accounts = json.loads((home.root / "accounts.json").read_text(encoding="utf-8"))
        yield Server(ready.removeprefix("READY ").strip(), home, accounts)
    finally:
        process.terminate()
        process.wait(60)


def outside_environment() -> dict[str, str]:
    """What a shell of its own would have: nothing of this run's database."""
    ours = ("DATABASE_", "NOROSHI_", "DJANGO_", "PYTEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything that needs the server goes to one worker, so that there is one server."""
    for item in items:
        if "noroshi_server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("server"))


def _make_anew(_test: object) -> None:
    """After a test that committed: a flush would need rights that the application does not have."""
    _close_connections()
    database.drop_database(CLUSTER, DATABASE)
    database.make_database(CLUSTER, DATABASE, template=TEMPLATE)


def _close_connections() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _start_keeper() -> None:
    log = RUN / "keeper.log"
    with log.open("wb") as out:
        keeper = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "keeper.py"), str(RUN), os.environ["NOROSHI_TEST_PID"]],
            stdout=out,
            stderr=out,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    while not (RUN / "keeper").exists():
        if keeper.poll() is not None:
            pytest.exit(f"The test database did not start:\n{log.read_text(encoding='utf-8')}", returncode=3)
        time.sleep(0.05)


def _make_template() -> None:
    """Migrated, or restored from what an earlier run with the same migrations wrote down, in a fifth of the time."""
    database.make_database(CLUSTER, TEMPLATE)
    template = database.Addresses.of_cluster(CLUSTER, TEMPLATE)
    written = ROOT / "build" / "test-schema" / f"{schema.fingerprint()}.sql"
    if written.exists():
        CLUSTER.client("psql", "-qXb", "-v", "ON_ERROR_STOP=1", "-d", TEMPLATE, "-f", str(written))
        return
    schema.migrate(template, {})
    written.parent.mkdir(parents=True, exist_ok=True)
    beside = written.with_suffix(f".{os.getpid()}")
    CLUSTER.client("pg_dump", "-d", TEMPLATE, "-f", str(beside))
    beside.replace(written)


def _end(pid: int) -> None:
    try:
        keeper = psutil.Process(pid)
        keeper.terminate()
        keeper.wait(20)
    except psutil.NoSuchProcess:
        pass
