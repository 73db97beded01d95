"""A file cut into stretches of whole objects. Where a stretch ends follows from where it begins, so that a second run cuts alike."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec

STRETCH: Final = 2_200_000
"""About two thousand objects."""
LONGEST: Final = 64 * 1024 * 1024
HEAD: Final = 256 * 1024
OBJECTS: Final = re.compile(rb'"objects"\s*:\s*\[')
SEAM: Final = re.compile(rb'\}[\s,]*(?=\{\s*"[a-z_0-9]+"\s*:)')
SIGNS: Final = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[][{}]', re.DOTALL)
BLANK: Final = b" \t\r\n,"
LEADING: Final = re.compile(rb"[ \t\r\n,]*")
WORTH: Final = re.compile(rb"[^ \t\r\n,\]}]")
NEAR: Final = 16 * 1024
TRIES: Final = 6

_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


@dataclass(frozen=True, slots=True)
class Stretch:
    """From byte to byte. `is_sound`: it holds whole objects; else it is the end of a file that is broken there."""

    start: int
    end: int
    is_sound: bool = True


class _Room:
    """One piece of memory for stretch after stretch: to be given fresh memory takes longer than to read into it."""

    def __init__(self) -> None:
        self.held = bytearray(STRETCH + HEAD + 2)

    def part(self, file: BinaryIO, start: int, end: int) -> memoryview:
        """With a byte free before it and one behind."""
        wanted = max(end - start, 0)
        if len(self.held) < wanted + 2:
            self.held = bytearray(wanted + 2)
        file.seek(start)
        many = file.readinto(memoryview(self.held)[1 : wanted + 1])  # type: ignore[attr-defined]  # files on disk can
        return memoryview(self.held)[1 : many + 1]

    def is_whole(self, many: int) -> bool:
        """So many bytes of the part."""
        return self._is_list(many) or is_whole(bytes(memoryview(self.held)[1 : many + 1]))

    def _is_list(self, many: int) -> bool:
        """Put between brackets where it lies, without what is blank at both ends."""
        held, end = self.held, many + 1
        begin = LEADING.match(held, 1, end).end()  # type: ignore[union-attr]  # it matches nothing as well
        while end > begin and held[end - 1] in BLANK:
            end -= 1
        before, behind = held[begin - 1], held[end]
        held[begin - 1], held[end] = b"[]"
        try:
            return _is_readable(memoryview(held)[begin - 1 : end + 1])
        finally:
            held[begin - 1], held[end] = before, behind


def stretches(file: BinaryIO, size: int, done: Mapping[int, int], *, length: int = STRETCH) -> Iterator[Stretch]:
    """Those that are not done yet, in their order."""
    at, room = beginning(file), _Room()
    starts = sorted(done)
    while at < size:
        if at in done:
            at = done[at]
            continue
        limit = next((start for start in starts if start > at), size)
        found = _next(room, file, at, min(limit, size), length, is_last=limit >= size)
        if found is None:
            return
        yield found
        at = found.end


def beginning(file: BinaryIO) -> int:
    """Behind the bracket of the list: of a bundle, an envelope, a plain list; of lines, their first byte."""
    file.seek(0)
    head = file.read(HEAD)
    blank = len(head) - len(head.removeprefix(b"\xef\xbb\xbf").lstrip())
    if head[blank : blank + 1] == b"[":
        return blank + 1
    for found in OBJECTS.finditer(head):
        signs = [sign[0] for sign in SIGNS.finditer(head, 0, found.end())]
        if signs.count(b"{") - signs.count(b"}") == 1 and signs.count(b"[") - signs.count(b"]") == 1:
            return found.end()
    return blank


def _next(room: _Room, file: BinaryIO, at: int, limit: int, length: int, *, is_last: bool) -> Stretch | None:
    """The shortest stretch that is long enough, or all that is left."""
    wanted = length
    while True:
        text = room.part(file, at, min(at + wanted + HEAD, limit))
        if not WORTH.search(text):
            return None
        if at + len(text) >= limit and len(text) <= wanted:
            return Stretch(at, limit, is_sound=not is_last or room.is_whole(len(text)))
        cut = _seam(room, text, length)
        if cut is not None:
            return Stretch(at, at + cut)
        if at + len(text) >= limit or len(text) > LONGEST:
            return Stretch(at, limit, is_sound=False)
        wanted *= 4


def _seam(room: _Room, text: memoryview, length: int) -> int | None:
    """Between two objects near the wished length: found by its look, then tried; walked bracket by bracket where looks deceive."""
    for around in (NEAR, HEAD):
        seams = [found.start() + 1 for found in SEAM.finditer(text, max(length - around, 0), length + around)]
        for cut in sorted(seams, key=lambda seam: abs(seam - length))[:TRIES]:
            if room.is_whole(cut):
                return cut
    return _walked(text, length) if seams else None


def is_whole(text: bytes) -> bool:
    """Objects and nothing else, with commas or line by line; what closes the list may stand at its end."""
    return _is_readable(as_list(text)) or (b"}\n{" in text and _is_readable(as_list(text.replace(b"}\n{", b"},{"))))


def _is_readable(text: bytes | memoryview) -> bool:
    try:
        _listed(text)
    except (ValueError, RecursionError):
        return False
    return True


def as_list(text: bytes) -> bytes:
    """Between brackets, without what is blank at both ends; copied once, for it is long."""
    begin, end = LEADING.match(text).end(), len(text)  # type: ignore[union-attr]  # it matches nothing as well
    while end > begin and text[end - 1] in BLANK:
        end -= 1
    return b"".join((b"[", memoryview(text)[begin:end], b"]"))


def _walked(text: memoryview, length: int) -> int | None:
    depth, last = 0, None
    for sign in SIGNS.finditer(text):
        one = sign[0]
        if one in (b"{", b"["):
            depth += 1
        elif one in (b"}", b"]"):
            depth -= 1
            if depth < 0:
                return last
            if depth == 0:
                last = sign.end()
                if last >= length:
                    return last
    return last
