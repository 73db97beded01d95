"""The proof: every entry chained exactly once, every hash and signature right, no gap, nobody waiting too long.

It reads one snapshot in steps, so that a large chain needs no memory and a working sealer is not in the way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection

from noroshi.ledger.chain import ENTRY_COLUMNS, Head
from noroshi.ledger.models import NodeKey
from noroshi.ledger.proof import Broken, Fault, Found, NodeKeyFacts, Walk
from noroshi.ledger.queries import as_system

STEP: Final = 5000
PATIENCE: Final = timedelta(seconds=60)

# `offset 0` keeps it at one look-up a link, whatever the planner thinks of the size of the ledger.
LINKS: Final = f"""
select l.seq, l.entry_id, l.previous_hash, l.hash, l.sealed_at, l.signature, l.fingerprint, {ENTRY_COLUMNS}
  from (select * from ledger_link where seq > %s order by seq limit %s) l
  left join lateral (select * from ledger_entry where id = l.entry_id offset 0) e on true
 order by l.seq
"""  # noqa: S608 - put together from constants
UNCHAINED: Final = """
select e.id from ledger_entry e
 where not exists (select from ledger_link l where l.entry_id = e.id)
   and not exists (select from ledger_pending p where p.entry_id = e.id)
 order by e.id limit 1
"""
WAITING: Final = """
select p.entry_id, e.at, clock_timestamp() - e.at, e.id is null, count(*) over ()
  from ledger_pending p left join ledger_entry e on e.id = p.entry_id
 where not exists (select from ledger_link l where l.entry_id = p.entry_id)
 order by e.id is null desc, e.at limit 1
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head.line`, kept in another place, lets a later proof show that nothing was cut off."""

    broken: Broken | None
    links: int
    waiting: int
    head: Head | None
    fingerprints: frozenset[str]

    @property
    def is_whole(self) -> bool:
        return self.broken is None

    def message(self, lang: str) -> str:
        if self.broken:
            return self.broken.message(lang)
        if lang.lower().startswith("en"):
            return f"The ledger is whole: {self.links} links, {self.waiting} waiting."
        return f"記録簿に異状はありません。つないだ記録 {self.links} 件、待ち {self.waiting} 件。"


def verify(*, noted: str = "", patience: timedelta = PATIENCE) -> Verdict:
    """Proves the chain, or names what is broken first. `noted` is the line of an earlier verdict, which must still be in it.

    Opens its own transaction; needs the system's login.
    """
    with as_system("sealer", snapshot=True):
        return prove(noted=noted, patience=patience)


def prove(*, noted: str = "", patience: timedelta = PATIENCE) -> Verdict:
    """The same in the caller's transaction, which must see every entry and stand still meanwhile."""
    walk = Walk(_keys(), Head.parse(noted) if noted else None)
    waiting, broken = 0, None
    try:
        walk.along(_links())
        waiting = _queue(patience)
    except Found as found:
        broken = found.broken
    head = walk.head if walk.head.seq else None
    return Verdict(broken, walk.head.seq, waiting, head, frozenset(walk.used))


def _links() -> Iterator[Sequence[Any]]:
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(LINKS, [last, STEP])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < STEP:
                return
            last = rows[-1][0]


def _queue(patience: timedelta) -> int:
    """How many wait to be chained; whoever is missing or late ends the proof."""
    with connection.cursor() as cursor:
        cursor.execute(UNCHAINED)
        if unchained := cursor.fetchone():
            raise Found(Fault.UNCHAINED, 0, unchained[0])
        cursor.execute(WAITING)
        first = cursor.fetchone()
    if first is None:
        return 0
    entry_id, _, age, is_gone, waiting = first
    if is_gone:
        raise Found(Fault.GONE_WHILE_WAITING, 0, entry_id)
    if age > patience:
        raise Found(Fault.LATE, 0, entry_id)
    return int(waiting)


def _keys() -> dict[str, NodeKeyFacts]:
    return {
        key.fingerprint: NodeKeyFacts(Ed25519PublicKey.from_public_bytes(bytes(key.public_key)), key.retired_at)
        for key in NodeKey.objects.all()
    }
