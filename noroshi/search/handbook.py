"""The handbook and the glossary inside the product: pages of `docs/guide`, read into plain pieces that a template lays out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from noroshi.search.folding import folded
from noroshi.vocabulary import glossary
from noroshi.vocabulary.glossary import Term

GUIDE: Final = Path(__file__).resolve().parents[2] / "docs" / "guide"
NAME: Final = re.compile(r"[a-z0-9-]{1,60}")
MOST: Final = 5
LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
BOLD: Final = re.compile(r"\*\*([^*]+)\*\*")
INLINE: Final = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: title, heading, text, item, code or row. `parts` of a text are plain and code in turn; of a row its cells."""

    kind: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the handbook."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


def pages() -> Sequence[Page]:
    return tuple(_read().values())


def page(name: str) -> Page | None:
    return _read().get(name) if NAME.fullmatch(name) else None


def pages_saying(pieces: Sequence[Sequence[str]]) -> list[Page]:
    """Each of the groups by any of its words."""
    found = [one for one in pages() if _says(_folded_page(one.name), pieces)]
    return sorted(found, key=lambda one: not _says(folded(one.title), pieces))[:MOST] if pieces else []


def terms_saying(pieces: Sequence[Sequence[str]]) -> list[Term]:
    """By the word itself, its reading or what it means; the word itself first."""
    said = [(term, *_folded_term(term)) for term in glossary.terms().values()]
    found = [(not _says(name, pieces), term) for term, name, whole in said if _says(whole, pieces)]
    return [term for _order, term in sorted(found, key=lambda one: one[0])][:MOST] if pieces else []


def _says(text: str, pieces: Sequence[Sequence[str]]) -> bool:
    return all(any(word in text for word in words) for words in pieces)


@cache
def _read() -> Mapping[str, Page]:
    """In the order of their titles; nothing where the documents are not installed."""
    found = [_page(path) for path in GUIDE.glob("*.md")] if GUIDE.is_dir() else []
    return {one.name: one for one in sorted(found, key=lambda one: one.title)}


@cache
def _folded_page(name: str) -> str:
    return folded(_read()[name].text)


@cache
def _folded_term(term: Term) -> tuple[str, str]:
    name = folded(f"{term.ja} {term.en} {term.reading}")
    return name, f"{name} {folded(term.meaning)} {folded(term.meaning_ja)}"


def _page(path: Path) -> Page:
    blocks = tuple(_blocks(path.read_text(encoding="utf-8").splitlines()))
    title = next((block.text for block in blocks if block.kind == "title"), path.stem)
    return Page(path.stem, title, tuple(block for block in blocks if block.kind != "title"))


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    waiting: list[str] = []
    kind, is_code = "text", False
    for line in [*lines, ""]:
        if line.startswith("```"):
            if waiting:
                yield _block("code" if is_code else kind, waiting)
            waiting, kind, is_code = [], "text", not is_code
        elif is_code:
            waiting.append(line)
        elif (begins := _begins(line)) or not line.strip():
            if waiting:
                yield _block(kind, waiting)
            kind, waiting = (begins[0], [begins[1]]) if begins else ("text", [])
        else:
            waiting.append(line.strip())


def _begins(line: str) -> tuple[str, str] | None:
    """What a line is by its first letters."""
    for mark, kind in (("# ", "title"), ("## ", "heading"), ("### ", "heading"), ("- ", "item"), ("|", "row")):
        if line.lstrip().startswith(mark):
            return kind, line.strip().removeprefix(mark.strip()).strip()
    number = re.match(r"\s*\d+\. (.*)", line)
    return ("item", number[1]) if number else None


def _block(kind: str, lines: Sequence[str]) -> Block:
    if kind == "code":
        return Block(kind, ("\n".join(lines),))
    text = BOLD.sub(r"\1", LINK.sub(r"\1", _joined(lines)))
    if kind == "row":
        cells = tuple(cell.strip().replace("`", "") for cell in text.strip("|").split("|"))
        return Block("rule" if set("".join(cells)) <= set("-: ") else kind, cells)
    return Block(kind, tuple(INLINE.split(text)) if kind in {"text", "item"} else (text.replace("`", ""),))


def _joined(lines: Sequence[str]) -> str:
    """Japanese is written on without a space."""
    text = ""
    for line in lines:
        text += line if not text or not text[-1].isascii() else f" {line}"
    return text
