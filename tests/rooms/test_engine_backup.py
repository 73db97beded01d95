"""A backup holds everything but the secrets, and a restored copy is proved before anybody trusts it."""

import json
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

from noroshi.engine import backup, database
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome
from noroshi.engine.instance import Instance, migrate_when_needed, opened
from noroshi.engine.secrets_at import MAKERS, read_secret
from tests.conftest import ROOT, outside_environment


def quiet(_words: str) -> None:
    """Takes what the engine says and keeps it to itself."""


def noroshi(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "noroshi.cli", *words],
        capture_output=True,
        text=True,
        check=False,
        env=outside_environment() | {"LANG": "C.UTF-8"} | more,
        cwd=ROOT,
    )


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run's own database is an external one to whatever a test starts."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_SYSTEM_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """A real installation with its first administrator and a file in the vault, stopped."""
    home = DataHome.at(tmp_path_factory.mktemp("founded") / "data here")
    login = ("--login", "kanrisha", "--name", "管理者")
    done = noroshi("user", "first", "--data", str(home.root), *login, NOROSHI_PASSWORD="midori-no-oka-ni-hi-ga-tomoru")
    assert done.returncode == 0, done.stderr
    (home.vault / "piece").write_bytes(b"\x00\x01sealed")
    return home


@pytest.fixture
def saved(founded: DataHome, tmp_path: Path) -> Path:
    """A backup of it, its secrets beside as `secrets`."""
    file = tmp_path / "of today"
    with opened(founded, quiet) as instance:
        backup.back_up(instance, file, tmp_path / "secrets")
    return file


def test_restored_copy_is_started_and_proved(founded: DataHome, saved: Path, tmp_path: Path) -> None:
    done = noroshi("restore", "--data", str(tmp_path / "copy"), "--secrets", str(tmp_path / "secrets"), str(saved))

    assert done.returncode == 0, done.stderr
    assert "Proved" in done.stderr
    copy = DataHome.at(tmp_path / "copy")
    assert (copy.vault / "piece").read_bytes() == b"\x00\x01sealed"
    assert {read_secret(copy, name) == read_secret(founded, name) for name in backup.KEPT_SECRETS} == {True}
    assert {read_secret(copy, name) == read_secret(founded, name) for name in MAKERS if name.startswith("pg_")} == {
        False
    }


def test_ledger_of_the_restored_copy_is_whole_and_goes_back_to_the_founding(saved: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    noroshi("restore", "--data", str(copy), "--secrets", str(tmp_path / "secrets"), str(saved))

    proof = noroshi("ledger", "verify", "--data", str(copy))

    assert proof.returncode == 0, proof.stderr
    assert "whole" in proof.stdout
    assert int(proof.stdout.splitlines()[-1].partition(":")[0]) > 0


def test_no_secret_is_in_a_backup(founded: DataHome, saved: Path) -> None:
    content = saved.read_bytes()

    with tarfile.open(saved) as tar:
        assert set(tar.getnames()) == {"manifest.json", "database.dump", "vault/piece"}
    assert [name for name in MAKERS if read_secret(founded, name).encode() in content] == []


def test_backup_and_secrets_are_closed_to_others(saved: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o600


def test_backup_never_replaces_another(founded: DataHome, saved: Path) -> None:
    before = saved.read_bytes()

    with opened(founded, quiet) as instance, pytest.raises(EngineError, match="exists already"):
        backup.back_up(instance, saved, None)

    assert saved.read_bytes() == before


def test_copy_that_lost_a_row_is_not_proved(saved: Path, tmp_path: Path) -> None:
    home = DataHome.at(tmp_path / "copy")
    made = backup.restore(saved, home, None)
    with opened(home, quiet) as instance:
        assert instance.cluster is not None
        with psycopg.connect(instance.cluster.url("superuser", database.NAME)) as connection:
            connection.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")

    wrong = backup.prove(home, made)

    assert len(wrong) == 1
    assert wrong[0].startswith("public.django_migrations:")


def test_copy_that_lost_a_file_is_not_proved(saved: Path, tmp_path: Path) -> None:
    home = DataHome.at(tmp_path / "copy")
    made = backup.restore(saved, home, None)
    (home.vault / "piece").unlink()

    assert backup.prove(home, made) == ["vault: 1 files were backed up, 0 came back"]


def test_restore_refuses_a_folder_that_is_not_empty(saved: Path, founded: DataHome) -> None:
    with pytest.raises(EngineError, match="not empty") as refused:
        backup.restore(saved, founded, None)

    assert "new folder" in refused.value.remedy


@pytest.mark.parametrize("content", [b"", b"not a tar at all", b"\x00" * 20480])
def test_broken_backup_is_refused_in_words_and_makes_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken").write_bytes(content)

    done = noroshi("restore", "--data", str(tmp_path / "copy"), str(tmp_path / "broken"))

    assert done.returncode == 1
    assert "not a backup of Noroshi" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "copy").exists()


def test_backup_of_a_later_format_is_refused_by_its_number(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as tar:
        tar.extractall(tmp_path / "opened", filter="data")
    manifest = tmp_path / "opened" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}), encoding="utf-8")
    with tarfile.open(tmp_path / "later", "w") as tar:
        tar.add(manifest, "manifest.json")

    with pytest.raises(EngineError, match="format 99"):
        backup.read_manifest(tmp_path / "later")


def test_backup_that_was_cut_short_restores_nothing_that_looks_whole(saved: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut"
    cut.write_bytes(saved.read_bytes()[: saved.stat().st_size // 2])

    done = noroshi("restore", "--data", str(tmp_path / "copy"), str(cut))

    assert done.returncode == 1
    assert "Proved" not in done.stderr
    assert "Traceback" not in done.stderr


def test_database_of_somebody_else_is_not_backed_up(founded: DataHome, tmp_path: Path) -> None:
    with opened(founded, quiet) as instance:
        external = Instance(instance.home, quiet, instance.addresses, None)

        with pytest.raises(EngineError, match="does not run") as refused:
            backup.back_up(external, tmp_path / "file", None)

    assert "pg_dump" in refused.value.remedy


def test_tables_of_this_version_are_not_migrated_again(founded: DataHome) -> None:
    with opened(founded, quiet) as instance:
        assert migrate_when_needed(instance) is False


def test_doctor_finds_a_good_installation_good(founded: DataHome) -> None:
    done = noroshi("doctor", "--data", str(founded.root))

    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    for name in ("data", "secrets", "disk", "clock", "versions", "mail", "database", "roles", "tables", "locks"):
        assert f" {name}:" in done.stdout


def test_doctor_speaks_japanese_when_asked(founded: DataHome) -> None:
    done = noroshi("--lang", "ja", "doctor", "--data", str(founded.root))

    assert "データベース: PostgreSQL 18" in done.stdout
    assert "秘密: 揃っており" in done.stdout


def test_doctor_without_data_says_how_to_begin_and_makes_nothing(tmp_path: Path) -> None:
    done = noroshi("doctor", "--data", str(tmp_path / "none"))

    assert done.returncode == 1
    assert "noroshi serve" in done.stdout
    assert not (tmp_path / "none").exists()


def test_doctor_names_a_secret_that_others_may_read(founded: DataHome) -> None:
    secret = founded.secrets / "django_secret"
    secret.chmod(0o640)

    done = noroshi("doctor", "--data", str(founded.root))

    secret.chmod(0o600)
    assert done.returncode == 1
    assert "others may read django_secret" in done.stdout
    assert "chmod" in done.stdout


def test_doctor_names_a_missing_secret_and_makes_no_new_one(founded: DataHome, tmp_path: Path) -> None:
    shutil.move(founded.secrets / "pseudonym_key", tmp_path / "pseudonym_key")

    done = noroshi("doctor", "--data", str(founded.root))

    was_remade = (founded.secrets / "pseudonym_key").exists()
    shutil.move(tmp_path / "pseudonym_key", founded.secrets / "pseudonym_key")
    assert not was_remade
    assert done.returncode == 1
    assert "missing: pseudonym_key" in done.stdout


def test_doctor_finds_a_role_that_stands_above_the_lock(founded: DataHome) -> None:
    with opened(founded, quiet) as instance:
        assert instance.cluster is not None
        table = "CREATE TABLE of_app (n int)"
        with psycopg.connect(instance.cluster.url("superuser", database.NAME), autocommit=True) as connection:
            connection.execute(table)
            connection.execute("ALTER TABLE of_app OWNER TO noroshi_app")

    done = noroshi("doctor", "--data", str(founded.root))

    with opened(founded, quiet) as instance:
        assert instance.cluster is not None
        with psycopg.connect(instance.cluster.url("superuser", database.NAME), autocommit=True) as connection:
            connection.execute("DROP TABLE of_app")
    assert done.returncode == 1
    assert "noroshi_app stands above the second lock" in done.stdout


def test_doctor_finds_a_shared_table_without_its_lock(founded: DataHome) -> None:
    with opened(founded, quiet) as instance:
        assert instance.cluster is not None
        with psycopg.connect(instance.cluster.url("superuser", database.NAME), autocommit=True) as connection:
            connection.execute("CREATE TABLE forgotten (audience_id int)")

    done = noroshi("doctor", "--data", str(founded.root))

    with opened(founded, quiet) as instance:
        assert instance.cluster is not None
        with psycopg.connect(instance.cluster.url("superuser", database.NAME), autocommit=True) as connection:
            connection.execute("DROP TABLE forgotten")
    assert done.returncode == 1
    assert "forgotten is not locked whole" in done.stdout


def test_doctor_finds_a_mail_server_that_does_not_answer(founded: DataHome) -> None:
    done = noroshi("doctor", "--data", str(founded.root), NOROSHI_MAIL="smtp://127.0.0.1:1")

    assert done.returncode == 1
    assert "✗ mail: 127.0.0.1:1" in done.stdout


def test_platform_is_founded_once(founded: DataHome) -> None:
    login = ("--login", "another", "--name", "二人目")

    done = noroshi(
        "user", "first", "--data", str(founded.root), *login, NOROSHI_PASSWORD="midori-no-oka-ni-hi-ga-tomoru"
    )

    assert done.returncode == 1
    assert "already has an administrator" in done.stderr
    assert "Traceback" not in done.stderr


def test_demonstration_does_not_enter_a_real_installation(founded: DataHome) -> None:
    done = noroshi("demo", "--data", str(founded.root))

    assert done.returncode == 1
    assert "holds a real installation" in done.stderr


def test_unknown_key_is_refused_in_the_readers_language(founded: DataHome) -> None:
    english = noroshi("key", "list", "--data", str(founded.root), NOROSHI_KEY="nrs_guessed")
    japanese = noroshi("--lang", "ja", "key", "list", "--data", str(founded.root), NOROSHI_KEY="nrs_guessed")

    assert (english.returncode, japanese.returncode) == (1, 1)
    assert "This API key is not known." in english.stderr
    assert "このAPIキーは使えません。" in japanese.stderr
