"""Texts whose truth is known: every passage that may tell who somebody is, with its kind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from noroshi.traces import Known
from noroshi.vocabulary.traces import TraceKind

MARK: Final = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Truth:
    kind: TraceKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    truths: tuple[Truth, ...]
    known: Known
    name: str

    def passage(self, truth: Truth) -> str:
        return self.text[truth.start : truth.end]


def marked(text: str, known: Known, name: str) -> Marked:
    """`[[person:山田]]が確認` as text and truth."""
    plain, truths, at = "", list[Truth](), 0
    for found in MARK.finditer(text):
        plain += text[at : found.start()]
        truths.append(Truth(TraceKind.of(found[1]), len(plain), len(plain) + len(found[2])))
        plain += found[2]
        at = found.end()
    return Marked(plain + text[at:], tuple(truths), known, name)


def mark(kind: str, text: str) -> str:
    return f"[[{kind}:{text}]]"


def plain(text: str) -> str:
    return MARK.sub(lambda found: found[2], text)


def kinds(texts: Iterable[Marked]) -> list[TraceKind]:
    found = {truth.kind for one in texts for truth in one.truths}
    return [kind for kind in TraceKind if kind in found]
