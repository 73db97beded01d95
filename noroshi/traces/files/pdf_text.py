"""The words of a PDF page, read straight from its content: where they stand does not matter, only that none is missed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

SHOWN: Final = re.compile(
    rb"/([^\s/<>\[\]()]{1,60})\s+-?[\d.]+\s+Tf|/([^\s/<>\[\]()]{1,60})\s+Do\b|<([0-9A-Fa-f\s]{2,})>|\(((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*)\)|(\bT[*dDm]\b|\bET\b|['\"])",
    re.DOTALL,
)
ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
CHARACTER: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SPACE: Final = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
JAPANESE: Final = {"UniJIS": "utf-16-be", "90ms": "cp932", "90pv": "cp932", "EUC": "euc_jp", "83pv": "cp932"}
WIDEST_RANGE: Final = 65536
DEEPEST: Final = 6


class NotReadable(Exception):  # noqa: N818 - it says what the font is
    """A font that does not say which letters it draws."""


@dataclass(frozen=True, slots=True)
class Font:
    """`letters` by code; `encoding` where there are none."""

    width: int
    letters: dict[int, str]
    encoding: str

    def text(self, codes: bytes) -> str:
        if not self.letters:
            return codes.decode(self.encoding, "replace")
        step = self.width
        found = (int.from_bytes(codes[at : at + step]) for at in range(0, len(codes) - step + 1, step))
        return "".join(self.letters.get(code, "\ufffd") for code in found)


def words_of(page: Any, fonts: dict[int, Font]) -> str:
    """`fonts` are kept from page to page."""
    contents = page.get_contents()
    return "".join(_drawn(contents.get_data(), page.get("/Resources"), fonts, 0)) if contents is not None else ""


def _drawn(content: bytes, resources: Any, fonts: dict[int, Font], depth: int) -> Iterator[str]:
    named = resources.get_object() if resources is not None else {}
    font: Font | None = None
    for switched, done, hexed, typed, moved in SHOWN.findall(content):
        if switched:
            font = _font(named, switched.decode("latin-1"), fonts)
        elif done and depth < DEEPEST:
            yield from _form(named, done.decode("latin-1"), fonts, depth)
        elif hexed and font:
            plain = re.sub(rb"\s", b"", hexed)
            yield font.text(bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode()))
        elif typed and font:
            yield font.text(ESCAPED.sub(_unescaped, typed))
        elif moved:
            yield "\n"


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 255])
    return b"" if what.endswith(b"\n") and what != b"n" else LETTERS.get(what, what)


def _form(named: Any, name: str, fonts: dict[int, Font], depth: int) -> Iterator[str]:
    form = _of(named, "/XObject", name)
    if form is not None and form.get("/Subtype") == "/Form":
        yield from _drawn(form.get_data(), form.get("/Resources") or named, fonts, depth + 1)


def _of(named: Any, kind: str, name: str) -> Any:
    group = named.get(kind)
    found = group.get_object().get(f"/{name}") if group is not None else None
    return found.get_object() if found is not None else None


def _font(named: Any, name: str, fonts: dict[int, Font]) -> Font | None:
    found = _of(named, "/Font", name)
    if found is None:
        return None
    if id(found) not in fonts:
        fonts[id(found)] = _read(found)
    return fonts[id(found)]


def _read(font: Any) -> Font:
    is_wide = font.get("/Subtype") == "/Type0"
    encoding = str(font.get("/Encoding", "")).strip("/")
    said = font.get("/ToUnicode")
    if said is not None and hasattr(said.get_object(), "get_data"):
        width, letters = _letters(said.get_object().get_data(), 2 if is_wide else 1)
        if letters:
            return Font(width, letters, "latin-1")
    if not is_wide:
        return Font(1, {}, "cp1252")
    known = next((codec for start, codec in JAPANESE.items() if encoding.startswith(start)), "")
    if not known:
        raise NotReadable
    return Font(2, {}, known)


def _letters(table: bytes, width: int) -> tuple[int, dict[int, str]]:
    space = SPACE.search(table)
    letters: dict[int, str] = {}
    for kind, body in SECTION.findall(table):
        if kind == b"bfchar":
            letters.update((int(code, 16), _utf16(letter)) for code, letter in CHARACTER.findall(body))
        else:
            for first, last, start, each in RANGE.findall(body):
                letters.update(_ranged(int(first, 16), int(last, 16), start, each))
    return (len(space[1]) // 2 if space else width), letters


def _ranged(first: int, last: int, start: bytes, each: bytes) -> Iterator[tuple[int, str]]:
    if each:
        yield from enumerate((_utf16(one) for one in HEX.findall(each)), first)
        return
    head = _utf16(start)
    for step in range(min(last - first + 1, WIDEST_RANGE) if head else 0):
        yield first + step, head[:-1] + chr(min(ord(head[-1]) + step, 0x10FFFF))


def _utf16(hexed: bytes) -> str:
    plain = re.sub(rb"\s", b"", hexed).decode()
    return bytes.fromhex(plain + "0" * (len(plain) % 2)).decode("utf-16-be", "replace")
