"""Rows as COPY reads them: the wide ones in PostgreSQL's binary form, which nobody has to parse. Made without their numbers, which are
known only when it is one's turn.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from struct import Struct
from typing import Final

import msgspec

from noroshi.intel.rows import LinkRow, ValueRow, links_of, sector_bits, uuid_bytes, values_of
from noroshi.stix.faults import Fault
from noroshi.stix.read import Read

ESCAPES: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
NOTHING: Final = (-1,)
NULL, TRUE, FALSE = b"\xff\xff\xff\xff", b"\0\0\0\1\1", b"\0\0\0\1\0"
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
TEXT_TYPE: Final = 25
"""Before each field stands its length; of a row first how many fields there are."""
numbered = Struct(">hiq").pack
object_head = Struct(">iqi16siiiqihi").pack
value_heads: Final = {
    (begins, ends): Struct(f">i16s{'iq' if begins else 'i'}{'iq' if ends else 'i'}iqiiiqihihih").pack
    for begins in (False, True)
    for ends in (False, True)
}
"""By whether it says from when, and until when."""
small = Struct(">ih").pack
length = Struct(">i").pack
array_head = Struct(">iiiii").pack


class Line(msgspec.Struct, frozen=True, gc=False):
    """One object, without its number: what names it, what stands before its text, the text, and what is read of it."""

    uuid: str
    version: int
    kind: int
    audience: int
    head: bytes
    raw: bytes
    values: Sequence[bytes]
    links: Sequence[bytes]

    @property
    def named(self) -> tuple[str, int, int]:
        return self.uuid.lower(), self.version, self.kind


def line_of(read: Read, version: int, audience: int, origin: int) -> Line:
    """At once, while what was read lies near: gathered first and written later, a batch takes an eighth longer."""
    uuid, raw, kind = read.uuid, read.raw, int(read.kind)
    head = object_head(8, version, 16, uuid_bytes(uuid), 4, audience, 8, origin, 2, kind, len(raw))
    values = [_value(row, read, audience, origin) for row in values_of(0, read)]
    links = [_link(row, audience, origin) for row in links_of(0, read)] if read.refs else ()
    return Line(uuid, version, kind, audience, head, raw, values, links)


def objects_from(first: int, lines: Sequence[Line]) -> bytes:
    parts = [BEGIN]
    for number, line in enumerate(lines, first):
        parts += (numbered(7, 8, number), line.head, line.raw)
    parts.append(END)
    return b"".join(parts)


def values_from(first: int, lines: Sequence[Line]) -> bytes:
    parts = [numbered(15, 8, number) + value for number, line in enumerate(lines, first) for value in line.values]
    return b"".join([BEGIN, *parts, END]) if parts else b""


def links_from(first: int, lines: Sequence[Line]) -> bytes:
    return b"".join([b"%d\t%b" % (number, link) for number, line in enumerate(lines, first) for link in line.links])


def fault_lines(of: int, start: int, audience: int, faults: Sequence[Fault]) -> bytes:
    lines = []
    for number, fault in enumerate(faults):
        said = (fault.id or "", fault.code, fault.path[:400], fault.given[:200])
        lines.append(f"{of}\t{start}\t{number}\t{audience}\t" + "\t".join(map(_text, said)) + "\n")
    return "".join(lines).encode()


def _value(row: ValueRow, read: Read, audience: int, origin: int) -> bytes:
    value, begins, ends = row.value.encode(), read.valid_from, read.valid_until
    head = value_heads[begins is not None, ends is not None](
        *(16, row.key),
        *(NOTHING if begins is None else (8, _microseconds(begins))),
        *(NOTHING if ends is None else (8, _microseconds(ends))),
        *(8, sector_bits(read) if read.sectors else 0, 4, audience, 8, origin),
        *(2, row.number, 2, row.kind, 2, read.kind),
    )
    sure = NULL if read.confidence is None else small(2, read.confidence)
    products = _array(read.products) if read.products else NULL
    severity = NULL if read.severity is None else small(2, read.severity)
    return b"".join((head, sure, TRUE if read.revoked else FALSE, length(len(value)), value, products, severity))


def _microseconds(at: datetime) -> int:
    since = at - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _link(row: LinkRow, audience: int, origin: int) -> bytes:
    return f"{row.from_uuid}\t{row.to_uuid}\t{audience}\t{origin}\t{row.number}\t{row.field}\n".encode()


def _text(text: str) -> str:
    return text.translate(ESCAPES) if "\\" in text or "\n" in text or "\t" in text or "\r" in text else text


def _array(texts: Sequence[str]) -> bytes:
    """One dimension, no nulls, counted from 1."""
    parts = [text.encode() for text in texts]
    body = array_head(1, 0, TEXT_TYPE, len(parts), 1) + b"".join([length(len(part)) + part for part in parts])
    return length(len(body)) + body
