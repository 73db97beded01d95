"""The TAXII server that ours is measured against: OpenTAXII on the same PostgreSQL, two gunicorn workers, in its own environment.

`bin/peers taxii` makes that environment from hashed requirements; the product never imports or needs it.
"""

import json
import os
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from tests.bench.ground import ROOT

DATABASE: Final = "peer"
HERE: Final = "127.0.0.1"


GROWN: Final = """
with had as materialized (
  select *, row_number() over (order by date_added, id) as place, count(*) over () as most from opentaxii_stixobject
), wanted as (
  select h.*, type || '--' || gen_random_uuid() as fresh, c as turn
    from had h cross join lateral generate_series(1, (%(many)s - h.place) / h.most) as c
)
insert into opentaxii_stixobject (pk, id, collection_id, type, spec_version, date_added, version, serialized_data)
select gen_random_uuid(), fresh, collection_id, type, spec_version, date_added + turn * interval '1 hour', version,
       replace(serialized_data::text, id, fresh)::json from wanted
"""
"""Each copy has an id of its own, in its text too, and came in an hour after the one before."""


@dataclass(frozen=True)
class Served:
    """`objects` is the address of one collection's objects, `token` what its client shows."""

    objects: str
    token: str


@contextmanager
def served(superuser: str) -> Iterator[Served]:
    """A running server with one empty collection. `superuser` reaches the PostgreSQL of this run."""
    python = Path(subprocess.check_output([ROOT / "bin" / "peers", "taxii"], text=True).strip())
    _fresh_database(superuser)
    with tempfile.TemporaryDirectory() as folder:
        port, config = _free_port(), Path(folder) / "peer.json"
        config.write_text(json.dumps(_settings(superuser, port)), encoding="utf-8")
        environment = {**os.environ, "OPENTAXII_CONFIG": str(config), "PYTHONWARNINGS": "ignore"}
        root, collection, token = _filled(python.parent, environment)
        command = [python.parent / "gunicorn", "-w2", f"-b{HERE}:{port}", "--timeout", "300", "opentaxii.http:app"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            address = f"http://{HERE}:{port}/taxii2/{root}/collections/{collection}/objects/"
            _wait(address, token)
            yield Served(address, token)
        finally:
            process.terminate()
            process.wait(20)


def grown(superuser: str, many: int) -> None:
    """To so many objects, by copies of those that it has, straight into its own table: its own door would take minutes."""
    with psycopg.connect(_within(superuser), autocommit=True) as connection:
        connection.execute(GROWN, {"many": many})
        connection.execute("analyze opentaxii_stixobject")


def _within(superuser: str) -> str:
    return psycopg.conninfo.make_conninfo(superuser, dbname=DATABASE)


def _settings(superuser: str, port: int) -> dict[str, object]:
    url = _reaching(superuser)
    return {
        "domain": f"{HERE}:{port}",
        "auth_api": {
            "class": "opentaxii.auth.sqldb.SQLDatabaseAPI",
            "parameters": {"db_connection": url, "create_tables": True, "secret": secrets.token_hex()},
        },
        "taxii1": None,
        "taxii2": {
            "persistence_api": {
                "class": "opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI",
                "parameters": {"db_connection": url, "create_tables": True},
            },
            "title": "peer",
            "public_discovery": False,
            "max_content_length": 209715200,
        },
        "logging": {"opentaxii": "error", "root": "error"},
    }


def _reaching(superuser: str) -> str:
    """As SQLAlchemy 1.4 and psycopg2 write it."""
    given = psycopg.conninfo.conninfo_to_dict(superuser)
    return f"postgresql+psycopg2://{given['user']}:{given['password']}@/{DATABASE}?host={given['host']}&port={given.get('port', 5432)}"


def _fresh_database(superuser: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)")
        connection.execute(f"create database {DATABASE}")


def _filled(programs: Path, environment: dict[str, str]) -> tuple[str, str, str]:
    """An API root, a collection and an account that may use both."""

    def told(name: str, *words: str) -> str:
        done = subprocess.run([programs / name, *words], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    root, collection = str(uuid.uuid4()), "peer"
    told("opentaxii-add-api-root", "-t", "peer", "--default", "-i", root)
    told("opentaxii-add-collection", "-r", root, "-t", "peer", "-a", collection)
    said = told("opentaxii-create-account", "-u", "bench", "-p", secrets.token_hex(), "--admin")
    return root, collection, said.rsplit("token:", 1)[1].strip()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        port: int = asked.getsockname()[1]
        return port


def _wait(address: str, token: str) -> None:
    asked = urllib.request.Request(  # noqa: S310 - the loopback
        address, headers={"Authorization": f"Bearer {token}", "Accept": "application/taxii+json;version=2.1"}
    )
    for _ in range(150):
        try:
            with urllib.request.urlopen(asked, timeout=5):  # noqa: S310 - the loopback
                return
        except OSError as error:
            code = getattr(error, "code", None)
            if code is not None and code != 503:
                raise
            time.sleep(0.2)
    raise RuntimeError("the peer does not answer")
