"""The bare part: decode, extract, COPY into a lean indexed table, a commit each thousand. No validation, no lock, no duplicates known.

`python -m tests.bench.bare FILE WHICH OF`, the database in BARE.
"""

import os
import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec
import psycopg

EACH: Final = 1000
BLOCK: Final = 8 * 1024 * 1024
VALUE: Final = re.compile(r"= '([^']+)'")


class Narrow(msgspec.Struct, gc=False):
    type: str
    id: str
    modified: str | None = None
    created_by_ref: str | None = None
    pattern: str | None = None


_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode
_narrow: Final = msgspec.json.Decoder(Narrow).decode


def main(path: Path, which: int, of: int) -> None:
    kinds: dict[str, int] = {}
    makers: dict[str | None, int] = {}
    with psycopg.connect(os.environ["BARE"]) as connection:
        for number, pieces in enumerate(_thousands(path)):
            if number % of != which:
                continue
            lines = [_line(bytes(piece), kinds, makers) for piece in pieces]
            with connection.cursor().copy("copy bare (uuid, modified, kind, source, value, raw) from stdin") as copy:
                copy.write(b"".join(lines))
            connection.commit()


def _line(raw: bytes, kinds: dict[str, int], makers: dict[str | None, int]) -> bytes:
    one = _narrow(raw)
    value = "\\N"
    if one.pattern and (found := VALUE.search(one.pattern)):
        value = "\\\\x" + blake2b(found[1].lower().encode(), digest_size=16).hexdigest()
    head = (
        f"{one.id[-36:]}\t{one.modified or chr(92) + 'N'}\t{kinds.setdefault(one.type, len(kinds))}\t"
        f"{makers.setdefault(one.created_by_ref, len(makers))}\t{value}\t"
    )
    if b"\\" in raw:
        raw = raw.replace(b"\\", b"\\\\")
    return head.encode() + raw + b"\n"


def _thousands(path: Path) -> Iterator[list[msgspec.Raw]]:
    """Blocks of the file, each cut behind an object; both processes cut alike."""
    kept: list[msgspec.Raw] = []
    with path.open("rb") as file:
        rest = file.read(BLOCK)
        rest = rest[rest.index(b'"objects":[') + 11 :]
        while rest:
            more = file.read(BLOCK)
            cut = rest.rindex(b'},{"type"') + 1 if more else rest.rindex(b"]")
            kept += _listed(b"[" + rest[:cut].lstrip(b",") + b"]")
            rest = rest[cut:] + more if more else b""
            while len(kept) >= EACH:
                yield kept[:EACH]
                kept = kept[EACH:]
    if kept:
        yield kept


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
