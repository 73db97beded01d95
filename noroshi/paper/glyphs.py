"""Which signs the embedded typeface has. A sheet must print whatever somebody wrote: what has no glyph stands as 〓[U+1F363]."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import category

FONTS: Final = Path(__file__).parent / "fonts" / "biz-udgothic"
REGULAR: Final = FONTS / "BIZUDGothic_400Regular.ttf"
FROM_ELSEWHERE: Final = frozenset("☑")
"""Drawn from the typesetter's own fonts."""
NO_SIGN_OF_ITS_OWN: Final = frozenset(
    [*map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0)), "\u200d", "\ufeff"]
)
"""Variation selectors and joiners: the sign before them stands alone."""
DRAWN_AS: Final = {"⟨": "〈", "⟩": "〉", "\t": "\u3000"}
WIDE: Final = struct.Struct(">III")


def printable(text: str) -> str:
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    if sign == "\n" or ord(sign) in known() or sign in FROM_ELSEWHERE:
        return sign
    if sign in DRAWN_AS:
        return DRAWN_AS[sign]
    if sign in NO_SIGN_OF_ITS_OWN:
        return ""
    return " " if category(sign) == "Zs" else f"〓[U+{ord(sign):04X}]"


@cache
def known() -> frozenset[int]:
    """Code points with a glyph, from the font's own table (cmap, format 12)."""
    data = REGULAR.read_bytes()
    start = _table(data, b"cmap")
    for number in range(*struct.unpack(">H", data[start + 2 : start + 4])):
        _platform, _encoding, offset = struct.unpack(">HHI", data[start + 4 + 8 * number : start + 12 + 8 * number])
        if data[start + offset : start + offset + 2] == b"\x00\x0c":
            return frozenset(_groups(data, start + offset))
    raise ValueError(f"{REGULAR.name} has no table of format 12")


def _table(data: bytes, name: bytes) -> int:
    (tables,) = struct.unpack(">H", data[4:6])
    records = (data[12 + 16 * number : 28 + 16 * number] for number in range(tables))
    return next(int.from_bytes(record[8:12]) for record in records if record[:4] == name)


def _groups(data: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack(">I", data[start + 12 : start + 16])
    for first, last, _glyph in WIDE.iter_unpack(data[start + 16 : start + 16 + WIDE.size * count]):
        yield from range(first, last + 1)
