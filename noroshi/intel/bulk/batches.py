"""One stretch of a file becomes one batch: split, read, marked. Plain Python, in the process that will write it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import msgspec

from noroshi.intel.bulk.cutting import BLANK, Stretch, as_list
from noroshi.intel.rows import Rows, version_of
from noroshi.intel.signs import Signs, signs_of
from noroshi.stix.faults import Fault
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.stix.splitting import objects_in

type Ranges = Callable[[set[Signs]], Mapping[Signs, int]]
"""Asked for the audiences of signs that were not met before."""

_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode
_copied: Final = bytes


@dataclass(slots=True)
class Batch:
    stretch: Stretch
    rows: Rows = field(default_factory=Rows)
    faults: list[Fault] = field(default_factory=list)
    again: int = 0


def batch_of(stretch: Stretch, text: bytes, known: dict[Signs, int], ranges: Ranges) -> Batch:
    """What stands twice in one batch counts once: the tables would refuse it."""
    batch, reads = Batch(stretch), list[Read]()
    for position, piece in enumerate(_pieces(text)):
        one = piece if isinstance(piece, Fault) else read(piece, position)
        if isinstance(one, Fault):
            batch.faults.append(one)
        else:
            reads.append(one)
    signs = list(map(signs_of, reads))
    if missing := set(signs) - known.keys():
        known.update(ranges(missing))
    seen, add = set[tuple[str, int]](), batch.rows.add
    for one, sign in zip(reads, signs, strict=True):
        version = version_of(one)
        if (one.id, version) in seen:
            batch.again += 1
        else:
            seen.add((one.id, version))
            add(one, known[sign], version)
    return batch


def _pieces(text: bytes) -> list[bytes | Fault]:
    try:
        return [_copied(one) for one in _listed(as_list(text))]
    except (ValueError, RecursionError):
        pass
    try:
        return [_copied(one) for one in _listed(as_list(text.replace(b"}\n{", b"},{")))]
    except (ValueError, RecursionError):
        return list(objects_in(BytesIO(b"[" + text.strip(BLANK))))
