"""How bad an object says that it is: CVSS in whatever property it stands, else a word of severity. What says nothing is None.

One small number holds either: tenths of a CVSS score (98 is 9.8), or below zero the place of a word. Others' properties are nobody's
standard; every walk here ends, and what cannot be read counts as not said.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from noroshi.stix import cvss
from noroshi.stix.kinds import StixKind
from noroshi.stix.ours import EXTENSION
from noroshi.vocabulary import Severity

PLACES: Final = {which: -number for number, which in enumerate(Severity, 1)}
"""Stored: add at the end, never move one."""
FROM: Final = (
    (90, Severity.CRITICAL),
    (70, Severity.HIGH),
    (40, Severity.MEDIUM),
    (1, Severity.LOW),
    (0, Severity.NONE),
)
"""From which tenth on a score is called so (FIRST, CVSS v3.1, table 14)."""
WORDS: Final = {
    word: which
    for which, words in {
        Severity.CRITICAL: ("critical", "severe", "emergency", "very-high", "緊急", "深刻"),
        Severity.HIGH: ("high", "important", "重要", "高"),
        Severity.MEDIUM: ("medium", "moderate", "警告", "中"),
        Severity.LOW: ("low", "minor", "注意", "低"),
        Severity.NONE: ("none", "informational", "info", "negligible", "なし", "情報"),
    }.items()
    for word in words
}
SAYS_SO: Final = ("severity", "threat-level", "priority-level", "深刻度")
"""In the name of a label that tells how bad something is; of others a word like `high` may tell of anything."""
CALLED: Final = ("cvss", "severity", "base_score")
OTHER_FIGURES: Final = ("temporal", "environmental", "exploitab", "impact", "epss", "version")
MOST_LABELS, MOST_PARTS, MOST_REFERENCES = 200, 2000, 50
LONGEST_LABEL, LONGEST_REFERENCE = 200, 1000
FEW, SHORT = 16, 1000


def severity_of(number: int) -> Severity:
    if number < 0:
        return next(which for which, place in PLACES.items() if place == max(number, -len(PLACES)))
    return next(which for least, which in FROM if number >= least)


def severity_said(whole: Mapping[str, Any], kind: StixKind, labels: tuple[str, ...]) -> int | None:
    """The long way: of an object that was found valid, in any property of its own or of somebody's."""
    own = whole.get("extensions", {}).get(EXTENSION) if "extensions" in whole else None
    if isinstance(own, dict) and (said := _given(own.get("severity"))) is not None:
        return said
    texts = texts_of(whole.get("description"), whole.get("external_references", ()), kind)
    figures, words = _walked(whole)
    return strongest([*figures, *map(cvss.of_text, texts)], [*words, of_labels(labels, kind)])


def strongest(figures: Iterable[int | None], words: Iterable[int | None]) -> int | None:
    """The highest score; where there is none, the strongest word. 0 mostly stands where nobody has judged yet, and says nothing."""
    scores = [one for one in figures if one]
    if scores:
        return max(scores)
    return max((one for one in words if one is not None), key=_rank, default=None)


def texts_of(description: Any, references: Iterable[Mapping[str, Any]], kind: StixKind) -> list[str]:
    """Of a weakness alone: elsewhere a text may tell of several. A reference called after CVSS may hold the bare figure."""
    if kind is not StixKind.VULNERABILITY:
        return []
    found = [description] if isinstance(description, str) else []
    for one in islice(references, MOST_REFERENCES):
        begin = "CVSS: " if "cvss" in str(one.get("source_name", "")).lower() else ""
        found += [
            begin + str(one[name])[:LONGEST_REFERENCE] for name in ("external_id", "description", "url") if name in one
        ]
    return found


def of_labels(labels: tuple[str, ...], kind: StixKind) -> int | None:
    """Labels of many objects are the same again and again; long ones are not kept in mind."""
    if len(labels) <= FEW and sum(map(len, labels)) <= SHORT:
        return _known(labels, kind)
    return _of_all(labels, kind)


def _of_all(labels: tuple[str, ...], kind: StixKind) -> int | None:
    found = [_of_label(one, is_bare=kind is StixKind.VULNERABILITY) for one in labels[:MOST_LABELS]]
    known = [one for one in found if one is not None]
    return strongest([one for one in known if one > 0], [one for one in known if one < 0])


_known: Final = lru_cache(maxsize=1024)(_of_all)


def _of_label(label: str, *, is_bare: bool) -> int | None:
    """`severity:high`, `misp:threat-level="high-risk"`; of a weakness `critical` alone as well."""
    text = unicodedata.normalize("NFKC", label[:LONGEST_LABEL]).strip().lower().replace("_", "-")
    name, sign, value = _parted(text)
    if sign and "cvss" in name:
        return cvss.of_number(value)
    if sign and any(word in name for word in SAYS_SO):
        return _of_word(value)
    return _of_word(text) if is_bare else None


def _parted(text: str) -> tuple[str, str, str]:
    sign = "=" if "=" in text else ":"
    name, sign, value = text.rpartition(sign)
    return name, sign, value.strip(' "')


def _of_word(text: str) -> int | None:
    word = text.strip().lower().removesuffix("-risk").removeprefix("baseline-")
    which = WORDS.get(word)
    return PLACES[which] if which else None


def _given(given: Any) -> int | None:
    """As our own extension tells it: a score, a vector or a word."""
    if not isinstance(given, str):
        return cvss.of_number(given)
    for read in (cvss.of_number, cvss.of_text, _of_word):
        if (said := read(given)) is not None:
            return said
    return None


def _walked(whole: Mapping[str, Any]) -> tuple[Sequence[int | None], Sequence[int | None]]:
    """Scores and words in properties that are called after CVSS or severity, however deep, as far as is worth it."""
    figures: list[int | None] = []
    words: list[int | None] = []
    for name, value, is_cvss in islice(_parts(whole), MOST_PARTS):
        if "severity" in name:
            words.append(_of_word(value) if isinstance(value, str) else None)
        elif isinstance(value, str) and is_cvss:
            figures.append(cvss.of_number(value) if cvss.of_number(value) is not None else cvss.of_text(value))
        elif is_cvss or "base_score" in name or "basescore" in name:
            figures.append(cvss.of_number(value) if "score" in name or "cvss" in name else None)
    return figures, words


def _parts(whole: Mapping[str, Any]) -> Iterator[tuple[str, Any, bool]]:
    """Every plain value with its name, and whether that or a name around it is called after CVSS."""
    begin = {name: value for name, value in whole.items() if name == "extensions" or any(one in name for one in CALLED)}
    pending: list[tuple[Any, bool]] = [(begin, False)]
    while pending:
        around, is_cvss = pending.pop()
        for name, value in around.items() if isinstance(around, dict) else (("", one) for one in around):
            word = name.lower().replace("-", "_")
            if any(other in word for other in OTHER_FIGURES):
                continue
            here = is_cvss or "cvss" in word
            if isinstance(value, dict | list):
                pending.append((value, here))
            else:
                yield word, value, here


def _rank(number: int) -> int:
    return -list(Severity).index(severity_of(number))
