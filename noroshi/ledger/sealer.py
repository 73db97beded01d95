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
from django.db.backends.utils import CursorWrapper

from noroshi.ledger.chain import ENTRY_COLUMNS, START, Head, entry_bytes, head_bytes, link_hash
from noroshi.ledger.keys import know_node_key
from noroshi.ledger.queries import as_system
from noroshi.ledger.seals import seal

logger = logging.getLogger(__name__)

BATCH: Final = 1000
ONE_SEALER: Final = 0x6E6F726F  # "noro", the number of the advisory lock

LOCK: Final = "select pg_try_advisory_xact_lock(%s)"
HEAD: Final = "select seq, hash from ledger_link order by seq desc limit 1"
# By number and in small steps: a join would walk the whole ledger for each batch.
QUEUE: Final = "select entry_id from ledger_pending where entry_id > %s order by entry_id limit %s"
CHAINED: Final = "select entry_id from ledger_link where entry_id = any(%s)"
ENTRIES: Final = f"select {ENTRY_COLUMNS} from ledger_entry e where e.id = any(%s) order by e.id"  # noqa: S608 - constants
LINK: Final = """
insert into ledger_link (seq, entry_id, previous_hash, hash, sealed_at, signature, fingerprint)
select seq, entry_id, previous_hash, hash, %s,
       case when seq = %s then %s::bytea end, case when seq = %s then %s else '' end
  from unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[]) as t(seq, entry_id, previous_hash, hash)
"""
CLEAR: Final = "delete from ledger_pending where entry_id = any(%s)"


def run_forever(stop: Event, interval_seconds: float = 0.3) -> None:
    """Until `stop` is set, and then once more for the last deeds. A database that is away is waited for."""
    is_known = False
    while True:
        is_last = stop.is_set()
        try:
            if not is_known:
                know_node_key()
                is_known = True
            while seal_batch() == BATCH:
                pass
        except (OperationalError, InterfaceError):
            logger.warning("The database is away; the ledger is sealed when it is back.")
            connection.close()
        if is_last:
            return
        stop.wait(interval_seconds)


def seal_batch(most: int = BATCH) -> int:
    """Chains up to `most` waiting entries and says how many; none while another sealer is at work."""
    with as_system("sealer"), connection.cursor() as cursor:
        cursor.execute(LOCK, [ONE_SEALER])
        if not cursor.fetchone()[0]:
            return 0
        rows = _waiting(cursor, most)
        if rows:
            cursor.execute(HEAD)
            found = cursor.fetchone()
            cursor.execute(LINK, _links(rows, Head(found[0], bytes(found[1])) if found else START))
            cursor.execute(CLEAR, [[int(row[0]) for row in rows]])
        return len(rows)


def _waiting(cursor: CursorWrapper, most: int) -> list[Sequence[Any]]:
    """The next entries in order. A place in the queue whose entry is gone stays there as evidence, and holds up nobody."""
    last = 0
    while True:
        cursor.execute(QUEUE, [last, most])
        queue = [entry_id for (entry_id,) in cursor.fetchall()]
        if not queue:
            return []
        cursor.execute(CHAINED, [queue])
        chained = {entry_id for (entry_id,) in cursor.fetchall()}
        cursor.execute(ENTRIES, [[entry_id for entry_id in queue if entry_id not in chained]])
        rows: list[Sequence[Any]] = cursor.fetchall()
        if rows:
            return rows
        last = queue[-1]


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
