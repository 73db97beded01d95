"""The form as a spreadsheet that prints like 図4 and 図7: boxes to tick from a list, values filled in, nothing but text in them."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break, RowBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from noroshi.paper import printed
from noroshi.paper.changed import SIGN, Told, told_of
from noroshi.paper.labels import label_of
from noroshi.paper.paper import Paper
from noroshi.paper.saying import with_said
from noroshi.paper.values import moment
from noroshi.paper.xlsx.grid import (
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
    Look,
    lines_of,
)
from noroshi.paper.xlsx.pieces import HIDDEN, LISTS_COLUMN, Pieces
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.schemes.words import Group
from noroshi.vocabulary import FieldType, FormKind, Tlp

FOLLOWS: Final = "attachments_follow_by"
CAME_BY: Final = "source_channel"
TITLE_FIELD: Final = "title"
NOT_PRINTED: Final = (FOLLOWS, "next_report_at", CAME_BY)
DRAFT: Final = "下書き"
PLACES_COLUMNS: Final = ("F", "G")
UNFIT: Final = frozenset({FieldType.FILES, FieldType.SPECIMENS, FieldType.REFERENCES})
ITEM_WIDTH: Final = 4


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


class _Drawing(Pieces):
    """The sheet, block by block from top to bottom."""

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
        self._since()
        if importance:
            self._told(importance, 1, COLUMNS)
        for field in self._of("header"):
            if field.id in {"importance", "edition_number"}:
                continue
            self.grid.put(1, 6, self._label(field).printed, LABEL)
            if field.id == TITLE_FIELD:
                self._short(field, 7, 18)
            else:
                self.grid.put(7, 18 if field.type is FieldType.DESTINATIONS else 9, self._text(field.id), SHORT)
            if field.id == "reference_number":
                self.grid.put(16, 9, printed.FIRST_HAS_NO_NUMBER, NOTE)
            self.grid.end(least=18)
            self._told(field, 7, 18)
        self._pairs(self._of("source"))

    def _since(self) -> None:
        """Against which edition the sheet tells what changed, how much of each kind, and why."""
        since = self.paper.since
        if since:
            self.grid.told(1, COLUMNS, [Told(SIGN, "　".join([since.words, *since.told]), ())])

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
            for field in pair:
                self._told(field, 5, 20)
        self.grid.fill(first, self.grid.row - 1, 1, 4, self._label(fields[0]).under, ITEM)

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
            self._told(note, 9, 16)
        if scope:
            self._told(scope, 5, 20)
            self.grid.fill(first, self.grid.row - 1, 1, 4, self._label(scope).printed, ITEM)
        self._note("※1")

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
            self._told(field, 1, COLUMNS)
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

    def _content(self) -> None:
        if self._of("classification"):
            self.sheet.row_breaks = RowBreak(brk=(Break(id=self.grid.row - 1),))
        self.grid.put(1, 11, self.words.content, Look(is_bold=True, is_boxed=False))
        attached = self._field("attachment_presence")
        if attached:
            self.grid.put(12, 5, self._heading(attached), LABEL)
            self._boxes(attached, 17, 8, per_row=2)
        else:
            self.grid.end()
        for start, width, words in zip((1, 1 + ITEM_WIDTH), (ITEM_WIDTH, 20), printed.CONTENT_TABLE, strict=True):
            self.grid.put(start, width, words, LABEL)
        self.grid.end()
        if attached:
            self._told(attached, 1, COLUMNS)
        fields = [field for field in self._of("content", "analysis") if field.id != "attachment_presence"]
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

    def _contact(self) -> None:
        fields = self._of("contact")
        if fields:
            self.grid.put(1, COLUMNS, f"{self._label(fields[0]).under}{printed.MAY_ASK}", PLAIN)
            self.grid.end()
            if self.form.kind is not FormKind.SHEET:
                self.grid.put(1, COLUMNS, printed.CENTER, PLAIN)
                self.grid.end()
            for field in fields:
                self.grid.put(1, 8, self._label(field).printed, LABEL)
                self._short(field, 9, 16)
                self.grid.end(least=18)
                self._told(field, 9, 16)

    def _beside(self) -> None:
        """What may go with the form although the sheet has no place for it: how files follow, 名宛人, the files themselves."""
        self.grid.put(1, COLUMNS, printed.BESIDE, Look(is_bold=True, is_boxed=False))
        self.grid.end(least=20)
        for name in NOT_PRINTED:
            label = label_of(self.form.kind, name)
            if label and (name != CAME_BY or self._text(name)):
                self.grid.put(1, 6, label.printed, LABEL)
                cell = self.grid.put(7, 18, with_said(self._text(name), self.paper.said(name)), SHORT)
                self.values[name] = cell.coordinate
                self.grid.end(least=18)
                self.grid.told(7, 18, told_of(self.paper, name))
        for field in (one for one in self.form.extensions if not one.internal and one.type not in UNFIT):
            if field.type is FieldType.ROWS:
                self.grid.put(1, COLUMNS, self._heading(field), ITEM)
                self.grid.end()
                self._rows(field, 1, COLUMNS)
                self._told(field, 1, COLUMNS)
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


def _group_words(groups: Mapping[str, Group], group: str | None) -> str:
    found = groups.get(group or "")
    return found.ja if found else ""


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
