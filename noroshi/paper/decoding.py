"""Bytes become text in the encodings that Japanese mail and files really use, ① and ㈱ in ISO-2022-JP included."""

import re
from typing import Final

TRIED: Final = ("utf-8-sig", "cp932", "euc_jp")
BOMS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ESCAPES: Final = re.compile(rb"\x1b(\$B|\$@|\(B|\(J|\(I)")
TWO_BYTES: Final = (b"$B", b"$@")


def decoded(content: bytes, charset: str = "") -> str:
    """What cannot be decoded is replaced by a sign that shows; it never stops the reading."""
    for bom, name in BOMS:
        if content.startswith(bom):
            return content.decode(name, "replace")
    if charset.lower().startswith("iso-2022-jp") or (b"\x1b$" in content and content.isascii()):
        return _from_jis(content)
    for name in ((charset,) if charset else ()) + TRIED:
        try:
            return content.decode("cp932" if name.lower() in {"shift_jis", "shift-jis", "sjis", "x-sjis"} else name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _from_jis(content: bytes) -> str:
    """By way of Shift_JIS, because senders put signs into ISO-2022-JP that it does not have."""
    parts = ESCAPES.split(content)
    text = parts[0].decode("ascii", "replace")
    for sign, piece in zip(parts[1::2], parts[2::2], strict=True):
        if sign in TWO_BYTES:
            head, tail = _in_pairs(piece)
            text += _shifted(head).decode("cp932", "replace") + tail.decode("ascii", "replace")
        elif sign == b"(I":
            text += bytes(byte | 0x80 for byte in piece).decode("cp932", "replace")
        else:
            text += piece.decode("ascii", "replace")
    return text


def _in_pairs(piece: bytes) -> tuple[bytes, bytes]:
    """A line end inside means that the sender forgot to switch back."""
    end = next((place for place, byte in enumerate(piece) if byte in b"\r\n"), len(piece))
    end -= end % 2
    return piece[:end], piece[end:]


def _shifted(pairs: bytes) -> bytes:
    shifted = bytearray()
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        row, is_odd = (first - 0x21) // 2, first % 2
        lead = 0x81 + row if row <= 30 else 0xC1 + row
        trail = second + (0x1F if second < 0x60 else 0x20) if is_odd else second + 0x7E
        shifted += bytes((lead & 0xFF, trail & 0xFF))
    return bytes(shifted)
