"""The glossary as typed terms. `docs/glossary.toml` is the only source of words; without it no help bubbles."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

PATH = Path(__file__).resolve().parents[2] / "docs" / "glossary.toml"


class GlossaryError(ValueError):
    """An entry that is not complete; the sentence names the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word: Japanese, reading, English, name in code, what it means, and where it is printed."""

    group: str
    ja: str
    reading: str
    en: str
    code: str
    meaning: str
    meaning_ja: str
    source: str
    avoid: tuple[str, ...]

    def label(self, lang: str) -> str:
        """The word itself in the reader's language."""
        return self.en if lang.lower().startswith("en") else self.ja

    def help(self, lang: str) -> str:
        """The sentence for a help bubble in the reader's language."""
        return self.meaning if lang.lower().startswith("en") else self.meaning_ja


def load(path: Path = PATH) -> tuple[Term, ...]:
    """Every term in the order of the file; the first incomplete entry is refused by name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_term(entry) for entry in data["term"])


def documents(path: Path = PATH) -> Mapping[str, str]:
    """Short name of each document that a source may begin with, and its full title."""
    titles: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["documents"]
    return MappingProxyType(titles)


@cache
def terms() -> Mapping[str, Term]:
    """Terms by their name in code; empty where the docs are not installed."""
    if not PATH.exists():
        return MappingProxyType({})
    return MappingProxyType({term.code: term for term in load()})


def help_for(code: str, lang: str) -> str:
    """What a help bubble says about a word, or nothing when the word is not known here."""
    term = terms().get(code)
    return term.help(lang) if term else ""


def _term(entry: Mapping[str, Any]) -> Term:
    name = entry.get("code") or entry.get("ja") or "an entry without a name"
    wanted = {field.name for field in fields(Term)}
    if entry.keys() != wanted:
        raise GlossaryError(f"{name}: wrong or missing {', '.join(sorted(wanted ^ entry.keys()))}")
    empty = sorted(key for key, value in entry.items() if value == "")
    if empty:
        raise GlossaryError(f"{name}: empty {', '.join(empty)}")
    return Term(**{**entry, "avoid": tuple(entry["avoid"])})
