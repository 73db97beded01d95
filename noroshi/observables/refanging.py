"""A value as it was meant: defanging, full-width letters and invisible characters taken out again."""

import re
from typing import Final
from unicodedata import normalize

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
DASHES: Final = re.compile(
    "[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc\uff70\u2500](?![\u3041-\u30ff\u4e00-\u9fff])"
)
OPENING: Final = r"[\[({<【〔「]"
CLOSING: Final = r"[\])}>】〕」]"
DOT_WORD: Final = r"(?:\.|dot|punkt|ドット|点|。|・)"
DOT: Final = re.compile(
    rf"\s?{OPENING}\s?{DOT_WORD}\s?{CLOSING}\s?|\\\.|\[\.|\.\]|(?<=\w)(?:\s+(?:dot|ドット)\s+|\s?_dot_\s?)(?=\w)|[。｡．](?=[\w-])",
    re.IGNORECASE,
)
AT: Final = re.compile(
    rf"\s?{OPENING}\s?(?:@|at|アット(?:マーク)?|あっと)\s?{CLOSING}\s?|(?<=\w)\s+(?:at|アットマーク)\s+(?=[\w.-]+\.\w)|\\@|＠",
    re.IGNORECASE,
)
COLON: Final = re.compile(rf"{OPENING}\s?(:?//|:)\s?{CLOSING}")
SLASHES: Final = re.compile(r"[\[({]\s?(/{1,2}|slash)\s?[\])}]", re.IGNORECASE)
SCHEME: Final = re.compile(
    r"^(?:(h(?:xx|\*\*|__|tt|XX|TT)p(s?)|hxp(s?)|ttp(s?)|meow(s?))|(fxp|f\*p|ftp)(s?))\s?(?::?\s?[/\\]{2,3}|:\s)",
    re.IGNORECASE,
)
OUTER: Final = " \t\r\n\u3000\"'`<>「」『』“”‘’《》〈〉"
MAY_BE_DEFANGED: Final = re.compile(
    r"[^\x21-\x27\x2a-\x5a\x5e-\x7a\x7c\x7e]|hxx|h\*\*|h__|hxp|meow|^ttp|f[x*]p|_dot_", re.IGNORECASE
)
"""Brackets, spaces, backslashes and everything that is not ASCII; most values hold none and pass untouched."""


def refanged(text: str) -> str:
    """`hxxp://a[.]example（.）jp` as it was meant. A value that is not defanged comes back as it is."""
    text = _usual(text)
    if not MAY_BE_DEFANGED.search(text):
        return text
    text = INVISIBLE.sub("", _narrow(text)).strip(OUTER)
    text = DOT.sub(".", SLASHES.sub(_slashes, COLON.sub(r"\1", text)))
    return SCHEME.sub(_scheme, AT.sub("@", text))


def _usual(text: str) -> str:
    """What nine of ten write, without a look at everything else."""
    if "[.]" in text and " " not in text:
        text = text.replace("[.]", ".")
    return f"http{text[4:]}" if text[:4].lower() == "hxxp" else text


def _narrow(text: str) -> str:
    """Full-width to half-width: kept for what ASCII can hold, so that Japanese names stay."""
    if text.isascii():
        return text
    return normalize("NFKC", text.replace("（", "(").replace("）", ")"))


def without_invisible(text: str) -> str:
    return text if text.isascii() and text.isprintable() else INVISIBLE.sub("", text)


def plain_dashes(text: str) -> str:
    """`CVE–2026–1234` with the dashes that word processors put in."""
    return text if text.isascii() else DASHES.sub("-", text)


def _slashes(found: re.Match[str]) -> str:
    return "/" if found[1].lower() == "slash" else found[1]


def _scheme(found: re.Match[str]) -> str:
    secure = "s" if any(found[place] for place in (2, 3, 4, 5, 7)) else ""
    return f"{'ftp' if found[6] else 'http'}{secure}://"
