"""A body into its objects, each byte for byte as it stands. Of a broken body the good objects are kept: the rest is named."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import BinaryIO, Final

import msgspec

from noroshi.stix.blocks import Blocks, Piece
from noroshi.stix.faults import Fault

BLOCK: Final = 4 * 1024 * 1024


class Body(msgspec.Struct, frozen=True, gc=False):
    """A bundle or an envelope; its other keys are for whoever knows them."""

    objects: list[msgspec.Raw] | None = None
    type: str = ""


_body: Final = msgspec.json.Decoder(Body).decode
_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


def split(body: bytes) -> Sequence[Piece]:
    """Bundle, envelope, plain list, objects line by line, or one object alone. An empty envelope holds nothing and is right."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        return [bytes(one) for one in _whole(body)]
    except (ValueError, RecursionError):
        return list(objects_in(BytesIO(body)))


def objects_in(stream: BinaryIO, size: int = BLOCK) -> Iterator[Piece]:
    """Of a file of any size, a few blocks of it in memory at a time; a fault about the file itself comes last."""
    blocks = Blocks()
    while block := stream.read(size):
        yield from blocks.more(block)
        if blocks.is_over:
            return
    yield from blocks.ended()


def _whole(body: bytes) -> Sequence[msgspec.Raw | bytes]:
    """ValueError where it is not one sound piece of JSON."""
    if body.lstrip()[:1] == b"[":
        return _listed(body)
    found = _body(body)
    if found.objects is not None:
        return found.objects
    return [body.strip()] if found.type not in {"", "bundle"} else []


__all__ = ["Fault", "Piece", "objects_in", "split"]
