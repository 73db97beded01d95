"""A list as others write it: comments, defanged values, hosts files, CSV with any separator, its heading even in a comment.

Every line is a value or is told; an answer without one value is no list, whatever it is instead.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.intel.list_reading import MOST_VALUES, Line, ListReading, NoLine, may_be_listed
from noroshi.observables import BY_WORD, Kind, NotOfThisKind, guessed, settled
from noroshi.vocabulary import FetchTrouble, LineFault

COMMENTS: Final = ("#", "//", ";", "!")
BESIDE: Final = (" #", "\t#", " ;", "\t;", " //", "\t//")
NOWHERE: Final = frozenset({"0.0.0.0", "127.0.0.1", "::", "::1"})  # noqa: S104 - as files of hosts name it
SEPARATORS: Final = ",;\t|"
LONGEST: Final = 10_000
SHORT: Final = 120
WORDS: Final = {"ip": "ipv4", "ip-src": "ipv4", "ip-dst": "ipv4", "hostname": "domain", "fqdn": "domain"}
ADDRESSES: Final = frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR})
"""An address says itself which of the three it is."""


class NoList(Exception):  # noqa: N818 - what it is not
    def __init__(self, trouble: FetchTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Columns:
    """By their place in a row. Without `note` and `kind` there are none."""

    value: int
    kind: int | None
    note: int | None


def lines_of(body: bytes, reads: ListReading) -> list[Line | NoLine]:
    text = _text(body)
    found = list(_rows(text, reads) if reads.column else _plain(text, reads))
    values = sum(isinstance(one, Line) for one in found)
    if not values:
        raise NoList(FetchTrouble.NO_LIST)
    if values > MOST_VALUES:
        raise NoList(FetchTrouble.TOO_LARGE)
    return found


def _text(body: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return body.decode("utf-8", "replace")


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return ((place, line.strip()) for place, line in enumerate(text.splitlines(), 1) if line.strip())


def _plain(text: str, reads: ListReading) -> Iterator[Line | NoLine]:
    for place, line in _numbered(text):
        if not line.startswith(COMMENTS):
            value, note = _apart(line)
            yield _line(place, value, note, reads.kind)


def _apart(line: str) -> tuple[str, str]:
    """The value and what is written beside it; a line of a file of hosts names where its name leads first."""
    at = min((place for sign in BESIDE if (place := line.find(sign)) > 0), default=len(line))
    value, note = line[:at].strip(), line[at:].strip(" \t#;/")
    first, _, rest = value.partition(" ") if " " in value else value.partition("\t")
    return (rest.strip() if first in NOWHERE and rest.strip() else value), note


def _rows(text: str, reads: ListReading) -> Iterator[Line | NoLine]:
    numbered = list(_numbered(text))
    separator, columns, start = _heading(numbered, reads)
    kept = [(place, line) for place, line in numbered[start:] if not line.startswith(("#", "//"))]
    reader = csv.reader((line for _, line in kept), delimiter=separator, skipinitialspace=True)
    for row in _read(reader):
        place = kept[min(reader.line_num, len(kept)) - 1][0]
        yield _row(place, row, columns, reads) if row is not None else NoLine(place, "", LineFault.NO_VALUE)


def _read(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """None where a row cannot be read as one."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _heading(numbered: Sequence[tuple[int, str]], reads: ListReading) -> tuple[str, Columns, int]:
    """Separator, columns, and how many lines belong to the heading."""
    if reads.column.isdecimal():
        return _by_number(numbered, reads)
    for start, (_, line) in enumerate(numbered):
        for separator in SEPARATORS:
            names = [_name(cell) for cell in next(_cells(line.lstrip("#/ "), separator), [])]
            if _name(reads.column) in names:
                return separator, _columns(names, reads), start + 1
        if not line.startswith(("#", "//")):
            break
    raise NoList(FetchTrouble.NO_COLUMN)


def _by_number(numbered: Sequence[tuple[int, str]], reads: ListReading) -> tuple[str, Columns, int]:
    """A first row without a value in it is a heading."""
    rows = [(start, line) for start, (_, line) in enumerate(numbered) if not line.startswith(("#", "//"))]
    if not rows:
        raise NoList(FetchTrouble.NO_LIST)
    start, first = rows[0]
    separator = max(SEPARATORS, key=first.count)
    cells = next(_cells(first, separator), [])
    columns = _columns([_name(cell) for cell in cells], reads)
    is_heading = columns.value < len(cells) and guessed(cells[columns.value]) is None and not reads.of_kind
    return separator, columns, start + is_heading


def _cells(line: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader([line], delimiter=separator, skipinitialspace=True)
    return (row for row in _read(reader) if row is not None)


def _columns(names: Sequence[str], reads: ListReading) -> Columns:
    value = _place(names, reads.column)
    if value is None:
        raise NoList(FetchTrouble.NO_COLUMN)
    kind, note = (_place(names, name) if name else None for name in (reads.kind_column, reads.note_column))
    if (reads.kind_column and kind is None) or (reads.note_column and note is None):
        raise NoList(FetchTrouble.NO_COLUMN)
    return Columns(value, kind, note)


def _place(names: Sequence[str], column: str) -> int | None:
    if column.isdecimal():
        return int(column) - 1 if 0 < int(column) <= 1000 else None
    return names.index(_name(column)) if _name(column) in names else None


def _name(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _row(place: int, row: Sequence[str], columns: Columns, reads: ListReading) -> Line | NoLine:
    if columns.value >= len(row) or not row[columns.value].strip():
        return NoLine(place, _short(" ".join(row)), LineFault.NO_CELL)
    kind = reads.kind or (_kind(_cell(row, columns.kind)) if columns.kind is not None else None)
    return _line(place, row[columns.value].strip(), _cell(row, columns.note), kind)


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _kind(word: str) -> Kind | None:
    """Words of others that nobody knows leave the value to say what it is."""
    plain = word.casefold().replace(" ", "_")
    return BY_WORD.get(WORDS.get(plain, plain.replace("-", "")), BY_WORD.get(plain.replace("-", "_")))


def _line(place: int, value: str, note: str, kind: Kind | None) -> Line | NoLine:
    found = _value(value, kind)
    if isinstance(found, LineFault):
        return NoLine(place, _short(value), found)
    if not may_be_listed(found[0]):
        return NoLine(place, _short(value), LineFault.NOT_LISTED)
    return Line(place, *found, note=_short(note))


def _value(value: str, kind: Kind | None) -> tuple[Kind, str] | LineFault:
    if len(value) > LONGEST:
        return LineFault.NO_VALUE
    if kind is None:
        return guessed(value) or LineFault.NO_VALUE
    try:
        found = settled(kind, value)
    except NotOfThisKind:
        return LineFault.OTHER_KIND
    is_alike = found[0] is kind or (found[0] in ADDRESSES and kind in ADDRESSES)
    is_bare = kind is Kind.DOMAIN and "." not in found[1]
    return found if is_alike and not is_bare else LineFault.OTHER_KIND


def _short(text: str) -> str:
    """Can be shown and kept: nothing that hides, no NUL, not endless."""
    safe = "".join(letter if letter.isprintable() else " " for letter in text[:SHORT])
    return safe.encode("utf-8", "replace").decode()
