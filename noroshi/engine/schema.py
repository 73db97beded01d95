"""Bringing the tables to this version: only when the files that define them have changed since the last time."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from noroshi.engine.database import Addresses, grant_defaults
from noroshi.engine.failure import EngineError

PACKAGE: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = (
    "*/migrations/*.py",
    "audiences/lock.py",
    "audiences/signals.py",
    "*/migrations/*.sql",
    "*/sql/*.sql",
    "search/index_sql.py",
    "triage/posting.py",
    "triage/factors.py",
    "schemes/definitions/**/*.toml",
)
STAMP: Final = "noroshi schema "


def fingerprint() -> str:
    """Of everything a migration may read, third-party packages included."""
    digest = hashlib.sha256()
    files = sorted({path for pattern in SOURCES for path in PACKAGE.glob(pattern)})
    requirements = PACKAGE.parent / "requirements" / "base.txt"
    for path in [*files, *([requirements] if requirements.exists() else [])]:
        digest.update(path.relative_to(PACKAGE.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def is_current(addresses: Addresses) -> bool:
    """The stamp lives in the database itself, so that it travels with every copy of it."""
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    return bool(row) and row is not None and row[0] == STAMP + fingerprint()


def migrate(addresses: Addresses, environment: dict[str, str]) -> None:
    grant_defaults(addresses.owner)
    done = subprocess.run(
        [sys.executable, "-m", "noroshi.cli.schema"],
        env=os.environ | environment | addresses.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(
            f"Migrating the tables failed:\n{done.stderr.strip()[-2000:]}", "Nothing was half done: fix and try again."
        )
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(STAMP + fingerprint()))
        )
