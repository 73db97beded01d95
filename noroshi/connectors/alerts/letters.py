"""Bytes of a feed as text, and its HTML as plain words: nothing that a browser could run comes out of here."""

import codecs
import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

DECLARED: Final = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.\-]{1,40})["']""")
CHARSET: Final = re.compile(r"charset\s*=\s*\"?([A-Za-z0-9_.\-]{1,40})", re.IGNORECASE)
DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
BY_MARK: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WIDER: Final = {"shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932"}
TRIED: Final = ("utf-8", "cp932", "euc_jp", "iso2022_jp")
TEXT_CODECS: Final = re.compile(
    r"utf-?(8|16)|cp9|cp125|euc|iso-?8859|iso-?2022|latin|ascii|windows|big5|gb|koi8", re.IGNORECASE
)
"""Python has codecs that unpack: none of them is asked for by somebody else."""
SILENT: Final = frozenset({"script", "style", "template", "iframe", "object", "noscript"})
BREAKS: Final = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
KEPT: Final = frozenset("\n")


def text_of(body: bytes, media_type: str) -> str:
    """As declared; where that is wrong as it can be read; without its declaration."""
    for encoding in [*_named(body, media_type), *TRIED]:
        try:
            return DECLARATION.sub("", body.decode(encoding), count=1)
        except (LookupError, UnicodeError):
            continue
    return DECLARATION.sub("", body.decode("utf-8", "replace"), count=1)


def plain(text: str, most: int) -> str:
    """Words of what may be HTML, on several lines."""
    reader = _Words()
    reader.feed(text[: most * 20])
    reader.close()
    lines = (" ".join(visible(line).split()) for line in "".join(reader.parts).splitlines())
    return shortened("\n".join(line for line in lines if line), most)


def line(text: str, most: int) -> str:
    return shortened(" ".join(plain(text, most * 4).split()), most)


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def visible(text: str) -> str:
    """Nothing that hides, or turns the direction of what stands beside it."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(one if unicodedata.category(one)[0] != "C" else " " for one in normal)


def _named(body: bytes, media_type: str) -> list[str]:
    marks = [name for mark, name in BY_MARK if body.startswith(mark)]
    found = [one[1].decode().lower() for one in [DECLARED.search(body[:500])] if one]
    charset = CHARSET.search(media_type)
    names = [*marks, *([charset[1].lower()] if charset else []), *found]
    return [WIDER.get(name, name) for name in names if name in WIDER or TEXT_CODECS.match(name)]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in SILENT
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT and self.silent > 0
        if tag in BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)
