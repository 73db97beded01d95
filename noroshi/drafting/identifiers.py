"""Addresses of all kinds in running text, whole or defanged: e-mail, URL, domain, IP, telephone, names of machines."""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from unicodedata import normalize

from noroshi.drafting.folding import Folded, fold
from noroshi.vocabulary import Word


class SuspectKind(Word):
    """What a passage may give away, and the word that would stand in its place."""

    NAME = "name", "当該事業者", "the operator"
    PERSON = "person", "担当者", "the person in charge"
    TELEPHONE = "telephone", "［電話番号］", "[telephone number]"
    EMAIL = "email", "［メールアドレス］", "[e-mail address]"
    URL = "url", "［URL］", "[URL]"
    DOMAIN = "domain", "［ドメイン名］", "[domain name]"
    ADDRESS = "address", "［IPアドレス］", "[IP address]"
    HOST = "host", "［機器名］", "[machine name]"


DOT: Final = r"(?:\s?[\[({]\s?(?:\.|dot|ドット)\s?[\])}]\s?|\.|。(?=[a-z0-9]))"
AT: Final = r"(?:\s?[\[({]\s?(?:@|at|アット)\s?[\])}]\s?|\s?@\s?)"
DOTS: Final = re.compile(DOT, re.IGNORECASE)
ATS: Final = re.compile(AT, re.IGNORECASE)
COLON: Final = r"(?:\[:\]|:)"
LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
TOP: Final = r"(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24})"
HOST: Final = rf"(?:{LABEL}{DOT}){{1,10}}{TOP}(?![a-z0-9_-])"
DASH: Final = r"[-‐‑‒–—―−ーｰ]"
V4: Final = rf"\d{{1,3}}(?:{DOT}\d{{1,3}}){{3}}"
V6: Final = rf"(?:[0-9a-f]{{0,4}}{COLON}){{2,8}}(?:{V4}|[0-9a-f]{{1,4}})?"
GAP: Final = rf"(?:[\s().]|{DASH}){{0,2}}"
NUMBER: Final = rf"(?:\+\d{{1,3}}[\s.(]*|\(?0)\d(?:{GAP}\d){{7,12}}"
PATTERNS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            SuspectKind.URL,
            rf"[a-z][a-z0-9+*.-]{{1,15}}(?:{COLON}\s?(?://|\[//\])|\[://\])[^\s<>「」『』、。\"]{{1,2000}}",
        ),
        (SuspectKind.EMAIL, rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}{AT}(?:{HOST}|{LABEL})"),
        (SuspectKind.DOMAIN, rf"(?<![a-z0-9_@-]){HOST}"),
        (SuspectKind.DOMAIN, rf"[ぁ-んァ-ヶー一-龠々]{{1,30}}{DOT}(?:jp|com|net|org)(?![a-z0-9])"),
        (SuspectKind.ADDRESS, rf"(?<![\d.]){V4}(?:/\d{{1,2}})?(?!\d)"),
        (SuspectKind.ADDRESS, rf"(?<![0-9a-z:]){V6}(?![0-9a-z:])"),
        (SuspectKind.TELEPHONE, rf"(?<![\d.]){NUMBER}(?!\d)"),
        (SuspectKind.HOST, r"\\\\[a-z0-9._$-]{2,63}"),
        (
            SuspectKind.HOST,
            r"(?<![a-z0-9_-])(?=[a-z0-9_-]{0,62}\d)[a-z][a-z0-9]{1,62}(?:[-_][a-z0-9]{1,62}){1,10}(?![a-z0-9_-])",
        ),
    )
)
FILE_ENDINGS: Final = frozenset(
    (
        *(
            "exe",
            "dll",
            "doc",
            "docx",
            "xls",
            "xlsx",
            "xlsm",
            "ppt",
            "pptx",
            "pdf",
            "txt",
            "log",
            "csv",
            "rtf",
            "xml",
            "json",
        ),
        *(
            "png",
            "jpg",
            "jpeg",
            "gif",
            "bmp",
            "lnk",
            "iso",
            "img",
            "bat",
            "vbs",
            "js",
            "html",
            "htm",
            "php",
            "jsp",
            "asp",
            "aspx",
        ),
    )
)
NUMBERED_THINGS: Final = re.compile(
    r"(?:cve|jvn|jvndb|cwe|capec|iso|iec|jis|rfc|tls|sha|utf|ipv|aes|rsa|http|plan|tlp|md|no)[-_]?\d*[-_]",
    re.IGNORECASE,
)


def identifiers_in(text: str) -> Iterator[tuple[SuspectKind, int, int]]:
    """Kind and span. What is the operator's own and what is the attacker's, only a person can tell."""
    plain = same_length(text)
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(plain):
            if _is_meant(kind, found[0]):
                yield kind, found.start(), found.end()


def same_length(text: str) -> str:
    """Full-width becomes half-width where one character stays one, so that places keep their meaning."""
    return "".join(narrow if len(narrow := normalize("NFKC", typed)) == 1 else typed for typed in text)


def undotted(text: str) -> Folded:
    """Folded without its dots, however they are defanged: `a[dot]example` is found as `aexample`."""
    plain, start, letters = same_length(text), 0, ""
    places: list[int] = []
    for end, following in [*((dot.start(), dot.end()) for dot in DOTS.finditer(plain)), (len(text), len(text))]:
        part = fold(text[start:end])
        letters += part.text
        places += [start + place for place in part.places]
        start = following
    return Folded(letters, tuple(places))


def refanged(text: str) -> str:
    """`a[.]example [at] b` as it was meant."""
    dotted = DOTS.sub(".", same_length(text))
    return ATS.sub("@", dotted).replace("[:]", ":").casefold()


def _is_meant(kind: SuspectKind, found: str) -> bool:
    match kind:
        case SuspectKind.ADDRESS:
            return _is_address(refanged(found).partition("/")[0])
        case SuspectKind.DOMAIN:
            return refanged(found).count(".") > 1 or refanged(found).rpartition(".")[2] not in FILE_ENDINGS
        case SuspectKind.HOST:
            return not NUMBERED_THINGS.match(found)
        case SuspectKind.TELEPHONE:
            return 9 <= sum(character.isdigit() for character in found) <= 15
        case _:
            return True


def _is_address(found: str) -> bool:
    try:
        ip_address(found)
    except ValueError:
        return False
    return len(found) > 3
