"""A text as it was meant, with the way back: defanging, full-width letters, invisible characters and broken lines taken out."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from noroshi.observables.kinds import HASHES
from noroshi.observables.refanging import INVISIBLE

WIDE: Final = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code) not in "()[]{}<>\"',;:!?|"}
DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
FOLDS: Final = WIDE | DASHES
"""One character for one. Japanese brackets stay what they are: they end what stands before them."""
OPEN: Final = r"[\[({（［｛【〔「<＜]"
SHUT: Final = r"[\])}）］｝】〕」>＞]"
PIECES: Final = re.compile(
    rf"(?P<dot>[ \t]?{OPEN}[ \t]?(?:\.|dot|ドット|点|。)[ \t]?{SHUT}[ \t]?|(?<=[a-z0-9])\[\.(?=[a-z0-9])|(?<=[a-z0-9])\.\](?=[a-z0-9])"
    r"|(?<=[a-z0-9]) dot (?=[a-z0-9-]+(?![a-z0-9-])))"
    rf"|(?P<at>[ \t]?{OPEN}[ \t]?(?:@|at|アット(?:マーク)?|あっと)[ \t]?{SHUT}[ \t]?|(?<=[a-z0-9]) at (?=[a-z0-9-]+ dot [a-z]))"
    rf"|(?P<colons>{OPEN}:{SHUT}|：(?=//))|(?P<slashes>(?:{OPEN}://{SHUT}|(?<=tp|xp|ps|\*p):\\\\))|(?P<slash>{OPEN}/{SHUT})"
    r"|(?<![a-z0-9])(?P<http>h(?:xx|\*\*|__)p|hxp|ttp|meow)(?=s?[\[(（]?[:：])|(?<![a-z0-9])(?P<ftp>fxp|f\*p)(?=s?[\[(（]?[:：])"
    r"|(?<![\\\w:.-])(?P<escaped>(?:[a-z0-9-]{1,63}\\\.){1,6}[a-z]{2,24})(?![a-z0-9\\])"
    r"|(?P<amp>&amp;)"
    rf"|(?P<nothing>{INVISIBLE.pattern})"
    r"|(?<![a-z0-9])(?P<broken>[0-9a-f]{8,127}(?:\r?\n[ \t>]{0,8}[0-9a-f]{4,127}){1,7})(?![a-z0-9])"
    r"|<(?P<bracketed>https?://[^\s<>]{8,200}(?:\r?\n[ \t]{0,8}[^\s<>]{1,200}){1,12})>",
    re.IGNORECASE | re.ASCII,
)
INSTEAD: Final = {
    "dot": ".",
    "at": "@",
    "colons": ":",
    "slashes": "://",
    "slash": "/",
    "http": "http",
    "ftp": "ftp",
    "amp": "&",
    "nothing": "",
}
GAPS: Final = re.compile(r"\r?\n[ \t>]*")
NAMED_AS: Final = re.compile(r"sha-?(1|224|256|384|512)|md-?(5)", re.IGNORECASE)
LENGTH_NAMED: Final = {"5": 32, "1": 40, "224": 56, "256": 64, "384": 96, "512": 128}


@dataclass(frozen=True, slots=True)
class Meant:
    """`text` as meant; `here` and `there` are places of it and of the typed text after which both run alike."""

    text: str
    here: tuple[int, ...]
    there: tuple[int, ...]

    def place(self, at: int) -> int:
        after = bisect_right(self.here, at) - 1
        return self.there[after] + at - self.here[after]

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.place(start), self.place(end - 1) + 1


def meant(typed: str) -> Meant:
    folded = typed if typed.isascii() else typed.translate(FOLDS)
    parts: list[str] = []
    here, there, done, length = [0], [0], 0, 0
    for found in PIECES.finditer(folded):
        instead = _instead(found)
        if instead is None:
            continue
        start, end = found.span(found.lastgroup or 0)
        parts += (folded[done:start], instead)
        length += start - done + len(instead)
        here.append(length)
        there.append(end)
        done = end
    return Meant("".join((*parts, folded[done:])), tuple(here), tuple(there))


def _instead(found: re.Match[str]) -> str | None:
    match found.lastgroup:
        case "escaped":
            return found["escaped"].replace("\\.", ".")
        case "bracketed":
            return GAPS.sub("", found["bracketed"])
        case "broken":
            return _joined(found)
        case name:
            return INSTEAD[name or ""]


def _joined(found: re.Match[str]) -> str | None:
    """Two lines of 32 digits are two hashes, unless the words beside them name one of 64."""
    lines = GAPS.split(found["broken"])
    whole = "".join(lines)
    if len(whole) not in HASHES:
        return None
    if any(len(line) in HASHES for line in lines) and not _is_named(found, len(whole)):
        return None
    return whole


def _is_named(found: re.Match[str], length: int) -> bool:
    beside = (
        found.string[max(0, found.start() - 24) : found.start()] + " " + found.string[found.end() : found.end() + 16]
    )
    return any(LENGTH_NAMED[name[1] or name[2]] == length for name in NAMED_AS.finditer(beside))
