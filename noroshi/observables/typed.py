"""A text as it was meant, with the way back: defanging, full-width letters, invisible characters and broken lines taken out."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from noroshi.observables.kinds import HASHES
from noroshi.observables.refanging import INVISIBLE

WIDE: Final = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code) not in "()[]{}<>\"',;:!?|"}
DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
FOLDS: Final = WIDE | DASHES
"""One character for one. Japanese brackets stay what they are: they end what stands before them."""
OPEN: Final = r"[\[({（［｛【〔「<＜]"
SHUT: Final = r"[\])}）］｝】〕」>＞]"
BRACKETED: Final = (
    rf"(?P<dot>[ \t]?{OPEN}[ \t]?(?:\.|dot|ドット|点|。)[ \t]?{SHUT}[ \t]?|(?<=[a-z0-9])\[\.(?=[a-z0-9]))"
)
AT: Final = rf"(?P<at>[ \t]?{OPEN}[ \t]?(?:@|at|アット(?:マーク)?|あっと)[ \t]?{SHUT}[ \t]?)"
COLONS: Final = rf"{OPEN}(?:(?P<slashes>://)|(?P<colons>:)|(?P<slash>/)){SHUT}"
BRANCHES: Final[tuple[tuple[str, str], ...]] = (
    (OPEN, BRACKETED),
    (OPEN, AT),
    (rf"{OPEN}[:/]", COLONS),
    (r"\.\]", r"(?<=[a-z0-9])(?P<dot_shut>\.\])(?=[a-z0-9])"),
    (r" dot ", r"(?<=[a-z0-9])(?P<dot_word> dot )(?=[a-z0-9-])|(?<=[a-z0-9])(?P<at_word> at )(?=[a-z0-9-]+ dot [a-z])"),
    (r"：//", r"(?P<wide_colon>：(?=//))"),
    (r"p:\\\\|ps:\\\\", r"(?<=tp|xp|ps|\*p)(?P<backslashes>:\\\\)"),
    (
        r"h(?:xx|\*\*|__)p|hxp|(?<!h)ttp|meow",
        r"(?<![a-z0-9])(?P<http>h(?:xx|\*\*|__)p|hxp|ttp|meow)(?=s?[\[(（]?[:：])",
    ),
    (r"fxp|f\*p", r"(?<![a-z0-9])(?P<ftp>fxp|f\*p)(?=s?[\[(（]?[:：])"),
    (r"\\\.", r"(?<![\\\w:.-])(?P<escaped>(?:[a-z0-9-]{1,63}\\\.){1,6}[a-z]{2,24})(?![a-z0-9\\])"),
    (r"&amp;", r"(?P<amp>&amp;)"),
    (INVISIBLE.pattern, rf"(?P<nothing>{INVISIBLE.pattern})"),
    (
        r"[0-9a-f]{4}\r?\n[ \t>]{0,8}[0-9a-f]{4}",
        r"(?<![a-z0-9])(?P<broken>[0-9a-f]{8,127}(?:\r?\n[ \t>]{0,8}[0-9a-f]{4,127}){1,7})(?![a-z0-9])",
    ),
    (r"<https?:", r"<(?P<bracketed>https?://[^\s<>]{8,200}(?:\r?\n[ \t]{0,8}[^\s<>]{1,200}){1,12})>"),
)
"""What shows that a branch is needed, and the branch: most texts need few, and the others would be tried at every letter."""
SIGNS: Final = tuple((re.compile(sign, re.IGNORECASE | re.ASCII), branch) for sign, branch in BRANCHES)
INSTEAD: Final = {
    "dot": ".",
    "dot_shut": ".",
    "dot_word": ".",
    "at": "@",
    "at_word": "@",
    "colons": ":",
    "wide_colon": ":",
    "slashes": "://",
    "backslashes": "://",
    "slash": "/",
    "http": "http",
    "ftp": "ftp",
    "amp": "&",
    "nothing": "",
}
INSIDE: Final = frozenset({"colons", "slashes", "slash"})
"""Their brackets go with them."""
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
    pieces = _pieces(tuple(branch for sign, branch in SIGNS if sign.search(folded)))
    for found in pieces.finditer(folded) if pieces else ():
        instead = _instead(found)
        if instead is None:
            continue
        start, end = found.span(0 if found.lastgroup in INSIDE else found.lastgroup or 0)
        parts += (folded[done:start], instead)
        length += start - done + len(instead)
        here.append(length)
        there.append(end)
        done = end
    return Meant("".join((*parts, folded[done:])), tuple(here), tuple(there))


@lru_cache(maxsize=256)
def _pieces(branches: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(branches), re.IGNORECASE | re.ASCII) if branches else None


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
