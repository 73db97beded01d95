"""The rules that a whole chain keeps, checked link by link without a database; the first that is broken ends the walk."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from noroshi.ledger.chain import START, Head, entry_bytes, head_bytes, link_hash
from noroshi.ledger.seals import Seal, stands
from noroshi.vocabulary.word import Word


class Fault(Word):
    """What can be wrong with the chain, in the words of whoever is woken by it."""

    GAP = "gap", "第 {seq} の環がありません。", "Link {seq} is missing."
    NOT_JOINED = "not_joined", "第 {seq} の環が前の環につながっていません。", "Link {seq} does not join the one before."
    ENTRY_GONE = (
        "entry_gone",
        "第 {seq} の環が指す記録 {entry} がありません。",
        "Link {seq}: its entry {entry} is gone.",
    )
    ALTERED = (
        "altered",
        "第 {seq} の環の記録 {entry} が、つないだ時と違います。",
        "Link {seq}: its entry {entry} is not what was chained.",
    )
    UNSIGNED = (
        "unsigned",
        "第 {seq} の環で終わる束に署名がありません。",
        "The batch that ends at link {seq} is not signed.",
    )
    OTHER_TIME = (
        "other_time",
        "第 {seq} の環の時刻が、署名された束の時刻と違います。",
        "Link {seq} does not carry the time of its signed batch.",
    )
    UNKNOWN_KEY = (
        "unknown_key",
        "第 {seq} の環に署名した鍵を、この記録簿は知りません。",
        "Link {seq} is signed with a key that this ledger does not know.",
    )
    RETIRED_KEY = (
        "retired_key",
        "第 {seq} の環は、使い終えた鍵で署名されています。",
        "Link {seq} is signed with a key that had been retired.",
    )
    WRONG_SIGNATURE = (
        "wrong_signature",
        "第 {seq} の環の署名が正しくありません。",
        "The signature of link {seq} is wrong.",
    )
    UNCHAINED = (
        "unchained",
        "記録 {entry} が、つながれず、待ってもいません。",
        "Entry {entry} is neither chained nor waiting.",
    )
    GONE_WHILE_WAITING = (
        "gone_while_waiting",
        "つなぐのを待っていた記録 {entry} がありません。",
        "Entry {entry}, which waited to be chained, is gone.",
    )
    LATE = (
        "late",
        "記録 {entry} が長くつながれていません。封印のプロセスが動いているか確かめてください。",
        "Entry {entry} has waited long to be chained. See whether the sealer runs.",
    )
    HEAD_LOST = (
        "head_lost",
        "控えてあった第 {seq} の環が、この記録簿にはありません。",
        "Link {seq}, noted elsewhere before, is not in this ledger.",
    )


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that is wrong, and where."""

    fault: Fault
    seq: int = 0
    entry_id: int = 0

    def message(self, lang: str) -> str:
        return self.fault.label(lang).format(seq=self.seq, entry=self.entry_id)


class Found(Exception):  # noqa: N818 - ends the walk with what it found
    def __init__(self, fault: Fault, seq: int = 0, entry_id: int = 0) -> None:
        super().__init__(fault.value)
        self.broken = Broken(fault, seq, entry_id)


@dataclass(frozen=True, slots=True)
class NodeKeyFacts:
    public: Ed25519PublicKey
    retired_at: datetime | None = None


@dataclass(slots=True)
class Walk:
    """Along the chain: the last link seen, and the links that wait for the signature of their batch."""

    keys: Mapping[str, NodeKeyFacts]
    noted: Head | None = None
    head: Head = START
    unsigned: list[tuple[int, datetime]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def along(self, rows: Iterable[Sequence[Any]]) -> None:
        """Rows: seq, entry_id, previous_hash, hash, sealed_at, signature, fingerprint, then the columns of the entry."""
        for row in rows:
            self._take(row)
        self._end()

    def _take(self, row: Sequence[Any]) -> None:
        seq, entry_id, previous, digest, sealed_at, signature, fingerprint = row[:7]
        if seq != self.head.seq + 1:
            raise Found(Fault.GAP, self.head.seq + 1)
        if bytes(previous) != self.head.hash:
            raise Found(Fault.NOT_JOINED, seq, entry_id)
        if row[7] != str(entry_id):
            raise Found(Fault.ENTRY_GONE, seq, entry_id)
        if link_hash(self.head.hash, entry_bytes(row[7:])) != bytes(digest):
            raise Found(Fault.ALTERED, seq, entry_id)
        self.head = Head(seq, bytes(digest))
        if self.noted is not None and self.noted.seq == seq and self.noted != self.head:
            raise Found(Fault.HEAD_LOST, seq)
        self.unsigned.append((seq, sealed_at))
        if (signature is None) != (fingerprint == ""):
            raise Found(Fault.UNSIGNED, seq, entry_id)
        if signature is not None:
            self._sign_off(sealed_at, bytes(signature), fingerprint)

    def _end(self) -> None:
        if self.unsigned:
            raise Found(Fault.UNSIGNED, self.head.seq)
        if self.noted is not None and self.noted.seq > self.head.seq:
            raise Found(Fault.HEAD_LOST, self.noted.seq)

    def _sign_off(self, sealed_at: datetime, signature: bytes, fingerprint: str) -> None:
        for seq, at in self.unsigned:
            if at != sealed_at:
                raise Found(Fault.OTHER_TIME, seq)
        known = self.keys.get(fingerprint)
        if known is None:
            raise Found(Fault.UNKNOWN_KEY, self.head.seq)
        if known.retired_at is not None and sealed_at >= known.retired_at:
            raise Found(Fault.RETIRED_KEY, self.head.seq)
        content = head_bytes(self.head, sealed_at)
        if not stands(Seal(hashlib.sha256(content).digest(), signature, fingerprint), content, known.public):
            raise Found(Fault.WRONG_SIGNATURE, self.head.seq)
        self.unsigned.clear()
        self.used.add(fingerprint)
