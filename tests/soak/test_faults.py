"""A long series of kill -9 at instants nobody chose: nothing acknowledged is lost, the chain stays whole."""

import random
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from noroshi.engine.home import DataHome
from tests.conftest import ROOT, outside_environment
from tests.rooms.test_engine_supervisor import Installation, eventually

ROUNDS = 40


@pytest.mark.parametrize("seed", range(3))
def test_nothing_acknowledged_is_lost_whatever_is_killed(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the instants of faults, not a secret
    installation = Installation(DataHome.at(tmp_path_factory.mktemp("soak") / "data"))
    installation.start()
    with installation.connect() as connection:
        connection.execute("CREATE TABLE acknowledged (n int PRIMARY KEY)")
    written: set[int] = set()

    for number in range(ROUNDS):
        time.sleep(chance.random())
        _kill_something(installation, chance)
        assert eventually(lambda number=number: _write(installation, number, written)), "nothing can be written"

    assert eventually(installation.answers), "the pages do not answer"
    with installation.connect() as connection:
        found = {row[0] for row in connection.execute("SELECT n FROM acknowledged")}
        connection.execute("DROP TABLE acknowledged")
    installation.end()
    assert found == written
    proof = subprocess.run(
        [sys.executable, "-m", "noroshi.cli", "ledger", "verify", "--data", str(installation.home.root)],
        capture_output=True,
        text=True,
        check=False,
        env=outside_environment(),
        cwd=ROOT,
    )
    assert proof.returncode == 0, proof.stdout


def _kill_something(installation: Installation, chance: random.Random) -> None:
    name = chance.choice(["web", "live", "jobs", "sealer", "database", "backend", "supervisor"])
    if name == "supervisor":
        installation.end(signal.SIGKILL)
        installation.start()
        return
    if name in {"database", "backend"}:
        _kill_in_database(installation, whole=name == "database")
    elif victim := installation.members().get(name):
        victim.kill()


def _kill_in_database(installation: Installation, *, whole: bool) -> None:
    try:
        pid = int((installation.home.pg / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])
        postmaster = psutil.Process(pid)
        victim = postmaster if whole else postmaster.children()[-1]
        victim.kill()
    except (OSError, IndexError, psutil.Error):
        return


def _write(installation: Installation, number: int, written: set[int]) -> bool:
    try:
        with installation.connect() as connection:
            connection.execute("INSERT INTO acknowledged VALUES (%s) ON CONFLICT DO NOTHING", [number])
    except psycopg.Error:
        return False
    written.add(number)
    return True
