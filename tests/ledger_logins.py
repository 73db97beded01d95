"""The ledger as its three logins and its attacker meet it. A superuser can switch triggers off: `tampering` is how the tests do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import ConnectionHandler, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from noroshi.config import environment
from noroshi.engine.cluster import Cluster
from noroshi.engine.database import Addresses
from noroshi.ledger.actions import record
from noroshi.ledger.sealer import seal_batch


@contextmanager
def login(url: str) -> Iterator[None]:
    """Django's connection by another login; the sealer and the proof have the system's, in production by NOROSHI_PROCESS."""
    application = connections["default"]
    connections["default"] = ConnectionHandler({"default": environment.database(url)})["default"]
    try:
        yield
    finally:
        connection.close()
        connections["default"] = application


def superuser_url(cluster: Cluster) -> str:
    return cluster.url("superuser", str(connection.settings_dict["NAME"]))


@contextmanager
def superuser(cluster: Cluster) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(superuser_url(cluster), autocommit=True) as opened:
        yield opened


@contextmanager
def tampering(cluster: Cluster, *, undone: bool = False) -> Iterator[CursorWrapper]:
    """Somebody who owns the machine. Our triggers are ALWAYS enabled and so survive session_replication_role: they are switched off."""
    tables = ("ledger_entry", "ledger_link", "ledger_nodekey")
    with login(superuser_url(cluster)), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"alter table {table} disable trigger user")
        yield cursor
        for table in () if undone else tables:
            cursor.execute(f"alter table {table} enable trigger user")
        transaction.set_rollback(undone)


def append(count: int, **entry: Any) -> None:
    """Each in a transaction of its own, as the application does."""
    for number in range(count):
        with transaction.atomic():
            record(**{"deed": "read_edition", "detail": {"number": number}} | entry)


def seal_all(addresses: Addresses, *, most: int = 1000) -> int:
    """Until nothing waits; says how many were chained."""
    chained = 0
    with login(addresses.system):
        while batch := seal_batch(most):
            chained += batch
    return chained
