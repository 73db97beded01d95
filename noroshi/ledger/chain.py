"""The rule of the chain, without a database: hash = SHA-256(hash before + canonical bytes of the entry).

A batch ends in a link that the node has signed together with its place and time; all links of a batch carry that time.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from noroshi.ledger.canonical import canonical

GENESIS: Final = bytes(32)

# The columns of an entry as text, so that no setting of a session changes their bytes and no number is beyond JSON (RFC 8785, D).
ENTRY_COLUMNS: Final = """
    e.id::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.deed, e.answer, e.allowed, e.clause,
    e.person_id::text, e.desk_id::text, e.organization_id::text, e.key_id::text, e.system, e.object_ids::text[],
    e.provider_ids::text[], e.subject_organization_id::text, e.detail::text
"""
ENTRY_NAMES: Final = (
    *("id", "at", "deed", "answer", "allowed", "clause", "person_id", "desk_id", "organization_id", "key_id", "system"),
    *("object_ids", "provider_ids", "subject_organization_id", "detail"),
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a batch. Its line, kept elsewhere, proves later that nothing before it was cut off."""

    seq: int
    hash: bytes

    @property
    def line(self) -> str:
        return f"{self.seq}:{self.hash.hex()}"

    @classmethod
    def parse(cls, line: str) -> "Head":
        seq, _, digest = line.strip().partition(":")
        return cls(int(seq), bytes.fromhex(digest))


START: Final = Head(0, GENESIS)


def entry_bytes(row: Sequence[object]) -> bytes:
    """Of a row of ENTRY_COLUMNS."""
    return canonical({"entry": 1, **dict(zip(ENTRY_NAMES, row, strict=True))})


def link_hash(previous: bytes, entry: bytes) -> bytes:
    return hashlib.sha256(previous + entry).digest()


def head_bytes(head: Head, sealed_at: datetime) -> bytes:
    """What the node signs at the end of a batch."""
    at = sealed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return canonical({"ledger_head": 1, "seq": head.seq, "hash": head.hash.hex(), "sealed_at": at})
