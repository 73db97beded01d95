"""As whom PostgreSQL runs: ourselves, another id in a namespace, an account of its own; and words when nothing is possible."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from noroshi.engine import identity, place
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.identity import SAME, Identity, database_identity
from noroshi.engine.instance import opened

IS_ROOT = os.geteuid() == 0


def quiet(_words: str) -> None:
    """Takes what the engine says and keeps it to itself."""


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own database is an external one to whatever a test starts."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SYSTEM_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stands in for /var/lib/noroshi: a folder that every account of the machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="noroshi-reachable-", dir="/var/tmp"))
    monkeypatch.setattr(place, "REACHABLE", folder / "noroshi")
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_ordinary_user_runs_the_database_as_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: pwd.getpwnam("nobody").pw_uid)

    assert database_identity() == SAME


def test_root_never_runs_the_database_as_root() -> None:
    chosen = database_identity()

    assert chosen == SAME if not IS_ROOT else chosen.uid != 0


def test_account_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("NOROSHI_DATABASE_ACCOUNT", "nobody")

    nobody = pwd.getpwnam("nobody")

    assert database_identity() == Identity("account", nobody.pw_uid, nobody.pw_gid)


@pytest.mark.parametrize(
    ("name", "problem"), [("root", "names root"), ("no-such-account", "no account no-such-account")]
)
def test_unfit_account_is_refused_in_words(monkeypatch: pytest.MonkeyPatch, name: str, problem: str) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("NOROSHI_DATABASE_ACCOUNT", name)

    with pytest.raises(EngineError, match=problem) as refused:
        database_identity()

    assert "unprivileged account" in refused.value.remedy


def test_forbidden_namespaces_lead_root_to_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(identity, "_namespace", lambda: None)

    assert database_identity().kind == "account"


def test_user_without_a_name_and_without_namespaces_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 3_999_999)
    monkeypatch.setattr(identity, "_namespace", lambda: None)

    with pytest.raises(EngineError, match="has no name") as refused:
        database_identity()

    assert "DATABASE_URL" in refused.value.remedy


def test_database_runs_as_an_account_in_a_place_that_account_can_reach(
    tmp_path: Path, reachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only root can lend another account's id; for anybody else the setting changes nothing."""
    monkeypatch.setenv("NOROSHI_DATABASE_ACCOUNT", "nobody")
    home = DataHome.at(tmp_path / "data")
    before = stat.S_IMODE(tmp_path.stat().st_mode)

    for _start in range(2):
        with opened(home, quiet) as instance:
            assert instance.cluster is not None
            assert instance.cluster.process is not None
            server = psutil.Process(instance.cluster.process.pid)
            found = server.uids().real
            with psycopg.connect(instance.addresses.app) as connection:
                assert connection.execute("SELECT current_user").fetchone() == ("noroshi_app",)

    assert found == (pwd.getpwnam("nobody").pw_uid if IS_ROOT else os.geteuid())
    assert home.pg.exists() is not IS_ROOT
    assert stat.S_IMODE(tmp_path.stat().st_mode) == before


def test_database_of_another_identity_is_not_replaced_by_an_empty_one(
    tmp_path: Path, reachable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = DataHome.at(tmp_path / "data")
    with opened(home, quiet):
        pass
    monkeypatch.setattr(place, "database_identity", lambda: Identity("account", 65534, 65534))

    with pytest.raises(EngineError, match="belongs to") as refused, opened(home, quiet):
        pass

    assert "noroshi backup" in refused.value.remedy


def test_lost_reachable_place_is_named_instead_of_starting_empty(tmp_path: Path) -> None:
    home = DataHome.at(tmp_path / "data")
    home.prepare()
    (home.root / "pg.elsewhere").write_text(str(tmp_path / "gone"), encoding="utf-8")

    with pytest.raises(EngineError, match="is gone") as refused, opened(home, quiet):
        pass

    assert "restore" in refused.value.remedy


def test_tethered_child_dies_with_its_parent() -> None:
    program = (
        "import signal, subprocess, sys, time\n"
        "from noroshi.engine.identity import SAME\n"
        "child = subprocess.Popen(SAME.tethered(signal.SIGTERM, ['sleep', '600']))\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    while child.name() != "sleep":
        os.sched_yield()

    parent.kill()
    parent.wait()
    parent.stdout.close()

    _, alive = psutil.wait_procs([child], timeout=20)
    assert alive == []


def test_child_of_a_parent_that_is_gone_already_does_not_start(tmp_path: Path) -> None:
    trace = tmp_path / "started"
    command = SAME.tethered(signal.SIGTERM, ["touch", str(trace)], parent=1)

    done = subprocess.run(command, check=False)

    assert done.returncode == 1
    assert not trace.exists()
