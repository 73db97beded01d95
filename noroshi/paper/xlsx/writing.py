"""The form as a spreadsheet that prints like 図4 and 図7: boxes to tick from a list, values filled in, nothing but text in them."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from noroshi.paper import printed
from noroshi.paper.labels import CHECKED, UNCHECKED, Label, label_of
from noroshi.paper.paper import Paper
from noroshi.paper.saying import said_line, with_said
from noroshi.paper.values import moment
from noroshi.paper.xlsx.grid import (
    CHECK,
    COLUMNS,
    ITEM,
    LABEL,
    NOTE,
    OPTION,
    PLAIN,
    RIGHT,
    SHORT,
    TITLE,
    VALUE,
    Grid,
    Look,
    lines_of,
)
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.words import Group, Option, OptionSet
from noroshi.vocabulary import FieldType, Tlp

FOLLOWS: Final = "attachments_follow_by"
NOT_PRINTED: Final = (FOLLOWS, "next_report_at")
DRAFT: Final = "下書き"
HIDDEN: Final = "noroshi"
LISTS_COLUMN: Final = "D"
PLACES_COLUMNS: Final = ("F", "G")
FEWEST_ROWS: Final = 8
UNFIT: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES})
ITEM_WIDTH, LABEL_WIDTH = 4, 5


def spreadsheet(paper: Paper) -> bytes:
    """Header and color are printed and ticked like everything else; what came of them is the reader's to decide."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = paper.form.ja[:31]
    drawing = _Drawing(sheet, paper)
    drawing.draw()
    _page(sheet, paper)
    _hidden(book, paper.form, paper.scheme, drawing.values)
    book.properties.creator, book.properties.title = "Noroshi", paper.form.ja
    out = BytesIO()
    book.save(out)
    return out.getvalue()


class _Drawing:
    """The sheet, block by block from top to bottom."""

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

    def draw(self) -> None:
        self._head()
        self._scope()
        self._classification()
        self._content()
        self._contact()
        self._beside()
        for one in (self.ticks, self.sectors, *self.lists.values()):
            if one.sqref.ranges:
                self.sheet.add_data_validation(one)

    # ------------------------------------------------------------------ the head of the sheet
    def _head(self) -> None:
        sign = Look(size=11, is_bold=True, is_boxed=False)
        if self._text("sharing_scope"):
            self.grid.put(1, 5, f"TLP:{self.paper.tlp.name}", sign)
        if self.paper.is_draft:
            self.grid.put(6, 3, DRAFT, sign)
        importance = self._field("importance")
        if importance:
            self.grid.put(9, 3, self._heading(importance), LABEL)
            self._boxes(importance, 12, 13, per_row=3)
        self.grid.put(1, COLUMNS, self.words.direction, RIGHT)
        self.grid.end()
        self.grid.put(1, COLUMNS, self.words.title, TITLE)
        self.grid.end(least=26)
        self.grid.put(1, 10, "(第", RIGHT)
        self.grid.put(11, 3, self._text("edition_number"), Look(is_boxed=False, across="center", is_locked=False))
        self.grid.put(14, 11, "報*)", PLAIN)
        self.grid.end()
        self.grid.put(1, COLUMNS, printed.STARRED, NOTE)
        self.grid.end()
        for field in self._of("header"):
            if field.id in {"importance", "edition_number"}:
                continue
            is_wide = field.type is FieldType.DESTINATIONS
            self.grid.put(1, 6, self._label(field).printed, LABEL)
            self.grid.put(7, 18 if is_wide else 9, self._text(field.id), SHORT)
            if field.id == "reference_number":
                self.grid.put(16, 9, printed.FIRST_HAS_NO_NUMBER, NOTE)
            self.grid.end(least=18)
        self._pairs(self._of("source"))

    def _pairs(self, fields: Sequence[FormField]) -> None:
        """Who reports and how to reach them: two by two under one heading."""
        if not fields:
            return
        first = self.grid.row
        for pair in _by_two(fields):
            for place, field in enumerate(pair):
                start = 5 + place * 10
                self.grid.put(start, 4, self._label(field).printed, LABEL)
                width = 6 if len(pair) == 2 else 16
                self._short(field, start + 4, width)
            self.grid.end(least=18)
        self.grid.fill(first, self.grid.row - 1, 1, 4, self._label(fields[0]).under, ITEM)

    # ------------------------------------------------------------------ how far it may go
    def _scope(self) -> None:
        scope, note = self._field("sharing_scope"), self._field("handling_note")
        first, chosen = self.grid.row, self._text("sharing_scope")
        for color in self.words.colors:
            self._tick(5, is_on=chosen == color.id)
            self.grid.put(6, 7, color.printed, OPTION)
            self.grid.put(13, 12, color.parties, Look(size=7))
            self.grid.end(least=18)
        if note:
            self.grid.put(5, 4, self._label(note).printed, LABEL)
            cell = self.grid.long(9, 16, self._said(note), VALUE, least_lines=2)
            self.values[note.id] = cell.coordinate
        if scope:
            self.grid.fill(first, self.grid.row - 1, 1, 4, self._label(scope).printed, ITEM)
        self._note("※1")

    # ------------------------------------------------------------------ ① and ②
    def _classification(self) -> None:
        tables = {"event_kind": (printed.EVENT_TABLE, ("※2", "※3")), "causes": (printed.CAUSE_TABLE, ())}
        for field in self._of("classification"):
            headings, notes = tables.get(field.id, (printed.CAUSE_TABLE, ()))
            self.grid.put(1, COLUMNS, self._heading(field, printed.SEE_ANNEX_2), Look(is_bold=True, is_boxed=False))
            self.grid.end(least=18)
            for start, width, words in zip((1, 8, 20), (7, 12, 5), headings, strict=True):
                self.grid.put(start, width, words, LABEL)
            self.grid.end()
            self._table(field)
            for sign in notes:
                self._note(sign)

    def _table(self, field: FormField) -> None:
        options = self._options(field)
        groups = {group.id: group for group in options.groups}
        chosen = self._chosen(field)
        for group, members in groupby(options.options, key=lambda option: option.group):
            first = self.grid.row
            for option in members:
                hint = f"({option.hint_ja})" if option.hint_ja and field.id == "event_kind" else ""
                self.grid.put(8, 12, f"{option.ja} {hint}".strip(), OPTION)
                self._tick(20, 5, is_on=option.id in chosen)
                self.grid.end()
            self.grid.fill(first, self.grid.row - 1, 1, 7, _group_words(groups, group), ITEM)

    # ------------------------------------------------------------------ what happened
    def _content(self) -> None:
        if self._of("classification"):
            self.sheet.row_breaks = RowBreak(brk=(Break(id=self.grid.row - 1),))
        self.grid.put(1, 11, self.words.content, Look(is_bold=True, is_boxed=False))
        attached = self._field("attachment_presence")
        if attached:
            self.grid.put(12, 5, self._heading(attached), LABEL)
            self._boxes(attached, 17, 8, per_row=2)
        for start, width, words in zip((1, 1 + ITEM_WIDTH), (ITEM_WIDTH, 20), printed.CONTENT_TABLE, strict=True):
            self.grid.put(start, width, words, LABEL)
        self.grid.end()
        fields = [field for field in self._of("content") if field.id != "attachment_presence"]
        for item, members in groupby(_itemed(fields, self._label), key=lambda pair: pair[0]):
            self._item(item, [field for _, field in members])
        for sign in ("※4", "※5"):
            self._note(sign)

    def _item(self, item: str, fields: Sequence[FormField]) -> None:
        """One numbered item of the sheet: its heading on the left, its fields on the right."""
        first, under = self.grid.row, item
        for field in fields:
            label = self._label(field)
            if label.under and label.under != under:
                under = label.under
                self.grid.put(1 + ITEM_WIDTH, 20, under, LABEL)
                self.grid.end()
            if label.under or len(fields) > 1:
                self._labelled(field, 1 + ITEM_WIDTH, COLUMNS - ITEM_WIDTH)
            else:
                beside = lines_of(self._heading(field), ITEM_WIDTH, ITEM.size)
                self._value(field, 1 + ITEM_WIDTH, COLUMNS - ITEM_WIDTH, beside)
        heading = self._heading(fields[0]) if item == self._label(fields[0]).printed else item
        self.grid.fill(first, self.grid.row - 1, 1, ITEM_WIDTH, heading, ITEM)

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

    # ------------------------------------------------------------------ whom to ask, and what the sheet does not print
    def _contact(self) -> None:
        fields = self._of("contact")
        if fields:
            self.grid.put(1, COLUMNS, f"{self._label(fields[0]).under}{printed.MAY_ASK}", PLAIN)
            self.grid.end()
            self.grid.put(1, COLUMNS, printed.CENTER, PLAIN)
            self.grid.end()
            for field in fields:
                self.grid.put(1, 8, self._label(field).printed, LABEL)
                self._short(field, 9, 16)
                self.grid.end(least=18)

    def _beside(self) -> None:
        """What may go with the form although the sheet has no place for it: how files follow, 名宛人, the files themselves."""
        self.grid.put(1, COLUMNS, printed.BESIDE, Look(is_bold=True, is_boxed=False))
        self.grid.end(least=20)
        for name in NOT_PRINTED:
            label = label_of(self.form.kind, name)
            if label:
                self.grid.put(1, 6, label.printed, LABEL)
                cell = self.grid.put(7, 18, with_said(self._text(name), self.paper.said(name)), SHORT)
                self.values[name] = cell.coordinate
                self.grid.end(least=18)
        for field in (one for one in self.form.extensions if not one.internal and one.type not in UNFIT):
            if field.type is FieldType.ROWS:
                self.grid.put(1, COLUMNS, self._heading(field), ITEM)
                self.grid.end()
                self._rows(field, 1, COLUMNS)
                continue
            first = self.grid.row
            self._value(field, 7, 18)
            self.grid.fill(first, self.grid.row - 1, 1, 6, self._heading(field), LABEL)

        self._files()

    def _files(self) -> None:
        if not self.paper.files:
            return
        self.grid.put(1, COLUMNS, printed.FILES, Look(is_bold=True, is_boxed=False))
        self.grid.end(least=20)
        for one in self.paper.files:
            self.grid.put(1, 14, one.name, OPTION)
            self.grid.put(15, 10, f"{one.size:,} bytes  SHA-256 {one.sha256[:16]}…", Look(size=7))
            self.grid.end()

    # ------------------------------------------------------------------ pieces
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

    def _of(self, section: str) -> list[FormField]:
        return [one for one in self.form.fields if one.section == section and one.printed]

    def _field(self, field_id: str) -> FormField | None:
        return self.form.field(field_id)

    def _label(self, field: FormField) -> Label:
        return label_of(self.form.kind, field.id) or Label(
            field.id, f"{field.mark}{field.ja}", f"{field.mark}{field.ja}"
        )


def _itemed(fields: Iterable[FormField], label: Any) -> list[tuple[str, FormField]]:
    """Each field with the heading of the item to which it belongs: those of one printed number stand together."""
    found: list[tuple[str, FormField]] = []
    mark = ""
    for field in fields:
        here = label(field).under or label(field).printed
        if found and field.mark and field.mark == mark:
            here = found[-1][0]
        found.append((here, field))
        mark = field.mark
    return found


def _option_words(option: Option) -> str:
    """今後の予定 says whether a follow-up comes; the hints of other boxes stand in their tables."""
    return f"{option.ja}({option.hint_ja})" if option.hint_ja in {"続報あり", "続報なし"} else option.ja


def _group_words(groups: Mapping[str, Group], group: str | None) -> str:
    found = groups.get(group or "")
    return found.ja if found else ""


def _per_row(options: OptionSet, width: int) -> int:
    longest = max(len(_option_words(option)) for option in options.options)
    return max(1, min(len(options.options), width // (2 + longest // 2)))


def _by_two(fields: Sequence[FormField]) -> Iterable[tuple[FormField, ...]]:
    """省庁名 beside 担当者名, telephone beside fax; what is left over takes the whole row."""
    kinds = {FieldType.TELEPHONE: "reach"}
    waiting: list[FormField] = []
    for field in fields:
        if waiting and (kinds.get(field.type) == kinds.get(waiting[0].type)) and field.type is not FieldType.EMAIL:
            yield waiting.pop(), field
            continue
        if waiting:
            yield (waiting.pop(),)
        waiting.append(field)
    if waiting:
        yield (waiting.pop(),)


def _validation(formula: str, *, is_strict: bool) -> DataValidation:
    """A list to choose from. Another wording may be typed: reading knows more than the list."""
    return DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=is_strict)


def _page(sheet: Worksheet, paper: Paper) -> None:
    """A4, upright. Who took RED or AMBER away stands on every page."""
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.45, 0.5, 0.2, 0.25
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P / &N"))
    if paper.holder and paper.tlp in (Tlp.RED, Tlp.AMBER):
        holder = paper.holder
        words = f"TLP:{paper.tlp.name}　取得：{holder.person}　{holder.desk}　{moment(holder.at.isoformat())}"
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=words.replace("&", "&&")[:250]))
    sheet.sheet_view.showGridLines = False
    sheet.print_options.horizontalCentered = True


def _hidden(book: Workbook, form: Form, scheme: Scheme, values: Mapping[str, str]) -> None:
    """For machines: which form this was, and where values stand as long as nobody moves them. Reading manages without."""
    sheet = book.create_sheet(HIDDEN)
    sheet.sheet_state = "hidden"
    for row, (name, value) in enumerate((("form", form.id), ("scheme", scheme.key), ("version", "1")), 1):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = name, value
    for row, (field, address) in enumerate(values.items(), 1):
        sheet[f"{PLACES_COLUMNS[0]}{row}"], sheet[f"{PLACES_COLUMNS[1]}{row}"] = field, address
    for row, sector in enumerate(scheme.sectors, 1):
        sheet[f"{LISTS_COLUMN}{row}"] = sector.ja
