"""DER as far as a closed letter needs it: tags, lengths, numbers, object identifiers (X.690)."""

from typing import Final

BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
SEQUENCE: Final = 0x30
SET: Final = 0x31
_CONTEXT, _CONSTRUCTED = 0x80, 0x20


def tagged(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return bytes([tag]) + _length(len(body)) + body


def explicit(which: int, body: bytes) -> bytes:
    return tagged(_CONTEXT | _CONSTRUCTED | which, body)


def implicit(which: int, body: bytes, *, is_constructed: bool = True) -> bytes:
    return tagged(_CONTEXT | (_CONSTRUCTED if is_constructed else 0) | which, body)


def number(value: int) -> bytes:
    """Not negative; one more bit than it needs, so that it does not look it."""
    return tagged(0x02, value.to_bytes(value.bit_length() // 8 + 1))


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    return tagged(0x06, bytes([first * 40 + second]), *map(_base128, rest))


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([0x80 | len(octets)]) + octets


def _base128(value: int) -> bytes:
    septets = [value & 0x7F]
    while value := value >> 7:
        septets.append(value & 0x7F | 0x80)
    return bytes(reversed(septets))
