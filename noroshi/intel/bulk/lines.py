"""Rows as COPY reads them: the wide ones in PostgreSQL's binary form, which nobody has to parse. Made without their numbers, which are
known only when it is one's turn.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from struct import Struct
from typing import Final

from noroshi.intel.rows import LinkRow, Rows, ValueRow, sector_bits
from noroshi.stix.faults import Fault
from noroshi.stix.read import Read

ESCAPES: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
NULL, TRUE, FALSE = b"\xff\xff\xff\xff", b"\0\0\0\1\1", b"\0\0\0\1\0"
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
TEXT_TYPE: Final = 25
"""Before each field stands its length; of a row first how many fields there are."""
numbered = Struct(">hiq").pack
object_head = Struct(">iqi16siiiqihi").pack
value_head = Struct(">i16s").pack
value_middle = Struct(">iqiiiqihihih").pack
moment = Struct(">iq").pack
small = Struct(">ih").pack
length = Struct(">i").pack
array_head = Struct(">iiiii").pack


class Lines:
    """Of one batch and origin: for each row, what stands behind its number."""

    def __init__(self, origin: int, rows: Rows) -> None:
        reads, audiences = rows.reads, rows.audiences
        self.objects = [_object(*one, origin) for one in zip(reads, rows.versions, audiences, strict=True)]
        self.values = [(row.place, _value(row, reads[row.place], audiences[row.place], origin)) for row in rows.values]
        self.links = [(row.place, _link(row, audiences[row.place], origin)) for row in rows.links]

    def objects_from(self, first: int) -> bytes:
        parts = [BEGIN]
        for number, (head, raw) in enumerate(self.objects, first):
            parts += (numbered(7, 8, number), head, raw)
        parts.append(END)
        return b"".join(parts)

    def values_from(self, first: int) -> bytes:
        if not self.values:
            return b""
        return b"".join([BEGIN, *[numbered(14, 8, first + place) + line for place, line in self.values], END])

    def links_from(self, first: int) -> bytes:
        return b"".join([b"%d\t%b" % (first + place, line) for place, line in self.links])


def fault_lines(of: int, start: int, audience: int, faults: Sequence[Fault]) -> bytes:
    lines = []
    for number, fault in enumerate(faults):
        said = (fault.id or "", fault.code, fault.path[:400], fault.given[:200])
        lines.append(f"{of}\t{start}\t{number}\t{audience}\t" + "\t".join(map(_text, said)) + "\n")
    return "".join(lines).encode()


def _object(read: Read, version: int, audience: int, origin: int) -> tuple[bytes, bytes]:
    """What stands before the raw text, and that itself: it is long, and copied once."""
    raw = read.raw
    return object_head(8, version, 16, _uuid(read.id[-36:]), 4, audience, 8, origin, 2, read.kind, len(raw)), raw


def _value(row: ValueRow, read: Read, audience: int, origin: int) -> bytes:
    value = row.value.encode()
    return b"".join(
        (
            value_head(16, _uuid(row.key)),
            _moment(read.valid_from),
            _moment(read.valid_until),
            value_middle(
                *(8, sector_bits(read) if read.sectors else 0, 4, audience, 8, origin),
                *(2, row.number, 2, row.kind, 2, read.kind),
            ),
            NULL if read.confidence is None else small(2, read.confidence),
            TRUE if read.revoked else FALSE,
            length(len(value)),
            value,
            _array(read.products) if read.products else NULL,
        )
    )


def _uuid(text: str) -> bytes:
    return bytes.fromhex(text.replace("-", ""))


def _moment(at: datetime | None) -> bytes:
    if at is None:
        return NULL
    since = at - EPOCH
    return moment(8, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def _link(row: LinkRow, audience: int, origin: int) -> bytes:
    return f"{row.from_uuid}\t{row.to_uuid}\t{audience}\t{origin}\t{row.number}\t{row.field}\n".encode()


def _text(text: str) -> str:
    return text.translate(ESCAPES) if "\\" in text or "\n" in text or "\t" in text or "\r" in text else text


def _array(texts: Sequence[str]) -> bytes:
    """One dimension, no nulls, counted from 1."""
    parts = [text.encode() for text in texts]
    body = array_head(1, 0, TEXT_TYPE, len(parts), 1) + b"".join([length(len(part)) + part for part in parts])
    return length(len(body)) + body
