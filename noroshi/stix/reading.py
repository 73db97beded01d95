"""Bytes in, `Read` or `Fault` out, never an exception: whatever a sender sends, good objects are kept and bad ones named."""

from collections.abc import Iterator

from noroshi.stix.faults import Fault
from noroshi.stix.indicators import plain_indicator
from noroshi.stix.kinds import StixKind
from noroshi.stix.quick import quickly
from noroshi.stix.read import Read
from noroshi.stix.splitting import objects_in, split
from noroshi.stix.wholly import read_wholly

__all__ = ["Fault", "Read", "StixKind", "objects_in", "read", "read_all", "split"]


def read(raw: bytes, position: int | None = None) -> Read | Fault:
    """One object. `position` is told in the fault."""
    return plain_indicator(raw) or quickly(raw) or read_wholly(raw, position)


def read_all(body: bytes) -> Iterator[Read | Fault]:
    """Every object of a bundle, an envelope, a list, or lines. A fault without a position is about the body itself."""
    for position, piece in enumerate(split(body)):
        yield piece if isinstance(piece, Fault) else read(piece, position)
