"""Which nodes have signed here. A key is entered by its own node's sealer and can only be retired, never taken away."""

from datetime import datetime
from typing import Any, Final

from django.db import connection

from noroshi.ledger.actions import record
from noroshi.ledger.queries import as_system
from noroshi.ledger.seals import fingerprint_of, node_key

ENTER: Final = "insert into ledger_nodekey (fingerprint, public_key) values (%s, %s) on conflict do nothing"
RETIRE: Final = "update ledger_nodekey set retired_at = %s where fingerprint = %s and retired_at is null"


def know_node_key() -> bool:
    """Writes down the public half of this node's key, with an entry that says so; says whether it was new."""
    public = node_key().public_key()
    return _change("know_node_key", fingerprint_of(public), ENTER, [fingerprint_of(public), public.public_bytes_raw()])


def retire_node_key(fingerprint: str, *, at: datetime) -> bool:
    """What it signed before `at` stands, what it signed after does not; says whether there was such a key in use."""
    return _change("retire_node_key", fingerprint, RETIRE, [at, fingerprint])


def _change(deed: str, fingerprint: str, statement: str, values: list[Any]) -> bool:
    with as_system("sealer"), connection.cursor() as cursor:
        cursor.execute(statement, values)
        if cursor.rowcount:
            record(deed=deed, system="sealer", detail={"fingerprint": fingerprint})
        return bool(cursor.rowcount)
