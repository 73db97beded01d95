"""One stretch of a file becomes one batch: split, read, marked. Plain Python, in the process that will write it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

import msgspec

from noroshi.intel.bulk.cutting import BLANK, Stretch, as_list
from noroshi.intel.bulk.lines import Line, line_of
from noroshi.intel.rows import version_of
from noroshi.intel.signs import Signs, signs_of
from noroshi.stix.faults import Fault
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.stix.splitting import objects_in

type Ranges = Callable[[set[Signs]], Mapping[Signs, int]]
"""Asked for the audiences of signs that were not met before."""
type Piece = msgspec.Raw | bytes | Fault

_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


@dataclass(slots=True)
class Batch:
    stretch: Stretch
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    again: int = 0


def batch_of(stretch: Stretch, text: bytes, known: dict[Signs, int], ranges: Ranges, origin: int) -> Batch:
    """What stands twice in one batch counts once: the tables would refuse it."""
    batch, pieces, seen = Batch(stretch), _pieces(text), set[tuple[str, int]]()
    for position, piece in enumerate(pieces):
        one = piece if isinstance(piece, Fault) else read(bytes(piece), position)
        if isinstance(one, Fault):
            batch.faults.append(one)
            continue
        signs, version = signs_of(one), version_of(one)
        if signs not in known:
            known.update(ranges(_signs_in(pieces[position:]) - known.keys()))
        if (one.id, version) in seen:
            batch.again += 1
        else:
            seen.add((one.id, version))
            batch.lines.append(line_of(one, version, known[signs], origin))
    return batch


def _signs_in(pieces: Iterable[Piece]) -> set[Signs]:
    """All that are yet to come are asked for together."""
    reads = (read(bytes(piece)) for piece in pieces if not isinstance(piece, Fault))
    return {signs_of(one) for one in reads if isinstance(one, Read)}


def _pieces(text: bytes) -> Sequence[Piece]:
    try:
        return _listed(as_list(text))
    except (ValueError, RecursionError):
        pass
    try:
        return _listed(as_list(text.replace(b"}\n{", b"},{")))
    except (ValueError, RecursionError):
        return list(objects_in(BytesIO(b"[" + text.strip(BLANK))))
