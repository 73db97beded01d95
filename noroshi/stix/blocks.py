"""The walk over a body that comes in blocks: where its list of objects opens, where each object ends.

Most blocks are cut at an object's end and split by the decoder at once; only what that refuses is walked bracket by bracket.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from noroshi.stix.faults import Fault
from noroshi.stix.limits import OBJECT_BYTES

type Piece = bytes | Fault

TEXT: Final = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
SIGNS: Final = re.compile(TEXT + rb"|[][{}]", re.DOTALL)
OBJECTS: Final = re.compile(rb'(?<=[{,\s])"objects"\s*:\s*\[')
SEAM: Final = re.compile(rb'\}\s*,?\s*(?=\{\s*"(?:type|id|spec_version|created|modified)"\s*:)')
BLANK: Final = b" \t\r\n,"
NEAR: Final = 256 * 1024
HEAD: Final = 64 * 1024

_listed: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


class Blocks:
    """Feed it with `more`, then say `ended`."""

    def __init__(self) -> None:
        self.rest = b""
        self.is_open = self.is_over = self.is_list = False

    def more(self, block: bytes) -> Iterator[Piece]:
        self.rest += block
        if not self.is_open and not self._open():
            return
        yield from self._quickly()
        if len(self.rest) > OBJECT_BYTES:
            yield from self._slowly()
        if len(self.rest) > OBJECT_BYTES and not self.is_over:
            self.is_over = True
            yield Fault("too_large", given=str(OBJECT_BYTES))

    def ended(self) -> Iterator[Piece]:
        if not self.is_open:
            self._open(is_all=True)
        if not self.is_open:
            if self.rest.strip():
                yield Fault("not_a_bundle")
            return
        yield from self._quickly()
        yield from self._slowly()
        if not self.is_over and (self.is_list or self.rest.strip(BLANK)):
            yield Fault("cut_short")

    def _open(self, *, is_all: bool = False) -> bool:
        """Where the objects begin: after `[`, after `"objects": [`, or with the first of several objects line by line."""
        text = self.rest.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"["):
            self.is_open = self.is_list = True
            self.rest = text[1:]
        elif text.startswith(b"{"):
            found = self._envelope(text)
            if found is not None:
                self.is_open = self.is_list = True
                self.rest = text[found:]
            elif is_all or len(text) > HEAD:
                self.is_open, self.rest = True, text
        return self.is_open

    def _envelope(self, text: bytes) -> int | None:
        """Behind the bracket of the `objects` of the outermost dictionary."""
        for found in OBJECTS.finditer(text[:HEAD]):
            signs = [sign[0] for sign in SIGNS.finditer(text, 0, found.end())]
            if signs.count(b"{") - signs.count(b"}") == 1 and signs.count(b"[") - signs.count(b"]") == 1:
                return found.end()
        return None

    def _quickly(self) -> Iterator[Piece]:
        """Everything up to the last seam between two objects, in one go."""
        if self.is_over:
            return
        at = max(len(self.rest) - NEAR, 0)
        seams = [found.start() + 1 for found in SEAM.finditer(self.rest, at)]
        for cut in reversed(seams[-3:]):
            try:
                pieces = _listed(b"[" + self.rest[:cut].lstrip(BLANK) + b"]")
            except (ValueError, RecursionError):
                continue
            self.rest = self.rest[cut:]
            yield from map(bytes, pieces)
            return

    def _slowly(self) -> Iterator[Piece]:
        """Bracket by bracket."""
        depth = start = done = 0
        for sign in SIGNS.finditer(self.rest):
            one = sign[0]
            if one in b"{[" and one:
                if depth == 0:
                    start = sign.start()
                depth += 1
            elif one in b"}]":
                depth -= 1
                if depth < 0:
                    self.is_over, self.rest = True, b""
                    return
                if depth == 0:
                    done = sign.end()
                    yield self.rest[start:done]
        self.rest = self.rest[done:].lstrip(BLANK)
