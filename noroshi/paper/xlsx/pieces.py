"""The pieces of which a sheet is made: values, boxes, tables, headings; each knows which field it is of."""

from collections.abc import Mapping
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from noroshi.paper import printed
from noroshi.paper.changed import told_of
from noroshi.paper.labels import CHECKED, UNCHECKED, Label, label_of
from noroshi.paper.paper import Paper
from noroshi.paper.saying import said_line, with_said
from noroshi.paper.values import moment
from noroshi.paper.xlsx.grid import CHECK, COLUMNS, LABEL, NOTE, OPTION, SHORT, VALUE, Grid, lines_of
from noroshi.schemes.forms import FormField
from noroshi.schemes.words import Option, OptionSet
from noroshi.vocabulary import FieldType

HIDDEN: Final = "noroshi"
LISTS_COLUMN: Final = "D"
FEWEST_ROWS: Final = 8
LABEL_WIDTH: Final = 5


class Pieces:
    """Drawn where the present row stands; where values went is remembered."""

    def __init__(self, sheet: Worksheet, paper: Paper) -> None:
        self.sheet, self.paper = sheet, paper
        self.form, self.scheme = paper.form, paper.scheme
        self.grid = Grid(sheet)
        self.words = printed.SHEETS[paper.kind]
        self.ticks = _validation(f'"{UNCHECKED},{CHECKED}"', is_strict=False)
        self.sectors = _validation(
            f"{HIDDEN}!${LISTS_COLUMN}$1:${LISTS_COLUMN}${len(self.scheme.sectors)}", is_strict=False
        )
        self.lists: dict[str, DataValidation] = {}
        self.values: dict[str, str] = {}

    def _labelled(self, field: FormField, start: int, width: int) -> None:
        if field.type is FieldType.ROWS:
            self._value(field, start, width)
            return
        first = self.grid.row
        beside = lines_of(self._heading(field), LABEL_WIDTH, LABEL.size)
        self._value(field, start + LABEL_WIDTH, width - LABEL_WIDTH, beside)
        self.grid.fill(first, self.grid.row - 1, start, LABEL_WIDTH, self._heading(field), LABEL)

    def _value(self, field: FormField, start: int, width: int, beside: int = 1) -> None:
        """`beside` is how many lines the heading on its left takes."""
        match field.type:
            case FieldType.CHOICE | FieldType.CHOICES:
                self._boxes(field, start, width, per_row=_per_row(self._options(field), width), lines=beside)
            case FieldType.ROWS:
                self._rows(field, start, width)
            case FieldType.SECTOR:
                cell = self.grid.put(start, width, self._sector(field), SHORT, lines=beside)
                self.sectors.add(cell.coordinate)
                self.grid.end(least=18)
            case FieldType.TEXT:
                cell = self.grid.long(start, width, self._said(field), VALUE, least_lines=max(3, beside))
                self.values[field.id] = cell.coordinate
            case _:
                self._short(field, start, width, lines=beside)
                self.grid.end(least=18)
        self._told(field, start, width)

    def _told(self, field: FormField, start: int, width: int) -> None:
        self.grid.told(start, width, told_of(self.paper, field.id))

    def _rows(self, field: FormField, start: int, width: int) -> None:
        """The table's own headings, what is there, and room for more."""
        widths = (6, width - 6) if len(field.columns) == 2 else (width,)
        starts = (start, start + widths[0])
        said = said_line(self.paper.said(field.id))
        for place, column in enumerate(field.columns):
            words = f"{column.ja}{said}" if place == 0 else column.ja
            self.grid.put(starts[place], widths[place], words, LABEL)
        self.grid.end()
        raw = self.paper.said(field.id).value
        rows = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list | tuple) else []
        letter, first = get_column_letter(start), self.grid.row
        for row in [*rows, *[{}] * max(2, FEWEST_ROWS - len(rows))]:
            *before, last = list(zip(starts, widths, field.columns, strict=True))
            for at, wide, column in before:
                self._cell(at, wide, column.options, str(row.get(column.id) or ""))
            at, wide, column = last
            self.grid.long(at, wide, str(row.get(column.id) or ""), VALUE)
        self.values[field.id] = f"{letter}{first}:{letter}{self.grid.row - 1}"

    def _cell(self, start: int, width: int, options: str | None, value: str) -> None:
        known = self.scheme.option_set(options) if options else None
        chosen = known.read(value) if known and value else None
        cell = self.grid.put(start, width, chosen.ja if chosen else value, VALUE)
        if known and options:
            words = ",".join(option.ja for option in known.options)
            self.lists.setdefault(options, _validation(f'"{words}"', is_strict=False)).add(cell.coordinate)

    def _boxes(self, field: FormField, start: int, width: int, *, per_row: int, lines: int = 1) -> None:
        """□ and the words of an option, side by side; each box has its own cell."""
        chosen, each = self._chosen(field), width // per_row
        for place, option in enumerate(self._options(field).options):
            at = start + (place % per_row) * each
            is_outermost = place % per_row == per_row - 1
            self._tick(at, is_on=option.id in chosen)
            wide = width - (at - start) - 1 if is_outermost else each - 1
            self.grid.put(at + 1, wide, _option_words(option), OPTION, lines=lines)
            if place % per_row == per_row - 1:
                self.grid.end(least=18)
        if len(self._options(field).options) % per_row:
            self.grid.end(least=18)

    def _short(self, field: FormField, start: int, width: int, *, lines: int = 1) -> None:
        cell = self.grid.put(start, width, self._said(field), SHORT, lines=lines)
        self.values[field.id] = cell.coordinate

    def _tick(self, start: int, width: int = 1, *, is_on: bool) -> None:
        cell = self.grid.put(start, width, CHECKED if is_on else UNCHECKED, CHECK)
        self.ticks.add(cell.coordinate)

    def _note(self, sign: str) -> None:
        if words := self.words.notes.get(sign):
            self.grid.put(1, COLUMNS, f"{sign}: {words}", NOTE)
            self.grid.end()

    def _heading(self, field: FormField, more: str = "") -> str:
        """As printed, with its note signs; for a choice also what is said about it, which has no cell of its own."""
        said = said_line(self.paper.said(field.id)) if field.type in {FieldType.CHOICE, FieldType.CHOICES} else ""
        signs = "" if field.section == "classification" else "".join(f"({sign})" for sign in field.notes)
        return f"{self._label(field).printed}{signs}{more}{said}"

    def _said(self, field: FormField) -> str:
        return with_said(self._text(field.id), self.paper.said(field.id))

    def _text(self, field_id: str) -> str:
        value, field = self.paper.said(field_id).value, self._field(field_id)
        if isinstance(value, list | tuple):
            return "、".join(str(one) for one in value)
        text = "" if value is None else str(value)
        return moment(text) if field and field.type is FieldType.MOMENT else text

    def _sector(self, field: FormField) -> str:
        known = self.scheme.sector(self._text(field.id))
        return with_said(known.ja if known else self._text(field.id), self.paper.said(field.id))

    def _chosen(self, field: FormField) -> frozenset[str]:
        raw = self.paper.said(field.id).value
        words = raw if isinstance(raw, list | tuple) else [raw]
        options = self._options(field)
        found = (options.read(one) for one in words if isinstance(one, str) and one)
        return frozenset(option.id for option in found if option)

    def _options(self, field: FormField) -> OptionSet:
        found = self.scheme.option_set(field.options or "")
        if found is None:
            raise LookupError(field.id)
        return found

    def _of(self, *sections: str) -> list[FormField]:
        return [one for one in self.form.fields if one.section in sections and one.printed]

    def _field(self, field_id: str) -> FormField | None:
        return self.form.field(field_id)

    def _label(self, field: FormField) -> Label:
        return label_of(self.form.kind, field.id) or Label(
            field.id, f"{field.mark}{field.ja}", f"{field.mark}{field.ja}"
        )


def _option_words(option: Option) -> str:
    """今後の予定 says whether a follow-up comes; the hints of other boxes stand in their tables."""
    return f"{option.ja}({option.hint_ja})" if option.hint_ja in {"続報あり", "続報なし"} else option.ja


def _per_row(options: OptionSet, width: int) -> int:
    longest = max(len(_option_words(option)) for option in options.options)
    return max(1, min(len(options.options), width // (2 + longest // 2)))


def _validation(formula: str, *, is_strict: bool) -> DataValidation:
    """A list to choose from. Another wording may be typed: reading knows more than the list."""
    return DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=is_strict)
