"""Backups that are proved: what a restored copy holds is counted against what was counted when the backup was made.

A backup holds the database and the vault, never a secret: a key must not lie beside what it opens.
"""

import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from noroshi import __version__
from noroshi.engine import database, schema
from noroshi.engine.cluster import Cluster
from noroshi.engine.failure import EngineError
from noroshi.engine.home import DataHome, held
from noroshi.engine.instance import Instance
from noroshi.engine.secrets_at import make_secrets, read_secret, write_secret

FORMAT: Final = 1
KEPT_SECRETS: Final = ("django_secret", "node_ed25519.pem", "pseudonym_key", "vault_key")
DEMONSTRATION: Final = ("demo.json", "accounts.json")


@dataclass(frozen=True)
class Manifest:
    format: int
    version: str
    schema: str
    made_at: str
    rows: dict[str, int]
    vault_files: int


def back_up(instance: Instance, target: Path, secrets: Path | None) -> Manifest:
    """While it runs: dump and counts are taken from one and the same snapshot."""
    cluster = _own_cluster(instance)
    if target.exists():
        raise EngineError(f"{target} exists already.", "Name a new file; a backup never replaces another.")
    with tempfile.TemporaryDirectory(prefix="noroshi-backup-", dir=target.absolute().parent) as folder:
        dump = Path(folder) / "database.dump"
        rows = _dump(cluster, dump)
        vault = [path for path in instance.home.vault.rglob("*") if path.is_file()]
        made = Manifest(FORMAT, __version__, schema.fingerprint(), datetime.now(UTC).isoformat(), rows, len(vault))
        whole = Path(folder) / "whole"
        with tarfile.open(whole, "w") as tar:
            _add_text(tar, "manifest.json", json.dumps(asdict(made), indent=1))
            tar.add(dump, "database.dump")
            for path in vault:
                tar.add(path, f"vault/{path.relative_to(instance.home.vault)}")
            for name in DEMONSTRATION:
                if (instance.home.root / name).exists():
                    tar.add(instance.home.root / name, name)
        whole.chmod(0o600)
        whole.rename(target)
    if secrets:
        write_secret(secrets, json.dumps({name: read_secret(instance.home, name) for name in KEPT_SECRETS}))
    return made


def restore(source: Path, home: DataHome, secrets: Path | None) -> Manifest:
    """Into an empty data directory only; leaves it stopped, so that the proof starts it as anybody would."""
    if home.root.exists() and any(home.root.iterdir()):
        raise EngineError(f"{home.root} is not empty.", "Restore into a new folder; nothing is ever overwritten.")
    made = read_manifest(source)
    with held(home), tempfile.TemporaryDirectory(dir=home.root) as folder:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        if secrets:
            for name, value in json.loads(secrets.read_text(encoding="utf-8")).items():
                if name in KEPT_SECRETS:
                    write_secret(home.secrets / name, value)
        make_secrets(home)
        for name in DEMONSTRATION:
            if (Path(folder) / name).exists():
                write_secret(home.root / name, (Path(folder) / name).read_text(encoding="utf-8"))
        if (Path(folder) / "vault").exists():
            home.vault.rmdir()
            (Path(folder) / "vault").rename(home.vault)
        with _started(home) as cluster:
            database.make_roles(cluster)
            database.make_database(cluster)
            dump = str(Path(folder) / "database.dump")
            cluster.client("pg_restore", "-d", database.NAME, "--exit-on-error", "--single-transaction", dump)
    return made


def prove(home: DataHome, made: Manifest) -> list[str]:
    """Starts the restored copy anew and says where it differs from what was counted. Nothing said: the same."""
    with held(home), _started(home) as cluster, psycopg.connect(cluster.url("superuser", database.NAME)) as connection:
        found = _count(connection)
    tables = sorted(found.keys() | made.rows.keys())
    wrong = [
        f"{table}: {made.rows.get(table, 0)} rows were backed up, {found.get(table, 0)} came back"
        for table in tables
        if found.get(table) != made.rows.get(table)
    ]
    files = sum(1 for path in home.vault.rglob("*") if path.is_file())
    if files != made.vault_files:
        wrong.append(f"vault: {made.vault_files} files were backed up, {files} came back")
    return wrong


def read_manifest(source: Path) -> Manifest:
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile("manifest.json")
            found = json.loads(member.read() if member else b"")
        if found["format"] != FORMAT:
            raise EngineError(
                f"{source} is a backup of format {found['format']}; this Noroshi reads {FORMAT}.",
                "Use the version that wrote it.",
            )
        return Manifest(**found)
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise EngineError(
            f"{source} is not a backup of Noroshi, or is damaged.", "Nothing was changed. Try another copy."
        ) from error


def _dump(cluster: Cluster, target: Path) -> dict[str, int]:
    with psycopg.connect(cluster.url("superuser", database.NAME)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = row[0] if row else ""
        cluster.client("pg_dump", "-Fc", "-d", database.NAME, f"--snapshot={snapshot}", "-f", str(target))
        return _count(connection)


def _count(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    """Every table's rows, counted and not estimated; the superuser sees past the locks."""
    tables = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    ).fetchall()
    rows: dict[str, int] = {}
    for schema_name, table in tables:
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(schema_name), str(table)))
        counted = connection.execute(query).fetchone()
        rows[f"{schema_name}.{table}"] = int(str(counted[0])) if counted else 0
    return rows


@contextmanager
def _started(home: DataHome) -> Iterator[Cluster]:
    cluster = Cluster.of(home)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


def _own_cluster(instance: Instance) -> Cluster:
    if instance.cluster is None:
        raise EngineError(
            "DATABASE_URL points at a database that Noroshi does not run.",
            "Back it up with its own tools (pg_dump or a base backup, as its superuser), and the vault folder with it.",
        )
    return instance.cluster


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    tar.addfile(member, io.BytesIO(text.encode()))
