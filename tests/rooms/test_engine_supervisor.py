"""A whole installation under its supervisor: what is killed comes back, a calm stop leaves nothing, nothing is lost."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import psycopg
import pytest

from noroshi.engine import database
from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome, holder
from noroshi.engine.orphans import MARK
from tests.conftest import ROOT, outside_environment

PATIENCE_SECONDS = 60


class Installation:
    """`noroshi serve` on one data directory, as a process of its own."""

    def __init__(self, home: DataHome) -> None:
        self.home = home
        self.process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self, *options: str) -> None:
        with self.home.root.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "noroshi.cli", "serve", "--data", str(self.home.root), *options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=outside_environment(),
                cwd=ROOT,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("READY http://127.0.0.1:"), self.said()
        self.address = line.removeprefix("READY ").strip()

    def said(self) -> str:
        return self.home.root.with_suffix(".log").read_text(encoding="utf-8")

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE_SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None
        return code

    def members(self) -> dict[str, psutil.Process]:
        """The supervised processes by name; of the web servers the one that answers for the other."""
        found = {}
        for process in psutil.process_iter():
            try:
                environment = process.environ()
                if environment.get(MARK) == self.home.digest and process.ppid() == self.supervisor:
                    found[environment.get("NOROSHI_PROCESS", "database")] = process
            except psutil.Error:
                continue
        return found

    @property
    def supervisor(self) -> int:
        return self.process.pid if self.process else 0

    def answers(self) -> bool:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(Cluster.of(self.home).url("superuser", database.NAME), autocommit=True)

    def survivors(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == self.home.digest:
                    found.append(process)
            except psutil.Error:
                continue
        return found


def eventually(question: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One for the tests of this file; each leaves it running."""
    made = Installation(DataHome.at(tmp_path_factory.mktemp("supervised") / "a data folder"))
    made.start()
    yield made
    if made.process:
        made.end()


@pytest.fixture
def running(installation: Installation) -> Installation:
    if installation.process is None:
        installation.start()
    assert eventually(lambda: {"web", "live", "jobs", "sealer"} <= installation.members().keys()), installation.said()
    return installation


@pytest.mark.parametrize("name", ["web", "live", "jobs", "sealer"])
def test_killed_process_is_started_again(running: Installation, name: str) -> None:
    killed = running.members()[name]

    killed.kill()

    def is_back() -> bool:
        found = running.members().get(name)
        return found is not None and found.pid != killed.pid

    assert eventually(is_back), f"{name} did not come back"
    assert eventually(running.answers), "the pages do not answer"


def test_killed_web_worker_is_replaced(running: Installation) -> None:
    master = running.members()["web"]
    worker = master.children()[0]

    worker.kill()

    assert eventually(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE), "the worker lives on"
    assert eventually(running.answers), "the pages do not answer"


def test_killed_database_comes_back_with_all_that_was_acknowledged(running: Installation) -> None:
    with running.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS acknowledged (n int)")
        connection.execute("INSERT INTO acknowledged VALUES (1)")
    pid = int((running.home.pg / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])

    psutil.Process(pid).kill()

    def is_back() -> bool:
        try:
            with running.connect() as connection:
                return connection.execute("SELECT count(*) FROM acknowledged").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    assert eventually(is_back), "the database did not come back"
    with running.connect() as connection:
        connection.execute("DROP TABLE acknowledged")
    assert eventually(running.answers), "the pages do not answer"


def test_killed_supervisor_takes_everything_along_and_the_next_start_recovers(running: Installation) -> None:
    with running.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")

    running.end(signal.SIGKILL)
    running.start()

    with running.connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
        connection.execute("DROP TABLE kept")
    assert eventually(running.answers), "the pages do not answer"


def test_everything_killed_at_once_is_cleared_away_by_the_next_start(running: Installation) -> None:
    everything = running.survivors()
    assert running.process is not None
    for process in [psutil.Process(running.process.pid), *everything]:
        with suppress(psutil.NoSuchProcess):  # a connection of the database may have ended by itself meanwhile
            process.kill()
    running.end(signal.SIGKILL)

    running.start()

    assert eventually(running.answers), "the pages do not answer"
    assert {process.pid for process in everything}.isdisjoint(process.pid for process in running.survivors())


def test_job_of_a_killed_worker_is_done_by_the_next(running: Installation) -> None:
    """The job is put back as a dead worker leaves it: marked as being done, by nobody."""
    with running.connect() as connection:
        running.members()["jobs"].suspend()
        row = connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args, status, attempts)"
            " VALUES ('default', 'rescue_silent', 0, NULL, '{\"timestamp\": 0}', 'doing', 1) RETURNING id"
        ).fetchone()
        assert row is not None

        running.members()["jobs"].kill()

        assert eventually(
            lambda: (
                connection.execute(
                    "SELECT count(*) FROM procrastinate_jobs WHERE id = %s AND status IN ('todo', 'doing')", row
                ).fetchone()
                == (0,)
            )
        ), "the job is stuck"


def test_second_serve_on_the_same_data_is_refused_and_the_first_goes_on(running: Installation) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "noroshi.cli", "serve", "--data", str(running.home.root)],
        capture_output=True,
        text=True,
        check=False,
        env=outside_environment(),
        cwd=ROOT,
    )

    assert second.returncode == 1
    assert "already running" in second.stderr
    assert "Traceback" not in second.stderr
    assert running.answers()


def test_taken_port_is_refused_in_words(running: Installation, tmp_path: Path) -> None:
    port = str(urlsplit(running.address).port)

    second = subprocess.run(
        [sys.executable, "-m", "noroshi.cli", "serve", "--data", str(tmp_path / "other"), "--port", port],
        capture_output=True,
        text=True,
        check=False,
        env=outside_environment(),
        cwd=ROOT,
    )

    assert second.returncode == 1
    assert f"Port {port}" in second.stderr
    assert "Traceback" not in second.stderr


def test_from_the_moment_that_it_says_ready_open_pages_are_heard(tmp_path: Path) -> None:
    other = Installation(DataHome.at(tmp_path / "ready"))
    other.start()
    try:
        address = urlsplit(other.members()["live"].environ()["NOROSHI_LIVE_ADDRESS"])
        with socket.create_connection((address.hostname or "", address.port or 0), timeout=PATIENCE_SECONDS) as heard:
            assert heard.getpeername()[1] == address.port
    finally:
        other.end()


def test_two_installations_run_side_by_side(running: Installation, tmp_path: Path) -> None:
    other = Installation(DataHome.at(tmp_path / "other"))
    other.start()

    try:
        assert other.address != running.address
        assert eventually(other.answers), "the second does not answer"
        assert running.answers()
    finally:
        other.end()


def test_no_process_of_a_door_knows_the_owner_of_the_tables(running: Installation) -> None:
    for name, process in running.members().items():
        if name != "database":
            assert "DATABASE_OWNER_URL" not in process.environ(), name


def test_the_worker_alone_may_write_in_bulk(running: Installation) -> None:
    """It serves no request; the login that passes the lock by is in no process that does."""
    given = {name for name, process in running.members().items() if "DATABASE_BULK_URL" in process.environ()}

    assert given == {"jobs"}


def test_ctrl_c_stops_everything_and_nothing_is_left(running: Installation) -> None:
    family = running.survivors()

    code = running.end(signal.SIGINT)

    assert code == 0
    _, alive = psutil.wait_procs(family, timeout=PATIENCE_SECONDS)
    assert alive == []
    assert holder(running.home) is None
    assert not (running.home.pg / "postmaster.pid").exists()
    assert list((running.home.run / "pg").iterdir()) == []
