"""Turns a TOML table into its typed form by the form's own annotations, and notes every mistake on the way."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path as FilePath
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from noroshi.schemes.lines import Path
from noroshi.schemes.mistakes import Mistake, nearest
from noroshi.schemes.shapes import Between, Names, Refers
from noroshi.vocabulary import Text, Word

ID = re.compile(r"[a-z][a-z0-9_]*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_LONGEST = 4000


class _Missing:
    """Stands where a value could not be read; nothing that holds one leaves this module."""


MISSED = _Missing()


@dataclass(frozen=True, slots=True)
class Named:
    """An id as it stands in a file."""

    kind: str
    id: str
    path: Path
    line: int
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it stands in a file."""

    kind: str
    id: str
    line: int
    here: bool


@dataclass(slots=True)
class Reading:
    """One file being read: its lines, what it names and refers to, and its mistakes."""

    file: FilePath
    lines: Mapping[Path, int]
    mistakes: list[Mistake] = field(default_factory=list)
    names: list[Named] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    tables: list[tuple[Path, Any]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest table around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def note(self, path: Path, what: Text, instead: Text) -> None:
        self.mistakes.append(Mistake(self.file, self.line(path), what, instead))

    def read[T](self, shape: type[T], table: Mapping[str, Any]) -> T | None:
        """The typed table, or None when anything in it is wrong."""
        value = self._table(shape, table, ())
        return value if isinstance(value, shape) else None

    def _table(self, shape: type, value: Any, path: Path) -> Any:
        if not isinstance(value, dict):
            return self._wrong_type(path, value, Text("表", "a table"))
        known = _keys_of(shape)
        for key in value.keys() - known.keys():
            self.note(
                (*path, key),
                Text(f"「{key}」という項目はありません。", f"There is no key {key!r} here."),
                nearest(key, known),
            )
        read = {slot.name: self._slot(slot, hint, key, value, path) for key, (slot, hint) in known.items()}
        if MISSED in read.values():
            return MISSED
        whole = shape(**read)
        self.tables.append((path, whole))
        return whole

    def _slot(self, slot: Field[Any], hint: Any, key: str, table: Mapping[str, Any], path: Path) -> Any:
        if key not in table:
            return self._absent(slot, key, path)
        value = self._value(hint, table[key], (*path, key))
        if value == () and slot.metadata.get("some"):
            return self._absent(slot, key, path)
        return value

    def _absent(self, slot: Field[Any], key: str, path: Path) -> Any:
        if slot.default is not MISSING and not slot.metadata.get("some"):
            return slot.default
        shown = f"[[{key}]]" if slot.metadata.get("some") else f"{key} = …"
        self.note(
            path, Text(f"「{key}」がありません。", f"{key!r} is missing."), Text(f"{shown} を書く", f"write {shown}")
        )
        return MISSED

    def _value(self, hint: Any, value: Any, path: Path) -> Any:
        if get_origin(hint) is Annotated:
            base, *marks = get_args(hint)
            return self._marked(self._value(base, value, path), marks, path)
        if get_origin(hint) in {Union, UnionType}:
            (inner,) = (one for one in get_args(hint) if one is not NoneType)
            return self._value(inner, value, path)
        if get_origin(hint) is tuple:
            return self._many(get_args(hint)[0], value, path)
        if is_dataclass(hint) and isinstance(hint, type):
            return self._table(hint, value, path)
        if issubclass(hint, Word):
            return self._word(hint, value, path)
        return self._plain(hint, value, path)

    def _many(self, hint: Any, value: Any, path: Path) -> Any:
        if not isinstance(value, list):
            return self._wrong_type(path, value, Text("並び [ … ]", "an array [ … ]"))
        read = tuple(self._value(hint, one, (*path, index)) for index, one in enumerate(value))
        return MISSED if MISSED in read else read

    def _word(self, words: type[Word], value: Any, path: Path) -> Any:
        if not isinstance(value, str):
            return self._wrong_type(path, value, Text("文字列", "a text"))
        if value not in set(words):
            self.note(
                path,
                Text(f"「{value}」という語は決められた語にありません。", f"{value!r} is not one of the closed words."),
                nearest(value, [word.value for word in words]),
            )
            return MISSED
        return words(value)

    def _plain(self, kind: type, value: Any, path: Path) -> Any:
        if type(value) is not kind:
            return self._wrong_type(path, value, _KINDS[kind])
        return self._text(value, path) if isinstance(value, str) else value

    def _text(self, value: str, path: Path) -> Any:
        if _UNPRINTABLE.search(value):
            what = Text("見えない制御文字があります。", "There is an invisible control character.")
            instead = Text("その文字を取り除く", "remove it")
        elif not value.strip():
            what = Text("値が空です。", "The value is empty.")
            instead = Text("値を書くか、項目ごと消す", "give a value or drop the key")
        elif len(value) > _LONGEST:
            what = Text("長すぎます。", "This is too long.")
            instead = Text(f"{_LONGEST}字までにする", f"at most {_LONGEST} characters")
        else:
            return value
        self.note(path, what, instead)
        return MISSED

    def _marked(self, value: Any, marks: list[Any], path: Path) -> Any:
        if value is MISSED:
            return MISSED
        heeded = [self._heeds(mark, value, path) for mark in marks]
        return value if all(heeded) else MISSED

    def _heeds(self, mark: Names | Refers | Between, value: Any, path: Path) -> bool:
        match mark:
            case Names():
                return self._names(value, mark, path)
            case Refers():
                return self._refers(value, mark, path)
            case Between():
                return self._between(value, mark, path)

    def _names(self, value: str, mark: Names, path: Path) -> bool:
        if mark.kind != "note" and not ID.fullmatch(value):
            what = Text(f"「{value}」は識別子になりません。", f"{value!r} cannot be an id.")
            self.note(
                path,
                what,
                Text("英小文字で始め、英小文字・数字・_ だけ", "small letters, digits and _, a letter first"),
            )
            return False
        self.names.append(Named(mark.kind, value, path, self.line(path), mark.everywhere))
        return True

    def _refers(self, value: str, mark: Refers, path: Path) -> bool:
        self.references.append(Reference(mark.kind, value, self.line(path), mark.here))
        return True

    def _between(self, value: int, mark: Between, path: Path) -> bool:
        if mark.least <= value <= mark.most:
            return True
        what = Text(f"{value} は範囲の外です。", f"{value} is out of range.")
        self.note(path, what, Text(f"{mark.least} から {mark.most} まで", f"from {mark.least} to {mark.most}"))
        return False

    def _wrong_type(self, path: Path, value: Any, right: Text) -> Any:
        given = _KINDS.get(type(value), Text("別の型", "another type"))
        self.note(path, Text(f"{given.ja}が書かれています。", f"This is {given.en}."), right)
        return MISSED


_KINDS: dict[type, Text] = {
    str: Text('文字列 "…"', 'a text "…"'),
    int: Text("整数", "a whole number"),
    bool: Text("true か false", "true or false"),
    date: Text("日付 2017-04-18", "a date 2017-04-18"),
    datetime: Text("日時", "a date with a time"),
    float: Text("小数", "a decimal number"),
    list: Text("並び [ … ]", "an array [ … ]"),
    dict: Text("表", "a table"),
}


@cache
def _keys_of(shape: type) -> dict[str, tuple[Field[Any], Any]]:
    """Key in the file -> slot of the dataclass and its annotation."""
    hints = get_type_hints(shape, include_extras=True)
    return {slot.metadata.get("key", slot.name): (slot, hints[slot.name]) for slot in fields(shape)}


@cache
def kinds_named_in(shape: type) -> frozenset[str]:
    """The kinds of ids that a file of this shape can declare."""
    found: set[str] = set()
    for _, hint in _keys_of(shape).values():
        found |= _kinds_in(hint)
    return frozenset(found)


def _kinds_in(hint: Any) -> set[str]:
    own = {mark.kind for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Names)}
    if isinstance(hint, type) and is_dataclass(hint):
        return own | kinds_named_in(hint)
    for inner in get_args(hint):
        own |= _kinds_in(inner)
    return own
