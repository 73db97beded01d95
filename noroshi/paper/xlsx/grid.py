"""A sheet of narrow columns, so that headings, boxes and values stand where the printed form has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from noroshi.paper.changed import Told, set_in, shortened
from noroshi.vocabulary.differences import GONE, KEPT
from noroshi.vocabulary.plain_sight import visible

COLUMNS: Final = 24
COLUMN_WIDTH: Final = 3.9
LINE_POINTS: Final = 12.5
TALLEST_POINTS: Final = 390.0
"""A row may be at most 409 points high; a longer text is merged over several rows."""

FONT: Final = "BIZ UDゴシック"
THIN: Final = Side(style="thin", color="000000")
BOX: Final = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GRAY: Final = PatternFill("solid", fgColor="EDEDED")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is printed."""

    size: float = 9
    is_bold: bool = False
    is_boxed: bool = True
    is_gray: bool = False
    across: str = "left"
    down: str = "center"
    is_locked: bool = True


LABEL: Final = Look(is_gray=True)
ITEM: Final = Look(is_bold=True, is_gray=True)
VALUE: Final = Look(down="top", is_locked=False)
SHORT: Final = Look(is_locked=False)
CHECK: Final = Look(size=11, across="center", is_locked=False)
OPTION: Final = Look()
PLAIN: Final = Look(is_boxed=False)
RIGHT: Final = Look(is_boxed=False, across="right")
NOTE: Final = Look(size=7.5, is_boxed=False, down="top")
TOLD: Final = Look(size=8, down="top")
TITLE: Final = Look(size=15, is_bold=True, is_boxed=False, across="center")


class Grid:
    """Rows from top to bottom. `put` fills columns `start` to `start + width - 1` of the present row."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 1
        self._lines = 1
        for column in range(1, COLUMNS + 1):
            sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH

    def put(self, start: int, width: int, value: str | int, look: Look, *, lines: int = 0) -> Cell:
        """`lines` is the least that the row must hold, for a heading that is merged over several rows."""
        self._lines = max(self._lines, lines, lines_of(str(value), width, look.size))
        return self.fill(self.row, self.row, start, width, value, look)

    def fill(self, first: int, last: int, start: int, width: int, value: str | int, look: Look) -> Cell:
        """A block of cells merged into one."""
        for row in range(first, last + 1):
            for column in range(start, start + width):
                _dress(self._cell(row, column), look)
        cell = self._cell(first, start)
        _write(cell, value)
        if width > 1 or last > first:
            self.sheet.merge_cells(start_row=first, end_row=last, start_column=start, end_column=start + width - 1)
        return cell

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{cell.coordinate} belongs to a merged cell")
        return cell

    def end(self, *, least: float = 0) -> None:
        """The row is done; its height is that of its fullest cell."""
        height = max(self._lines * LINE_POINTS + 4, least)
        self.sheet.row_dimensions[self.row].height = min(height, TALLEST_POINTS)
        self.row += 1
        self._lines = 1

    def long(self, start: int, width: int, value: str, look: Look, *, least_lines: int = 1) -> Cell:
        """A text with all the rows that it needs, the present one first; ends them."""
        first = self.row
        points = max(lines_of(value, width, look.size), least_lines, self._lines) * LINE_POINTS + 6
        rows = max(1, ceil(points / TALLEST_POINTS))
        cell = self.fill(first, first + rows - 1, start, width, value, look)
        for row in range(first, first + rows):
            self.sheet.row_dimensions[row].height = max(points / rows, 16.5)
        self.row, self._lines = first + rows, 1
        return cell

    def told(self, start: int, width: int, told: Sequence[Told]) -> None:
        """What changed in the value above, in a row of its own that reading back leaves out."""
        for one in told:
            text = _rich(one)
            cell = self.put(start, width, "", TOLD, lines=lines_of(str(text), width, TOLD.size))
            cell.value, cell.data_type = text, "s"
            self.end()


def lines_of(text: str, width: int, size: float) -> int:
    """As a spreadsheet will break it, counted rather one line too many."""
    room = max(2.0, width * COLUMN_WIDTH * 10.2 / size - 1)
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n")) if text else 1


def _width(line: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in line)


def _write(cell: Cell, value: str | int) -> None:
    """Text stays text: nothing that somebody wrote becomes a formula, a number or a date."""
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = escaped(set_in(value))
        cell.data_type = "s"
        if value[0] in "=+-@'":
            cell.quotePrefix = True


def escaped(text: str) -> str:
    """`_x0041_` would be read as a character code: the format writes its underscore as one."""
    found, rest = "", text
    while "_x" in rest:
        before, _, rest = rest.partition("_x")
        is_code = len(rest) >= 5 and rest[4] == "_" and all(sign in "0123456789abcdefABCDEF" for sign in rest[:4])
        found += before + ("_x005F_x" if is_code else "_x")
    return found + rest


def _rich(told: Told) -> CellRichText:
    """Sign and kind first, then what went struck through and what came underlined."""
    kinds = {KEPT: InlineFont(rFont=FONT, sz=8), GONE: InlineFont(rFont=FONT, sz=8, strike=True)}
    came = InlineFont(rFont=FONT, sz=8, u="single", b=True)
    shown = [piece for piece in shortened(told.pieces) if piece.text.strip()]
    words = escaped(visible(told.words))
    head = TextBlock(InlineFont(rFont=FONT, sz=8, b=True), f"{told.sign}{words}：" if shown else f"{told.sign}{words}")
    return CellRichText(head, *(TextBlock(kinds.get(one.kind, came), escaped(visible(one.text))) for one in shown))


def _dress(cell: Cell, look: Look) -> None:
    cell.font = Font(name=FONT, size=look.size, bold=look.is_bold)
    cell.alignment = Alignment(horizontal=look.across, vertical=look.down, wrap_text=True)
    if look.is_boxed:
        cell.border = BOX
    if look.is_gray:
        cell.fill = GRAY
