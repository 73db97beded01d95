"""CSV: one table with a `record` column. Cells that a spreadsheet would run as a formula are kept as text by an apostrophe."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

from noroshi.directory.interchange.records import COLUMNS, FLAGS, LISTS, WORDS, FileUnreadable, Record
from noroshi.vocabulary.errors import TooLarge

HEADER: Final[tuple[str, ...]] = ("record", *dict.fromkeys(name for names in COLUMNS.values() for name in names))
DANGEROUS: Final = re.compile(r"'*[=+\-@|%\t\r\n＝＋－＠]")
SEPARATOR: Final = ";"
LONGEST_CELL: Final = 100_000
YES: Final = frozenset({"true", "yes", "1", "はい"})
NO: Final = frozenset({"false", "no", "0", "いいえ", ""})


def read_csv(text: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    header: list[str] = []
    records: list[Record] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells)
                continue
            records.append(_record(header, cells, reader.line_num))
    except csv.Error:
        raise FileUnreadable(row=reader.line_num) from None
    if not header:
        raise FileUnreadable(row=1)
    return records


def write_csv(records: Iterable[Record]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for record in records:
        writer.writerow([record.kind, *(_cell(record.values.get(name, "")) for name in HEADER[1:])])
    return out.getvalue()


def _header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    if "record" not in names or len(set(names)) != len(names):
        raise FileUnreadable(row=1)
    return names


def _record(header: Sequence[str], cells: Sequence[str], row: int) -> Record:
    if len(cells) > len(header):
        raise FileUnreadable(row=row)
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise TooLarge
    given = dict(zip(header, cells, strict=False))
    kind = given.pop("record").strip()
    own = COLUMNS.get(kind, ())
    values = {
        name: _value(name, _unguarded(cell))
        for name, cell in given.items()
        if (name in own or cell.strip()) and not (name in WORDS and not cell.strip())
    }
    return Record(kind, row, values)


def _value(name: str, cell: str) -> object:
    if name in LISTS:
        return [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
    if name in FLAGS:
        word = cell.strip().casefold()
        return True if word in YES else False if word in NO else cell
    return cell


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = SEPARATOR.join(str(part) for part in value) if isinstance(value, list | tuple) else str(value or "")
    return f"'{text}" if DANGEROUS.match(text) else text


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and DANGEROUS.match(cell[1:]) else cell
