"""Addresses of all kinds in running text, whole or defanged: e-mail, URL, domain, IP, telephone, names of machines."""

import re
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

from noroshi.observables.words import words
from noroshi.traces.folding import HIDDEN, same_length
from noroshi.vocabulary.traces import TraceKind

SPELLED: Final = r"\s?[\[({<]\s?(?:\.|dot|ドット|点)\s?[\])}>]\s?"
DOT: Final = rf"(?:{SPELLED}|\.|。(?=[a-z0-9]))"
AT: Final = r"(?:\s?[\[({<]\s?(?:@|at|アット(?:マーク)?|あっと)\s?[\])}>]\s?|\s?@\s?)"
DOTS: Final = re.compile(DOT, re.IGNORECASE)
DOT_WORDS: Final = re.compile(r"[\[({<]\s?(?:dot|ドット|点)\s?[\])}>]|。(?=[a-z0-9])", re.IGNORECASE)
ATS: Final = re.compile(AT, re.IGNORECASE)
COLON: Final = r"(?:\[:\]|:)"
LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
TOP: Final = r"(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24})"
HOST: Final = rf"(?:{LABEL}{DOT}){{1,10}}{TOP}(?![a-z0-9_-])"
DASH: Final = r"[-‐‑‒–—―−─ーｰ]"
V4: Final = rf"\d{{1,3}}(?:{DOT}\d{{1,3}}){{3}}"
V4_PART: Final = rf"\d{{1,3}}(?:{DOT}\d{{1,3}}){{1,2}}(?:{DOT}[*x]){{1,2}}"
V6: Final = rf"(?:[0-9a-f]{{0,4}}{COLON}){{2,8}}(?:{V4}|[0-9a-f]{{1,4}})?(?:%[a-z0-9]{{1,15}})?"
GAP: Final = rf"(?:[\s().・]|{DASH}){{0,2}}"
EXTENSION: Final = r"(?:[\s,、(]{0,2}(?:内線|ext(?:ension)?\.?)[\s:番号]{0,3}\d{1,6}\)?)"
V4_REST: Final = rf"{DOT}\d{{1,3}}(?:{DOT}(?:\d{{1,3}}|[*xX])){{2}}(?:\s?/\s?\d{{1,2}}(?!\d))?(?!\d)"
V6_REST: Final = rf"{COLON}(?i:(?:[0-9a-f]{{0,4}}{COLON}){{1,7}}(?:{V4}|[0-9a-f]{{1,4}})?(?:/\d{{1,3}})?(?![0-9a-z:]))"
ANY_V4: Final = re.compile(rf"(?<![\d.])\d{{1,3}}{V4_REST}")
ANY_V6: Final = re.compile(rf"(?<![0-9a-zA-Z:])[0-9a-fA-F]{{0,4}}{V6_REST}")
NUMBER: Final = rf"(?:\+\d{{1,3}}[\s.(]*|\(?0)\d(?:{GAP}\d){{7,12}}{EXTENSION}?"
KANJI_DIGITS: Final = "〇零一二三四五六七八九"
KANJI_NUMBER: Final = rf"[〇零][{KANJI_DIGITS}]{{1,4}}{DASH}[{KANJI_DIGITS}]{{1,4}}{DASH}[{KANJI_DIGITS}]{{4}}"
NAMED_MACHINE: Final = (
    r"(?:ホスト|コンピュータ|端末|機器|サーバ|NetBIOS)ー?名(?:称)?[\s:はが「]{1,3}([a-z0-9][a-z0-9_.-]{1,62})"
)
PATTERNS: Final = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            TraceKind.URL,
            rf"[a-z][a-z0-9+*.-]{{1,15}}(?:{COLON}\s?(?://|\[//\])|\[://\])[^\s<>「」『』、。\"（）]{{1,2000}}",
        ),
        (TraceKind.EMAIL, rf"[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}{AT}(?:{HOST}|{LABEL})"),
        (TraceKind.DOMAIN, rf"(?<![a-z0-9_@-]){HOST}"),
        (TraceKind.DOMAIN, rf"[ぁ-んァ-ヶー一-龠々]{{1,30}}{DOT}(?:jp|com|net|org)(?![a-z0-9])"),
        (TraceKind.ADDRESS, rf"(?<!\d)(?<!\d\.)(?:{V4_PART}|{V4}(?:\s?/\s?\d{{1,2}}(?!\d))?)(?!\d)"),
        (TraceKind.ADDRESS, rf"(?<![0-9a-z:]){V6}(?:/\d{{1,3}})?(?![0-9a-z:])"),
        (TraceKind.TELEPHONE, rf"(?<![\d.+-]){NUMBER}(?!\d)"),
        (TraceKind.TELEPHONE, KANJI_NUMBER),
        (TraceKind.TELEPHONE, r"(?:内線|ext\.)[\s:番号はが]{0,3}\d{2,6}(?!\d)"),
        (TraceKind.HOST, r"\\\\[a-z0-9._$-]{2,63}"),
        (TraceKind.HOST, r"(?<![0-9a-f:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f:-])"),
        (TraceKind.HOST, NAMED_MACHINE),
        (TraceKind.HOST, r"(?<![A-Za-z0-9_.-])(?-i:[A-Z]{2,12})\d{2,4}[A-Z]?(?![A-Za-z0-9_.-])"),
        (TraceKind.HOST, r"(?<![a-z0-9\\])[a-z][a-z0-9-]{1,14}\\[a-z0-9._$-]{2,40}(?![\\a-z0-9])"),
        (
            TraceKind.HOST,
            r"(?<![a-z0-9_-])(?=[a-z0-9_-]{0,62}\d)[a-z][a-z0-9]{1,62}(?:[-_][a-z0-9]{1,62}){1,10}(?![a-z0-9_-])",
        ),
    )
)
FILE_ENDINGS: Final = words("file_endings")
NUMBERED_THINGS: Final = re.compile(
    r"(?:cve|jvn|jvndb|cwe|capec|iso|iec|jis|rfc|tls|sha|md|utf|ipv|aes|rsa|http|plan|tlp|no|cvss|ms|kb|att|win|x|ver|covid|usb|wpa|fy|id|sp|id|tel|aes|ipv|office|plan|ics|os|ph)"
    r"[-_]?\d*(?:[-_]|$)",
    re.IGNORECASE,
)


def shapes_in(text: str) -> Iterator[tuple[TraceKind, int, int]]:
    """Kind and span. What is the operator's own and what is the attacker's, only a person can tell."""
    plain = same_length(text)
    for kind, pattern in PATTERNS:
        for found in pattern.finditer(plain):
            part = 1 if pattern.groups else 0
            if is_meant(kind, found[part]):
                yield kind, found.start(part), found.end(part)


def addresses_in(text: str, network: IPv4Network | IPv6Network) -> Iterator[tuple[int, int]]:
    """Addresses that may lie in this network, in a text of plain width: they begin as it does, which is quick to look for."""
    pattern = _beginning(network)
    for found in pattern.finditer(text):
        if is_meant(TraceKind.ADDRESS, found[0]):
            yield found.span()


@lru_cache(maxsize=256)
def _beginning(network: IPv4Network | IPv6Network) -> re.Pattern[str]:
    first = str(network.network_address).partition("." if network.version == 4 else ":")[0]
    if network.version == 4:
        if network.prefixlen < 8:
            return ANY_V4
        return re.compile(rf"{re.escape(first)}(?<![\d.]{re.escape(first)}){V4_REST}")
    if network.prefixlen < 16:
        return ANY_V6
    return re.compile(rf"(?:{re.escape(first)}|{re.escape(first.upper())}){V6_REST}")


def without_dot_words(text: str) -> str:
    """`a[dot]example` with the word blotted out, every other character in its place."""
    return DOT_WORDS.sub(lambda found: HIDDEN * len(found[0]), same_length(text))


def refanged(text: str) -> str:
    """`a[.]example [at] b` as it was meant."""
    dotted = DOTS.sub(".", same_length(text))
    return ATS.sub("@", dotted).replace("[:]", ":").casefold()


def is_meant(kind: TraceKind, found: str) -> bool:
    match kind:
        case TraceKind.ADDRESS:
            return _is_address(refanged(found).replace(" ", ""))
        case TraceKind.DOMAIN:
            return refanged(found).count(".") > 1 or refanged(found).rpartition(".")[2] not in FILE_ENDINGS
        case TraceKind.HOST:
            return not NUMBERED_THINGS.match(found)
        case TraceKind.TELEPHONE:
            digits = sum(character.isdigit() for character in found)
            return 9 <= digits <= 21 or not found[:1].isdigit()
        case _:
            return True


def _is_address(found: str) -> bool:
    bare, _slash, width = found.partition("/")
    whole = bare.replace("x", "0").replace("*", "0").partition("%")[0]
    try:
        ip_address(whole)
    except ValueError:
        return False
    return len(bare) > 3 and (not width or _is_network(found))


def _is_network(found: str) -> bool:
    try:
        ip_network(found.partition("%")[0], strict=False)
    except ValueError:
        return False
    return True
