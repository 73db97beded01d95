"""The embedded PostgreSQL on its own: made, started, killed, found again, closed to others."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from noroshi.engine import database
from noroshi.engine.cluster import Cluster
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome, held
from noroshi.engine.instance import opened
from noroshi.engine.ports import claim_port, next_free_port
from noroshi.engine.secrets_at import make_secrets


def quiet(_words: str) -> None:
    """Takes what the engine says and keeps it to itself."""


@contextmanager
def running(home: DataHome) -> Iterator[Cluster]:
    make_secrets(home)
    cluster = Cluster.of(home, durable=True)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


def write_row(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.url("superuser", "postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])


def rows(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url("superuser", "postgres")) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM kept ORDER BY word")]


def network_places(process: psutil.Process) -> list[object]:
    """A backend that has just ended has none."""
    try:
        return list(process.net_connections("inet"))
    except psutil.NoSuchProcess:
        return []


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    return DataHome.at(tmp_path / "a folder with spaces, a comma and 'quotes'" / "data")


def test_database_starts_stops_and_keeps_what_was_written(home: DataHome) -> None:
    with running(home) as cluster:
        write_row(cluster, "kept")

    with running(home) as cluster:
        assert rows(cluster) == ["kept"]


def test_acknowledged_rows_survive_kill_of_the_server(home: DataHome) -> None:
    with running(home) as cluster:
        write_row(cluster, "before")
        assert cluster.process is not None
        cluster.process.kill()
        cluster.process.wait()

        cluster.start()

        assert rows(cluster) == ["before"]


def test_killed_starter_takes_its_server_along_and_the_next_start_recovers(home: DataHome) -> None:
    program = (
        "import sys, time\n"
        "from noroshi.engine.cluster import Cluster\n"
        "from noroshi.engine.home import DataHome\n"
        "from noroshi.engine.secrets_at import make_secrets\n"
        "home = DataHome.at(sys.argv[1])\n"
        "make_secrets(home)\n"
        "cluster = Cluster.of(home)\n"
        "cluster.start()\n"
        "print(cluster.process.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    starter = subprocess.Popen([sys.executable, "-c", program, str(home.root)], stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    server = psutil.Process(int(starter.stdout.readline()))
    with_rows = Cluster.of(home)
    write_row(with_rows, "before")

    starter.kill()
    starter.wait()
    starter.stdout.close()

    with running(home) as cluster:
        assert rows(cluster) == ["before"]
        assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE


def test_pid_file_that_names_a_foreign_process_does_not_hinder_the_start(home: DataHome) -> None:
    with running(home) as cluster:
        write_row(cluster, "before")
        left = (cluster.place.data / "postmaster.pid").read_text(encoding="ascii")
    bystander = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    lines = left.split("\n")
    (home.pg / "postmaster.pid").write_text("\n".join([str(bystander.pid), *lines[1:]]), encoding="ascii")

    try:
        with running(home) as cluster:
            assert rows(cluster) == ["before"]
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_start_cut_short_while_making_the_database_is_made_again(home: DataHome) -> None:
    make_secrets(home)
    (home.root / "pg.new" / "base").mkdir(parents=True)
    (home.root / "pg.new" / "PG_VERSION").write_text("18\n", encoding="ascii")

    with running(home) as cluster:
        write_row(cluster, "whole")

        assert rows(cluster) == ["whole"]


def test_second_instance_on_the_same_data_is_refused_in_words(home: DataHome) -> None:
    with held(home), pytest.raises(EngineError, match="already running") as refused, opened(home, quiet):
        pass

    assert str(os.getpid()) in refused.value.problem
    assert "--data" in refused.value.remedy


def test_two_installations_run_side_by_side(tmp_path: Path) -> None:
    with running(DataHome.at(tmp_path / "one")) as one, running(DataHome.at(tmp_path / "two")) as two:
        write_row(one, "of one")
        write_row(two, "of two")

        assert rows(one) == ["of one"]
        assert rows(two) == ["of two"]


def test_folders_above_keep_their_mode_and_owner(tmp_path: Path) -> None:
    above = tmp_path / "closed"
    above.mkdir(mode=0o700)
    before = above.stat()

    with running(DataHome.at(above / "data")) as cluster:
        during = above.stat()
        files = [path.stat() for path in (cluster.place.data, cluster.place.data / "PG_VERSION")]

    assert (during.st_mode, during.st_uid, during.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert {found.st_uid for found in files} == {os.geteuid()}


def test_existing_data_folder_keeps_the_mode_its_owner_chose(tmp_path: Path) -> None:
    chosen = tmp_path / "data"
    chosen.mkdir(mode=0o750)
    chosen.chmod(0o750)

    with running(DataHome.at(chosen)):
        pass

    assert stat.S_IMODE(chosen.stat().st_mode) == 0o750


def test_everything_made_is_closed_to_others(home: DataHome) -> None:
    with running(home):
        opened_to_others = [path for path in home.secrets.rglob("*") if stat.S_IMODE(path.stat().st_mode) & 0o077]
        modes = {stat.S_IMODE(folder.stat().st_mode) for folder in (home.root, home.secrets, home.run, home.pg)}

    assert opened_to_others == []
    assert modes == {0o700}


def test_secret_that_others_could_read_is_refused_in_words(home: DataHome) -> None:
    make_secrets(home)
    (home.secrets / "django_secret").chmod(0o644)

    with pytest.raises(EngineError, match="django_secret") as refused:
        make_secrets(home)

    assert "chmod" in refused.value.remedy


def test_secrets_are_made_once_and_kept(home: DataHome) -> None:
    make_secrets(home)
    before = {path.name: path.read_bytes() for path in home.secrets.iterdir()}

    make_secrets(home)

    assert {path.name: path.read_bytes() for path in home.secrets.iterdir()} == before


def test_socket_of_a_very_long_path_moves_to_a_short_private_folder(tmp_path: Path) -> None:
    home = DataHome.at(tmp_path / ("long" * 30) / "data")

    with running(home) as cluster:
        write_row(cluster, "reached")

        assert not cluster.place.sockets.is_relative_to(home.root)
        assert stat.S_IMODE(cluster.place.sockets.stat().st_mode) == 0o700
        assert rows(cluster) == ["reached"]

    assert not cluster.place.sockets.exists()


def test_server_listens_on_no_network_address(home: DataHome) -> None:
    with running(home) as cluster:
        assert cluster.process is not None
        family = [psutil.Process(cluster.process.pid), *psutil.Process(cluster.process.pid).children()]

        assert [place for process in family for place in network_places(process)] == []


def test_wrong_password_does_not_enter(home: DataHome) -> None:
    with running(home) as cluster:
        good = cluster.url("superuser", "postgres")
        address = good.replace(good.split(":", 2)[2].split("@")[0], "guessed")

        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address)


def test_application_roles_own_nothing_and_bypass_nothing(home: DataHome) -> None:
    with running(home) as cluster:
        database.make_roles(cluster)
        database.make_database(cluster)
        with psycopg.connect(cluster.url("superuser", database.NAME)) as connection:
            found = connection.execute(
                "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles"
                " WHERE rolname LIKE 'noroshi%' ORDER BY rolname"
            ).fetchall()

    past_the_lock = {"bulk"}  # it may only add, and reads nothing: docs/decisions/0029
    expected = [
        (f"noroshi_{role}", False, role in past_the_lock, False, False, False)
        for role in ("app", "bulk", "owner", "system")
    ]
    assert found == expected


def test_application_role_may_make_no_table(home: DataHome) -> None:
    with running(home) as cluster:
        database.make_roles(cluster)
        database.make_database(cluster)
        database.grant_defaults(cluster.url("owner", database.NAME))

        with psycopg.connect(cluster.url("owner", database.NAME)) as connection:
            connection.execute("CREATE TABLE of_owner (n int)")
        with (
            psycopg.connect(cluster.url("app", database.NAME)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("CREATE TABLE of_app (n int)")


def test_lost_role_password_is_set_again_at_the_next_start(home: DataHome) -> None:
    with running(home) as cluster:
        database.make_roles(cluster)
        database.make_database(cluster)
    (home.secrets / "pg_app").unlink()

    with running(home) as cluster:
        database.make_roles(cluster)

        with psycopg.connect(cluster.url("app", database.NAME)) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("noroshi_app",)


def test_lost_superuser_password_is_named_with_its_remedy(home: DataHome) -> None:
    with running(home):
        pass
    (home.secrets / "pg_superuser").unlink()

    with pytest.raises(EngineError, match="pg_superuser") as refused, running(home):
        pass

    assert "backup" in refused.value.remedy


def test_log_names_the_fault_and_not_what_was_written(home: DataHome) -> None:
    with running(home) as cluster, psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE unique_words (word text UNIQUE)")
        connection.execute("INSERT INTO unique_words VALUES ('confidential text')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO unique_words VALUES ('confidential text')")

    log = (home.logs / "postgresql.log").read_text(encoding="utf-8")
    assert "unique_words_word_key" in log
    assert "confidential" not in log


def test_folder_that_cannot_be_made_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(EngineError, match="cannot be made"):
        DataHome.at(tmp_path / "file" / "data").prepare()


def test_claimed_port_is_refused_and_the_next_one_is_found() -> None:
    first = next_free_port(20000)
    try:
        with pytest.raises(EngineError, match="taken"):
            claim_port(first.number)
        second = next_free_port(first.number)

        assert second.number > first.number
        second.release()
    finally:
        first.release()


def test_calm_stop_leaves_nothing_running(home: DataHome) -> None:
    with running(home) as cluster:
        assert cluster.process is not None
        family = [psutil.Process(cluster.process.pid), *psutil.Process(cluster.process.pid).children(recursive=True)]

    gone, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    assert len(gone) == len(family)


def test_server_that_is_asked_to_stop_by_signal_is_found_fallen(home: DataHome) -> None:
    with running(home) as cluster:
        assert cluster.process is not None
        cluster.process.send_signal(signal.SIGINT)

        assert cluster.process.wait(30) == 0
