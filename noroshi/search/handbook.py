"""The handbook and the glossary inside the product: pages of `docs/guide` in both languages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from noroshi.search.leaves import Block, blocks
from noroshi.vocabulary import Language, glossary
from noroshi.vocabulary.folding import folded
from noroshi.vocabulary.glossary import Term

GUIDE: Final = Path(__file__).resolve().parents[2] / "docs" / "guide"
NAME: Final = re.compile(r"[a-z0-9-]{1,60}")
MOST: Final = 5
ORDER: Final = (
    "intake",
    "notices",
    "asking",
    "sheets",
    "search",
    "events",
    "orders",
    "emergency",
    "briefing",
    "triage",
    "intel",
    "values",
    "devices",
    "alerts",
    "lists",
    "forecast",
    "translation",
    "directory-import",
    "api",
    "taxii",
    "misp",
    "stix",
)
"""As one meets them: what comes in and goes out first, machines last. A chapter that is not named stands at the end."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the handbook in one of its languages."""

    name: str
    language: Language
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *(block.text for block in self.blocks)))


def pages(language: str) -> Sequence[Page]:
    """Each once: in this language, or in the other where it was not written."""
    names = sorted({name for name, _language in _read()})
    names.sort(key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))
    return [_in(name, Language(language)) for name in names]


def page(name: str, language: str) -> Page | None:
    return _read().get((name, Language(language))) if NAME.fullmatch(name) else None


def pages_saying(pieces: Sequence[Sequence[str]], language: str) -> list[Page]:
    """Each of the groups by any of its words: the reader's page where it says them, else the other language's."""
    found = [said for one in pages(language) if pieces and (said := _saying(one, pieces))]
    return sorted(found, key=lambda one: (not _says(folded(one.title), pieces), one.language != language))[:MOST]


def terms_saying(pieces: Sequence[Sequence[str]]) -> list[Term]:
    """By the word itself, its reading or what it means; the word itself first."""
    said = [(term, *_folded_term(term)) for term in glossary.terms().values()]
    found = [(not _says(name, pieces), term) for term, name, whole in said if _says(whole, pieces)]
    return [term for _order, term in sorted(found, key=lambda one: one[0])][:MOST] if pieces else []


def _says(text: str, pieces: Sequence[Sequence[str]]) -> bool:
    return all(any(word in text for word in words) for words in pieces)


@cache
def _read() -> Mapping[tuple[str, Language], Page]:
    """Nothing where the documents are not installed."""
    found = [_page(path) for path in GUIDE.glob("*.md")] if GUIDE.is_dir() else []
    return {(one.name, one.language): one for one in found}


def _in(name: str, language: Language) -> Page:
    read = _read()
    return read.get((name, language)) or read[name, language.other]


def _saying(one: Page, pieces: Sequence[Sequence[str]]) -> Page | None:
    both = (one, page(one.name, one.language.other))
    return next((each for each in both if each and _says(_folded_page(each.name, each.language), pieces)), None)


@cache
def _folded_page(name: str, language: Language) -> str:
    return folded(_read()[name, language].text)


@cache
def _folded_term(term: Term) -> tuple[str, str]:
    name = folded(f"{term.ja} {term.en} {term.reading}")
    return name, f"{name} {folded(term.meaning)} {folded(term.meaning_ja)}"


def _page(path: Path) -> Page:
    """`intake.md` is English, `intake.ja.md` the same in Japanese."""
    name, _dot, language = path.stem.partition(".")
    found = tuple(blocks(path.read_text(encoding="utf-8").splitlines()))
    title = next((block.text for block in found if block.kind == "title"), name)
    return Page(name, Language(language or "en"), title, tuple(block for block in found if block.kind != "title"))
