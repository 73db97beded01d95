"""Paragraphs marked in the text itself: 【限定1】 for a part of the handling note, 【RED】 for a stricter color.

A mark stands at the beginning of a line and holds until the next blank line or mark. It travels with its paragraph through every edit.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from itertools import groupby
from typing import Any, Final

from noroshi.schemes.forms import Form
from noroshi.sharing.pieces import AFTER, VALUE, is_piece, names_for, whole
from noroshi.vocabulary import FieldType, Said, Tlp
from noroshi.vocabulary.errors import Refusal

MARK: Final = re.compile(
    r"^[ \t\u3000]*(?:【(限定|LIMITED)[ \u3000]*([1-9１-９]?)】|【(?:TLP:)?(RED|AMBER|GREEN)】|\[TLP:(RED|AMBER|GREEN)\])[ \t\u3000]*",
    re.IGNORECASE,
)


class PortionUnexplained(Refusal):
    code, status = "portion_unexplained", 422
    ja = (
        "印を付けた段落（【限定】）の読み手が決まっていません。「伏せる部分」で、同じ番号の読み手か色を決めてください。"
    )
    en = "A paragraph is marked 【限定】, and nobody said who may read it. Say so for the same number under “Parts held back”."


@dataclass(frozen=True, slots=True)
class Piece:
    """One marked paragraph: its mark (`1`, `red`), after how many open lines it stands, and its text without the mark."""

    mark: str
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Portions:
    """The text that is left for everybody, and what was taken out of it."""

    open: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as it is typed now, known by its words, so that a mark never lands on another one."""

    digest: str
    mark: str
    text: str


def portions(text: str, tlp: Tlp | None = None) -> Portions:
    """In an item of this color; a color that is not stricter than it marks nothing."""
    if "【" not in text and "[" not in text:
        return Portions(text, ())
    left: list[str] = []
    taken: list[tuple[str, int, list[str]]] = []
    mark = ""
    for line in text.split("\n"):
        found = MARK.match(line)
        if found and _takes(_mark(found), tlp):
            mark = _mark(found)
            taken.append((mark, len(left), [line[found.end() :]]))
        elif found:
            mark = ""
            left.append(line[found.end() :])
        elif not line.strip():
            mark = ""
            _blank(left)
        elif mark:
            taken[-1][2].append(line)
        else:
            left.append(line)
    if not taken:
        return Portions(text, ())
    return Portions("\n".join(left).strip("\n"), tuple(Piece(one, at, "\n".join(said)) for one, at, said in taken))


def _blank(left: list[str]) -> None:
    """Where a paragraph was taken out no second blank line stays behind to tell."""
    if left and left[-1]:
        left.append("")


def _mark(found: re.Match[str]) -> str:
    if found[1]:
        return str(int(found[2])) if found[2] else "1"
    return str(found[3] or found[4]).lower()


def cut(form: Form, content: Mapping[str, Any], tlp: Tlp) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Content with its pieces under their own names, and these names by mark. A color that is not stricter marks nothing."""
    cut_: dict[str, Any] = {}
    by_mark: dict[str, list[str]] = {}
    for name, raw in content.items():
        field = form.field(name)
        said = Said.of(raw)
        if field is None or field.type is not FieldType.TEXT or not isinstance(said.value, str):
            cut_[name] = raw
            continue
        for piece_name, mark, value in _pieces(name, portions(said.value, tlp), said):
            cut_[piece_name] = value
            if mark:
                by_mark.setdefault(mark, []).append(piece_name)
    return cut_, by_mark


def _takes(mark: str, tlp: Tlp | None) -> bool:
    return tlp is None or mark not in set(Tlp) or Tlp.of(mark).width < tlp.width


def _pieces(name: str, found: Portions, said: Said) -> Iterator[tuple[str, str, Any]]:
    """The open text first, without a mark."""
    beside = _beside(said)
    if found.open:
        yield name, "", {VALUE: found.open, **beside} if beside else found.open
    for piece_name, one in zip(names_for(name, len(found.pieces)), found.pieces, strict=True):
        yield piece_name, one.mark, {VALUE: one.text, AFTER: one.after, **beside}


def _beside(said: Said) -> dict[str, Any]:
    plain = said.plain()
    return {key: value for key, value in plain.items() if key != VALUE} if isinstance(plain, dict) else {}


def marked_again(content: Mapping[str, Any], marks: Mapping[str, str]) -> dict[str, Any]:
    """As its writer typed it: the mark of each piece stands before it again."""
    with_marks = {
        name: {**value, VALUE: f"{sign(marks[name])}{value[VALUE]}"} if is_piece(name) and name in marks else value
        for name, value in content.items()
    }
    return whole(with_marks)


def sign(mark: str) -> str:
    return f"【{mark.upper()}】" if mark in set(Tlp) else f"【限定{mark}】"


def blocks(text: str) -> list[Block]:
    """Paragraphs as blank lines part them, each with the mark that it carries."""
    return [_block(lines) for lines in _paragraphs(text)]


def with_marks(text: str, wanted: Mapping[str, str]) -> str:
    """Paragraphs by their digest marked anew; an empty mark takes it away, whoever is not named stays as it is."""
    lines: list[str] = []
    for number, paragraph in enumerate(_paragraphs(text)):
        block = _block(paragraph)
        mark = wanted.get(block.digest, block.mark)
        said = [_bare(paragraph[0]), *paragraph[1:]] if mark != block.mark else paragraph
        first = f"{sign(mark)}{said[0]}" if mark and mark != block.mark else said[0]
        lines += [*([""] if number else []), first, *said[1:]]
    return "\n".join(lines)


def without(text: str, taken: Collection[str]) -> str:
    """The paragraphs that stay, by what blank lines part."""
    kept = (paragraph for paragraph in _paragraphs(text) if _block(paragraph).digest not in taken)
    return "\n\n".join("\n".join(lines) for lines in kept)


def _paragraphs(text: str) -> Iterator[list[str]]:
    for is_blank, lines in groupby(text.split("\n"), key=lambda line: not line.strip()):
        if not is_blank:
            yield list(lines)


def _block(lines: list[str]) -> Block:
    found = MARK.match(lines[0])
    text = "\n".join([_bare(lines[0]), *lines[1:]])
    return Block(blake2s(text.encode(), digest_size=6).hexdigest(), _mark(found) if found else "", text)


def _bare(line: str) -> str:
    return MARK.sub("", line, count=1)


def marks_used(form: Form, typed: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields by mark, of what was typed."""
    found: dict[str, list[str]] = {}
    for field in form.fields:
        text = typed.get(field.id)
        if field.type is FieldType.TEXT and isinstance(text, str):
            for piece in portions(text).pieces:
                found.setdefault(piece.mark, []).append(field.id)
    return found
