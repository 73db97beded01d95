"""Every value in a text of any language, however it was written, in reading order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from noroshi.observables import checks
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import HASHES, Kind
from noroshi.observables.normal import settled
from noroshi.observables.patterns import ANY, FAR_FILE, FAR_NAME, LETTER, MUTEX, NAMED, USER_AGENT
from noroshi.observables.suffixes import is_ending, registered
from noroshi.observables.typed import Meant, meant
from noroshi.observables.words import words

PUNCTUATION: Final = ".,;:!?'*"
BRACKETS: Final = {")": "(", "]": "["}
NEXT_URL: Final = re.compile(r"[,;|]\s?(?:https?|ftp)://", re.IGNORECASE)
PARTICLE: Final = re.compile(r"[はがをにでとへも](?=[^はがをにでとへも]*$)")
NAME_BEFORE: Final = re.compile(rf"(?:{LETTER}|[a-z0-9_-]){{1,80}}$", re.IGNORECASE)
STARTS: Final = re.compile(r"(?:^|[\s「『（(\"'【：:・、。<＜=＝|｜／])$")
SCHEMES: Final = words("schemes")


@dataclass(frozen=True, slots=True)
class Found:
    """`start` and `end` are places of the typed text, `written` what stands there."""

    kind: Kind
    value: str
    start: int
    end: int
    written: str

    @property
    def is_defanged(self) -> bool:
        """Somebody has taken care that it cannot be pressed."""
        return any(mark in self.written for mark in ("[", "hxx", "hXX", "**", "（.）", "(.)", "{.}"))


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: Kind
    start: int
    end: int
    text: str


def found_in(text: str) -> Iterator[Found]:
    """The outermost value alone: a URL, and not its host once more."""
    plain = meant(text)
    for hit in _hits(plain):
        try:
            kind, value = settled(hit.kind, hit.text)
        except NotOfThisKind:
            continue
        start, end = plain.span(hit.start, hit.end)
        yield Found(kind, value, start, end, text[start:end])


def _hits(plain: Meant) -> Iterator[_Hit]:
    named = sorted(_by_words(plain.text), key=lambda hit: hit.start)
    far = sorted(_in_other_letters(plain.text), key=lambda hit: hit.start) if not plain.text.isascii() else []
    yield from _without_overlaps([*named, *far], _by_shape(plain))


def _without_overlaps(first: list[_Hit], others: Iterator[_Hit]) -> Iterator[_Hit]:
    """What words name goes before what has the shape of something."""
    if not first:
        yield from others
        return
    kept: list[_Hit] = []
    for hit in first:
        if not any(hit.start < one.end and one.start < hit.end for one in kept[-8:]):
            kept.append(hit)
    waiting = sorted(kept, key=lambda hit: hit.start)
    for hit in others:
        while waiting and waiting[0].end <= hit.start:
            yield waiting.pop(0)
        if not (waiting and waiting[0].start < hit.end):
            yield hit
    yield from waiting


def _by_shape(plain: Meant) -> Iterator[_Hit]:
    text, at = plain.text, 0
    while found := ANY.search(text, at):
        hit = SHAPES[found.lastgroup or ""](found, plain)
        if hit is None:
            at = _next(found)
            continue
        yield hit
        at = max(hit.end, found.start() + 1)


def _next(found: re.Match[str]) -> int:
    """Behind the first part of what was none: another may begin in the middle."""
    dot = found.string.find(".", found.start(), found.end())
    return dot + 1 if dot >= 0 else found.end()


def _url(found: re.Match[str], _plain: Meant) -> _Hit | None:
    text = found["url"]
    if text.partition("://")[0].lower() not in SCHEMES:
        return None
    if other := NEXT_URL.search(text):
        text = text[: other.start()]
    if found.string[found.start() - 1 : found.start()] == ",":
        text = text.partition(",")[0]
    text = _trimmed(text)
    return _Hit(Kind.URL, found.start(), found.start() + len(text), text) if len(text) > text.index("://") + 3 else None


def _trimmed(text: str) -> str:
    """Without what belongs to the sentence: a last full stop, a bracket that was opened before."""
    while text:
        last = text[-1]
        if last in PUNCTUATION or (last in BRACKETS and text.count(last) > text.count(BRACKETS[last])):
            text = text[:-1]
        else:
            break
    return text


def _host(found: re.Match[str], plain: Meant) -> _Hit | None:
    start, end, written = found.start("host"), found.end("host"), found["host"]
    defanged = "." not in written or plain.place(end) - plain.place(start) != end - start
    if checks.is_file(written, defanged=defanged):
        start = _file_start(found.string, start)
        return _Hit(Kind.FILE_NAME, start, end, found.string[start:end])
    if not checks.is_domain(written):
        return None
    return _with_path(found, "after_host") or _Hit(Kind.DOMAIN, start, end, written)


def _file_start(text: str, start: int) -> int:
    """`請求書_2026.zip`: letters that a line joins belong to the name."""
    if text[start] not in "_-":
        return start
    begun = NAME_BEFORE.search(text, max(0, start - 80), start)
    if begun is None:
        return start
    cut = PARTICLE.search(begun[0])
    return begun.start() + (cut.end() if cut else 0)


def _with_path(found: re.Match[str], group: str) -> _Hit | None:
    """`a.example/x` is a URL whose scheme nobody wrote; `a.example/b.example` are two names."""
    after = found[group] or ""
    path = after[after.find("/") :] if "/" in after else ""
    text = _trimmed(found.string[found.start() : found.end(group)]) if after else ""
    if not path.strip("/?") and not after.partition("/")[0].startswith("?"):
        return None
    first = path.strip("/").partition("/")[0]
    if first and (
        registered(first)
        and is_ending(first.rpartition(".")[2])
        and first.rpartition(".")[2] not in words("file_endings")
    ):
        return None
    return _Hit(Kind.URL, found.start(), found.start() + len(text), text)


def _v4(found: re.Match[str], _plain: Meant) -> _Hit | None:
    start, end = found.span("v4")
    if checks.is_version(found.string, start, end):
        return None
    if not found["width"] and (url := _with_path(found, "after_v4")):
        return url
    return _Hit(Kind.CIDR if found["width"] else Kind.IPV4, start, end, found["v4"])


def _v6(found: re.Match[str], _plain: Meant) -> _Hit | None:
    written = found["v6"]
    return None if checks.is_short_address(written) else _Hit(Kind.IPV6, found.start(), found.end(), written)


def _hash(found: re.Match[str], _plain: Meant) -> _Hit | None:
    written = found["hash"]
    if len(written) not in HASHES or not checks.is_digest(written):
        return None
    named = len(written) == 32 and NAMED.search(found.string, max(0, found.start() - 20), found.start())
    return _Hit(
        Kind.JA3 if named and "ja3" in named[0].lower() else HASHES[len(written)], found.start(), found.end(), written
    )


def _email(found: re.Match[str], _plain: Meant) -> _Hit | None:
    written = found["email"].lstrip("'.")
    return (
        _Hit(Kind.EMAIL, found.end() - len(written), found.end(), written)
        if checks.is_domain(written.rpartition("@")[2].lower())
        else None
    )


def _if(kind: Kind, group: str, check: Callable[[str], bool] = bool) -> "Callable[[re.Match[str], Meant], _Hit | None]":
    def look(found: re.Match[str], _plain: Meant) -> _Hit | None:
        written = _trimmed(found[group])
        start = found.start(group)
        return _Hit(kind, start, start + len(written), written) if check(written) else None

    return look


SHAPES: Final[dict[str, Callable[[re.Match[str], Meant], _Hit | None]]] = {
    "url": _url,
    "email": _email,
    "host": _host,
    "after_host": _host,
    "v4": _v4,
    "width": _v4,
    "after_v4": _v4,
    "v6": _v6,
    "hash": _hash,
    "path": _if(Kind.FILE_PATH, "path"),
    "share": _if(Kind.FILE_PATH, "share"),
    "variable": _if(Kind.FILE_PATH, "variable"),
    "unix": _if(Kind.FILE_PATH, "unix"),
    "registry": _if(Kind.REGISTRY_KEY, "registry"),
    "certificate": _if(Kind.CERTIFICATE, "certificate"),
    "mac": _if(Kind.MAC, "mac"),
    "cve": _if(Kind.CVE, "cve"),
    "asn": _if(Kind.ASN, "asn"),
    "technique": _if(Kind.TECHNIQUE, "technique", checks.is_technique),
    "ssdeep": _if(Kind.SSDEEP, "ssdeep"),
    "coin": _if(Kind.COIN_ADDRESS, "coin", checks.is_coin),
    "coin_hex": _if(Kind.COIN_ADDRESS, "coin_hex"),
}


def _by_words(text: str) -> Iterator[_Hit]:
    """What has no shape of its own: a word before it says what it is."""
    lowered = text.lower()
    if "mut" in lowered or "ミュ" in text:
        yield from (_named(Kind.MUTEX, found) for found in MUTEX.finditer(text))
    if "agent" in lowered or "エージェント" in text:
        yield from (_named(Kind.USER_AGENT, found) for found in USER_AGENT.finditer(text))


def _named(kind: Kind, found: re.Match[str]) -> _Hit:
    return _Hit(kind, *found.span(1), found[1].rstrip(" .,;"))


def _in_other_letters(text: str) -> Iterator[_Hit]:
    """`日本語.jp` where it stands by itself, and files with Japanese names."""
    for found in FAR_NAME.finditer(text):
        if not found[0].isascii() and STARTS.search(text, max(0, found.start() - 1), found.start()):
            ending = found[0].rpartition(".")[2]
            if is_ending(ending.lower()) and ending.islower() and not found[0].partition(".")[0].isascii():
                yield _Hit(Kind.DOMAIN, *found.span(), found[0])
    for found in FAR_FILE.finditer(text):
        if not found[1].isascii() and found[2].lower() in words("file_endings") and not found[1][-1].isascii():
            begun = PARTICLE.search(found[1])
            start = found.start() + (begun.end() if begun else 0)
            if start < found.end(1):
                yield _Hit(Kind.FILE_NAME, start, found.end(), text[start : found.end()])
