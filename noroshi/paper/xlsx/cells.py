"""The filled cells of a spreadsheet as text, sheet by sheet, in reading order."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

import openpyxl
from openpyxl.utils import get_column_letter

from noroshi.paper.changed import SIGNS, set_out
from noroshi.paper.errors import FileNotReadable
from noroshi.paper.xlsx.safety import looked_through

MOST_COLUMNS: Final = 200
MOST_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Spot:
    """One filled cell. `kind`: text, number, formula, error."""

    row: int
    column: int
    text: str
    kind: str = "text"

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True)
class Filled:
    """One sheet: its filled cells by row, each row from left to right."""

    title: str
    rows: Mapping[int, Sequence[Spot]]

    def __iter__(self) -> Iterator[Spot]:
        for row in sorted(self.rows):
            yield from self.rows[row]

    def at(self, row: int, column: int) -> Spot | None:
        return next((spot for spot in self.rows.get(row, ()) if spot.column == column), None)

    def right_of(self, spot: Spot) -> Sequence[Spot]:
        return [one for one in self.rows[spot.row] if one.column > spot.column]

    def left_of(self, spot: Spot) -> Sequence[Spot]:
        return [one for one in self.rows[spot.row] if one.column < spot.column]


@dataclass(frozen=True)
class Book:
    """The sheets that people see, and what the hidden one remembers."""

    sheets: Sequence[Filled]
    remembered: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    has_drawings: bool = False


def opened(content: bytes, hidden: str) -> Book:
    """Or a refusal in the sender's words."""
    parts = looked_through(content)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
        is_escaped = _is_written_inline(content)
        sheets, remembered, values = [], {}, {}
        for sheet in book.worksheets:
            found = _filled(sheet, is_escaped=is_escaped)
            if sheet.title == hidden and sheet.sheet_state != "visible":
                remembered, values = _pairs(found, 1), _pairs(found, 6)
            elif sheet.sheet_state == "visible":
                sheets.append(found)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise FileNotReadable from error
    return Book(sheets, remembered, values, any(name.startswith("xl/drawings/drawing") for name in parts))


def _filled(sheet: Any, *, is_escaped: bool) -> Filled:
    rows: dict[int, list[Spot]] = {}
    for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        for cell in row:
            if cell.value is None:
                continue
            spot = _spot(cell, is_escaped=is_escaped)
            if spot.text.strip() and not spot.text.startswith(SIGNS):
                spot = replace(spot, text=set_out(spot.text))
                rows.setdefault(spot.row, []).append(spot)
    return Filled(sheet.title, rows)


def _spot(cell: Any, *, is_escaped: bool) -> Spot:
    text = _text(cell.value, str(cell.number_format or ""))
    kind = "text"
    if cell.data_type in {"f", "e"}:
        kind = "formula" if cell.data_type == "f" else "error"
    elif isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        kind = "number"
    elif is_escaped:
        text = unescaped(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    return Spot(cell.row, cell.column, text, kind)


def _text(value: object, how: str) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            day = f"{value.year}年{value.month}月{value.day}日"
            has_time = (value.hour, value.minute) != (0, 0) or "h" in how.casefold()
            return f"{day} {value:%H:%M}" if has_time else day
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case time():
            return f"{value:%H:%M}"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
        case _:
            return str(value)


def unescaped(text: str) -> str:
    """As `grid.escaped` wrote it: only our own way of writing leaves it to the reader."""
    return text.replace("_x005F_x", "_x")


def _is_written_inline(content: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        first = next((name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")), "")
        if not first:
            return False
        with archive.open(first) as opened_:
            return b'"inlineStr"' in opened_.read(512 * 1024)


def _pairs(sheet: Filled, column: int) -> dict[str, str]:
    """Name and value side by side."""
    found = {}
    for row in sheet.rows.values():
        by_column = {spot.column: spot.text for spot in row}
        if column in by_column and column + 1 in by_column:
            found[by_column[column]] = by_column[column + 1]
    return found
