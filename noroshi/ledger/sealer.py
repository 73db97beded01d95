"""The sealer: chains waiting entries in order and signs each batch. It asks every third of a second instead of being told:
a NOTIFY in each appending transaction would make all commits wait for one another.

A batch is one transaction, so that a sealer killed at any instant leaves it whole or undone.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event
from typing import Any, Final

from django.db import InterfaceError, OperationalError, connection

from noroshi.ledger.actions import record
from noroshi.ledger.chain import ENTRY_COLUMNS, START, Head, entry_bytes, head_bytes, link_hash
from noroshi.ledger.queries import as_system
from noroshi.ledger.seals import fingerprint_of, node_key, seal

logger = logging.getLogger(__name__)

BATCH: Final = 1000
ONE_SEALER: Final = 0x6E6F726F  # "noro", the number of the advisory lock

LOCK: Final = "select pg_try_advisory_xact_lock(%s)"
HEAD: Final = "select seq, hash from ledger_link order by seq desc limit 1"
WAITING: Final = f"""
select {ENTRY_COLUMNS}
  from ledger_pending p join ledger_entry e on e.id = p.entry_id
 where not exists (select from ledger_link l where l.entry_id = p.entry_id)
 order by p.entry_id limit %s
"""  # noqa: S608 - put together from constants
LINK: Final = """
insert into ledger_link (seq, entry_id, previous_hash, hash, sealed_at, signature, fingerprint)
select seq, entry_id, previous_hash, hash, %s,
       case when seq = %s then %s::bytea end, case when seq = %s then %s else '' end
  from unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[]) as t(seq, entry_id, previous_hash, hash)
"""
CLEAR: Final = "delete from ledger_pending p using ledger_link l where l.entry_id = p.entry_id"
KNOW: Final = "insert into ledger_nodekey (fingerprint, public_key) values (%s, %s) on conflict do nothing"


def run_forever(stop: Event, interval_seconds: float = 0.3) -> None:
    """Until `stop` is set, and then once more for the last deeds. A database that is away is waited for."""
    is_known = False
    while True:
        is_last = stop.is_set()
        try:
            is_known = is_known or know_node_key()
            while seal_batch() == BATCH:
                pass
        except (OperationalError, InterfaceError):
            logger.warning("The database is away; the ledger is sealed when it is back.")
            connection.close()
        if is_last:
            return
        stop.wait(interval_seconds)


def know_node_key() -> bool:
    """Writes down the public half of this node's key, with an entry that says when."""
    public = node_key().public_key()
    fingerprint = fingerprint_of(public)
    with as_system("sealer"), connection.cursor() as cursor:
        cursor.execute(KNOW, [fingerprint, public.public_bytes_raw()])
        if cursor.rowcount:
            record(deed="know_node_key", system="sealer", detail={"fingerprint": fingerprint})
    return True


def seal_batch(most: int = BATCH) -> int:
    """Chains up to `most` waiting entries and says how many; none while another sealer is at work."""
    with as_system("sealer"), connection.cursor() as cursor:
        cursor.execute(LOCK, [ONE_SEALER])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(WAITING, [most])
        rows = cursor.fetchall()
        if rows:
            cursor.execute(HEAD)
            found = cursor.fetchone()
            cursor.execute(LINK, _links(rows, Head(found[0], bytes(found[1])) if found else START))
            cursor.execute(CLEAR)
        return len(rows)


def _links(rows: Sequence[Sequence[Any]], head: Head) -> list[Any]:
    """The parameters of LINK: places, hashes, and the signature over the last of them."""
    first, hashes = head.seq + 1, [head.hash]
    for row in rows:
        hashes.append(link_hash(hashes[-1], entry_bytes(row)))
    last = Head(head.seq + len(rows), hashes[-1])
    sealed_at = datetime.now(UTC)
    made = seal(head_bytes(last, sealed_at))
    return [
        *(sealed_at, last.seq, made.signature, last.seq, made.fingerprint),
        *(list(range(first, last.seq + 1)), [int(row[0]) for row in rows], hashes[:-1], hashes[1:]),
    ]
