"""Reads the bytes of one TOML file into a table and its lines; every way to fail is a mistake with its line."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from noroshi.schemes.lines import Path, locate
from noroshi.schemes.mistakes import Mistake
from noroshi.vocabulary import Text

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_LONG_QUOTE = re.compile(r"\"{3}|'{3}")
_NEW_STATEMENT = re.compile(r"\s*(?:[A-Za-z0-9_.-]+\s*=|\[\[?[A-Za-z0-9_.]+\]\]?\s*$)")
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*\"|'[^']*'")
_BRACKET = re.compile(r"[\[\]{}]")
_MOST_BYTES = 2_000_000
_MOST_SYNTAX_MISTAKES = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A text that TOML accepts."""

    table: dict[str, Any]
    lines: dict[Path, int]


def parse(file: FilePath, content: bytes) -> Document | list[Mistake]:
    """The document, or the mistakes of its syntax."""
    if len(content) > _MOST_BYTES:
        return [Mistake(file, 1, Text("ファイルが大きすぎます。", "The file is too large."), _SMALLER)]
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as broken:
        line = content[: broken.start].count(b"\n") + 1
        return [Mistake(file, line, Text("UTF-8 として読めません。", "This is not UTF-8."), _UTF8)]
    found = _syntax_mistakes(file, text)
    return found or Document(tomllib.loads(text), locate(text))


_SMALLER = Text("2 MB までに分ける", "split it, at most 2 MB")
_UTF8 = Text("UTF-8 で保存し直す", "save the file as UTF-8")


def _syntax_mistakes(file: FilePath, text: str) -> list[Mistake]:
    """All of them: the faulty line is blanked and the rest read again; a fault right below is likely the same one."""
    rows = text.split("\n")
    found: list[Mistake] = []
    while len(found) < _MOST_SYNTAX_MISTAKES:
        fault = _first_fault("\n".join(rows))
        if fault is None:
            break
        line, words = fault
        if found and line <= found[-1].line + 1:
            break
        found.append(Mistake(file, line, *words))
        rows[line - 1] = ""
    return found


def _first_fault(text: str) -> tuple[int, tuple[Text, Text]] | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return _line_of(str(fault), text), _words_for(_AT.sub("", str(fault)))
    except (ValueError, RecursionError, OverflowError):
        return 1, _words_for("too deep or too long a value")
    return None


def _line_of(message: str, text: str) -> int:
    """Where the fault began: an open bracket or quote is noticed only further down."""
    place = _AT.search(message)
    rows = text.rstrip("\n").split("\n")
    if message.startswith("Unterminated string"):
        return max((number for number, row in enumerate(rows, 1) if _LONG_QUOTE.search(row)), default=len(rows))
    line = int(place[1]) if place and place[1] else len(rows)
    return _opened_above(rows, line) or line


def _opened_above(rows: list[str], line: int) -> int | None:
    """The line of a bracket that is still open when a new key or header follows."""
    at_end = line >= len(rows)
    if not at_end and not _NEW_STATEMENT.match(rows[line - 1]):
        return None
    opened: list[int] = []
    for number, row in enumerate(rows[: line if at_end else line - 1], start=1):
        bare = _QUOTED.sub("", row).split("#")[0]
        for mark in _BRACKET.findall(bare):
            if mark in "[{":
                opened.append(number)
            elif opened:
                opened.pop()
    return opened[-1] if opened else None


def _words_for(detail: str) -> tuple[Text, Text]:
    """The standard reader speaks English only; the common faults get a sentence of their own."""
    for start, what, instead in _FAULTS:
        if detail.startswith(start):
            return what, instead
    return (
        Text(f"TOML として読めません（{detail}）。", f"This is not TOML: {detail}."),
        Text(
            '引用符・かっこ・等号を確かめ、項目 = "値" の形にする',
            'check quotes, brackets and the equals sign: key = "value"',
        ),
    )


_TWICE = Text("同じ項目や表が二度書かれています。", "The same key or table stands twice.")
_ONCE = Text("一つにまとめる", "keep one of them")
_FAULTS = (
    ("Cannot overwrite a value", _TWICE, _ONCE),
    ("Cannot declare", _TWICE, _ONCE),
    (
        "Expected '='",
        Text("項目名の後に等号がありません。", "There is no equals sign after the key."),
        Text('項目 = "値" の形にする', 'write key = "value"'),
    ),
    (
        "Unclosed array",
        Text("並びの ] がありません。", "The array is not closed."),
        Text("並びの終わりに ] を書く", "end the array with ]"),
    ),
    (
        "Unterminated string",
        Text("文字列の閉じる引用符がありません。", "The text is not closed."),
        Text('終わりに " を書く', 'end it with "'),
    ),
    (
        "Illegal character '\\n'",
        Text("文字列の閉じる引用符がありません。", "The text is not closed."),
        Text('終わりに " を書く', 'end it with "'),
    ),
    (
        "Invalid value",
        Text("値が読めません。", "The value cannot be read."),
        Text('文字列は引用符で囲む: 項目 = "値"', 'put texts into quotes: key = "value"'),
    ),
)
