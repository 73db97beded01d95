"""The little Markdown of the handbook, read into plain pieces: a template lays them out, nothing in them is ever HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

SPANS: Final = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\[(?P<link>[^\]]+)\]\((?P<leads>[^)\s]*)\)"
    r"|\*\*(?P<strong>(?:[^*`]|`[^`]*`)+)\*\*"
    r"|(?<![\w*])\*(?P<name>[^\s*`][^*`]*)\*(?![\w*])"
)
MARKS: Final = (("# ", "title"), ("## ", "heading"), ("### ", "subheading"), ("- ", "item"), ("|", "row"))
NUMBERED: Final = re.compile(r"\s*\d+\. (.*)")
RULE: Final = re.compile(r"[-: ]*-[-: ]*")
CELL: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Span:
    """`kind`: plain, code, strong, name (of a button or a page) or link, which `leads` where it says."""

    kind: str
    text: str
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: title, heading, subheading, text, item, step, code, row or rule. `cells` of a row are many, of all others one."""

    kind: str
    cells: tuple[tuple[Span, ...], ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.cells[0]

    @property
    def text(self) -> str:
        return " ".join("".join(span.text for span in cell) for cell in self.cells)


def blocks(lines: Sequence[str]) -> Iterator[Block]:
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
    for mark, kind in MARKS:
        if line.lstrip().startswith(mark):
            return kind, line.strip().removeprefix(mark.strip()).strip()
    number = NUMBERED.match(line)
    return ("step", number[1]) if number else None


def _block(kind: str, lines: Sequence[str]) -> Block:
    if kind == "code":
        return Block(kind, ((Span("code", "\n".join(lines)),),))
    text = _joined(lines)
    if kind == "row":
        cells = [cell.strip().replace("\\|", "|") for cell in CELL.split(text.removesuffix("|"))]
        return Block("rule" if RULE.fullmatch("".join(cells)) else kind, tuple(_spans(cell) for cell in cells))
    return Block(kind, (_spans(text),))


def _spans(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    place = 0
    for hit in SPANS.finditer(text):
        found.append(Span("plain", _unescaped(text[place : hit.start()])))
        kind = str(hit.lastgroup if hit.lastgroup != "leads" else "link")
        found.append(Span(kind, hit[kind].replace("`", ""), hit["leads"] or ""))
        place = hit.end()
    found.append(Span("plain", _unescaped(text[place:])))
    return tuple(span for span in found if span.text)


def _unescaped(text: str) -> str:
    return text.replace("\\*", "*")


def _joined(lines: Sequence[str]) -> str:
    """Japanese is written on without a space."""
    text = ""
    for line in lines:
        text += line if not text or not text[-1].isascii() else f" {line}"
    return text
