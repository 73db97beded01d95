"""Rows as COPY reads them. Made without their numbers, which are known only when it is one's turn."""

from collections.abc import Sequence
from typing import Final

from noroshi.intel.rows import LinkRow, Rows, ValueRow, sector_bits
from noroshi.stix.faults import Fault
from noroshi.stix.read import Read

NULL: Final = "\\N"
ESCAPES: Final = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Lines:
    """Of one batch and origin: for each row, what stands behind its number."""

    def __init__(self, origin: int, rows: Rows) -> None:
        reads, audiences = rows.reads, rows.audiences
        self.objects = [_object(*one, origin) for one in zip(reads, rows.versions, audiences, strict=True)]
        self.values = [(row.place, _value(row, reads[row.place], audiences[row.place], origin)) for row in rows.values]
        self.links = [(row.place, _link(row, audiences[row.place], origin)) for row in rows.links]

    def objects_from(self, first: int) -> bytes:
        return b"".join([b"%d\t%b" % (number, line) for number, line in enumerate(self.objects, first)])

    def values_from(self, first: int) -> bytes:
        return b"".join([b"%d\t%b" % (first + place, line) for place, line in self.values])

    def links_from(self, first: int) -> bytes:
        return b"".join([b"%d\t%b" % (first + place, line) for place, line in self.links])


def fault_lines(of: int, start: int, audience: int, faults: Sequence[Fault]) -> bytes:
    lines = []
    for number, fault in enumerate(faults):
        said = (fault.id or "", fault.code, fault.path[:400], fault.given[:200])
        lines.append(f"{of}\t{start}\t{number}\t{audience}\t" + "\t".join(map(_text, said)) + "\n")
    return "".join(lines).encode()


def _object(read: Read, version: int, audience: int, origin: int) -> bytes:
    raw = read.raw
    if b"\\" in raw:
        raw = raw.replace(b"\\", b"\\\\")
    if b"\n" in raw or b"\r" in raw or b"\t" in raw:
        raw = raw.replace(b"\n", b"\\n").replace(b"\r", b"\\r").replace(b"\t", b"\\t")
    return f"{version}\t{read.id[-36:]}\t{audience}\t{origin}\t{read.kind:d}\t".encode() + raw + b"\n"


def _value(row: ValueRow, read: Read, audience: int, origin: int) -> bytes:
    begins, ends, value = read.valid_from, read.valid_until, row.value
    return (
        f"{row.key}\t{NULL if begins is None else begins.isoformat()}\t{NULL if ends is None else ends.isoformat()}\t"
        f"{sector_bits(read) if read.sectors else 0}\t{audience}\t{origin}\t{row.number}\t{row.kind:d}\t{read.kind:d}\t"
        f"{NULL if read.confidence is None else read.confidence}\t{'t' if read.revoked else 'f'}\t"
        f"{value if value.isalnum() else _text(value)}\t{_array(read.products) if read.products else NULL}\n"
    ).encode()


def _link(row: LinkRow, audience: int, origin: int) -> bytes:
    return f"{row.from_uuid}\t{row.to_uuid}\t{audience}\t{origin}\t{row.number}\t{row.field}\n".encode()


def _text(text: str) -> str:
    return text.translate(ESCAPES) if "\\" in text or "\n" in text or "\t" in text or "\r" in text else text


def _array(texts: Sequence[str]) -> str:
    """An array's own escapes first, then those of the line."""
    quoted = ",".join('"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts)
    return _text("{" + quoted + "}")
