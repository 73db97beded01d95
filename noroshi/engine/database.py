"""Roles and databases. The application's roles own nothing and bypass nothing; only `noroshi_owner` changes tables.

`noroshi_bulk` alone passes the second lock, inwards only: it may add rows to a few tables and read none (docs/decisions/0006).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import psycopg
from psycopg import sql

from noroshi.engine.cluster import Cluster
from noroshi.engine.secrets_at import read_secret

ROLES: Final = ("owner", "app", "system", "bulk")
NAME: Final = "noroshi"
UNWATCHED: Final = "ALTER ROLE noroshi_app SET track_activities = off"
"""All requests come in under one login, and whoever has it could read in pg_stat_activity what the others just said."""


@dataclass(frozen=True)
class Addresses:
    """Where each role reaches the database; handed to children in their environment, never on a command line."""

    app: str
    owner: str
    system: str
    bulk: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Addresses | None":
        """An external database, when the operator points at one. The other roles default to the same address."""
        app = environment.get("DATABASE_URL", "")
        if not app:
            return None
        owner, system = (environment.get(f"DATABASE_{role}_URL") or app for role in ("OWNER", "SYSTEM"))
        return cls(app, owner, system, environment.get("DATABASE_BULK_URL", ""))

    @classmethod
    def of_cluster(cls, cluster: Cluster, database: str = NAME) -> "Addresses":
        return cls(*(cluster.url(role, database) for role in ("app", "owner", "system", "bulk")))

    def environment(self) -> dict[str, str]:
        roles = {"DATABASE_URL": self.app, "DATABASE_OWNER_URL": self.owner, "DATABASE_SYSTEM_URL": self.system}
        return roles | ({"DATABASE_BULK_URL": self.bulk} if self.bulk else {})


def make_roles(cluster: Cluster) -> None:
    """Every start: a role that is missing is made, and its password is what the secrets say."""
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        present = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in ROLES:
            name = f"noroshi_{role}"
            if name not in present:
                connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
            connection.execute(
                sql.SQL("ALTER ROLE {} LOGIN NOSUPERUSER {} NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}").format(
                    sql.Identifier(name),
                    sql.SQL("BYPASSRLS" if role == "bulk" else "NOBYPASSRLS"),
                    sql.Literal(read_secret(cluster.home, f"pg_{role}")),
                )
            )
        connection.execute(UNWATCHED)


def make_database(cluster: Cluster, name: str = NAME, *, template: str = "template0") -> bool:
    """A database of the owner's that only our roles may enter. Says whether it is new."""
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        database = sql.Identifier(name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER noroshi_owner TEMPLATE {}").format(database, sql.Identifier(template))
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO noroshi_app, noroshi_system, noroshi_bulk").format(database)
        )
    return True


def drop_database(cluster: Cluster, name: str) -> None:
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def grant_defaults(owner_url: str) -> None:
    """Before migrating: the application's roles may use tables made from now on; a room takes away what is too much."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        for role in ("noroshi_app", "noroshi_system"):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                continue
            name = sql.Identifier(role)
            for statement in DEFAULTS:
                connection.execute(sql.SQL(statement).format(name))


DEFAULTS: Final = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
)
