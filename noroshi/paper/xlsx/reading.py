"""A form out of a spreadsheet, found by its headings and not by addresses, so that moved cells and other layouts are read as well.

Headings claim the values beside or below them first, then ticks claim the options beside them; what is left over is told.
"""

from re import compile as pattern
from typing import Final

from noroshi.paper import printed
from noroshi.paper.boxes import is_box
from noroshi.paper.brought import MOST_TROUBLES, FormRead, Trouble, folded, short
from noroshi.paper.errors import CellInError, DrawingsNotRead, FormulaInside, NotAForm, NotTakenOver, SheetNotRead
from noroshi.paper.xlsx.cells import Book, Filled, opened
from noroshi.paper.xlsx.headings import heading
from noroshi.paper.xlsx.pieces import HIDDEN
from noroshi.paper.xlsx.tables import Tables
from noroshi.paper.xlsx.values import DATE_BLANK, Values
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FormKind

FEWEST_HEADINGS: Final = 3
NUMBER: Final = pattern(r"第\s*([0-9０-９]{1,4})\s*報")


def read_spreadsheet(content: bytes, scheme: Scheme, kind: FormKind | None = None) -> FormRead:
    """Of the kind that its headings say, unless `kind` says it. What cannot be read is told by cell."""
    book = opened(content, HIDDEN)
    sheet, form = _form_sheet(book, scheme, kind)
    reading = _Sheet(sheet, form, scheme, book)
    reading.read()
    others = [Trouble(one.title[:31], SheetNotRead()) for one in book.sheets if one is not sheet and one.rows]
    if book.has_drawings:
        others.append(Trouble("", DrawingsNotRead()))
    return FormRead(
        kind=form.kind,
        typed=reading.typed,
        marks=reading.marks,
        scope=reading.scope,
        beside=reading.beside,
        places=reading.places,
        troubles=tuple([*reading.troubles, *others][:MOST_TROUBLES]),
        scheme_key=book.remembered.get("scheme", ""),
        form_id=book.remembered.get("form", ""),
    )


def _form_sheet(book: Book, scheme: Scheme, kind: FormKind | None) -> tuple[Filled, Form]:
    """The sheet and the form whose headings are found most."""
    best: tuple[int, Filled, Form] | None = None
    for sheet in book.sheets:
        for form in (one for one in (scheme.form(each) for each in FormKind) if one and kind in (None, one.kind)):
            found = {field for spot in sheet if (field := heading(form.kind, spot.text))}
            title = any(folded(form.ja) in folded(spot.text) for spot in sheet)
            if best is None or len(found) + 3 * title > best[0]:
                best = (len(found) + 3 * title, sheet, form)
    if best is None or best[0] < FEWEST_HEADINGS:
        raise NotAForm
    return best[1], best[2]


class _Sheet(Tables, Values):
    """In this order: formulas, tables, values, ticks, and what is left over."""

    def read(self) -> None:
        self._refuse_formulas()
        self._remembered()
        self._tables()
        for spot in self.sheet:
            if spot not in self.done and (field := heading(self.form.kind, spot.text)) and not self._is_boxed(spot):
                self.headings[spot] = field
        for spot, field in self.headings.items():
            self._claim(spot, field)
        self._inline()
        self._ticked()
        self._number()
        self._chosen()
        self._left_over()

    def _refuse_formulas(self) -> None:
        for spot in self.sheet:
            if spot.kind in {"formula", "error"}:
                self.done.add(spot)
                left = next(iter(reversed(self.sheet.left_of(spot))), None)
                field = heading(self.form.kind, left.text) if left else ""
                self._trouble(spot, FormulaInside() if spot.kind == "formula" else CellInError(), field)

    def _remembered(self) -> None:
        """Only while the heading still stands to the left: then the cell is the value, whatever it says."""
        by_address = {spot.address: spot for spot in self.sheet}
        for field_id, address in self.book.values.items():
            spot = by_address.get(address)
            if spot is None or spot in self.done:
                continue
            left = next(iter(reversed(self.sheet.left_of(spot))), None)
            if left and heading(self.form.kind, left.text) == field_id and not self._is_choice(field_id):
                self.done.add(left)
                self._take(field_id, [spot])

    def _number(self) -> None:
        """第 2 報, in one cell or in three."""
        for number in sorted(self.sheet.rows):
            spots = [
                spot for spot in self.sheet.rows[number] if spot not in self.done and not spot.text.startswith("(※")
            ]
            found = NUMBER.search("".join(spot.text for spot in spots)) if spots else None
            if found and len(spots) <= 6 and "edition_number" not in self.beside:
                self.beside["edition_number"] = str(int(found[1]))
                self.done.update(spots)
                return

    def _left_over(self) -> None:
        ignored = self._below_files()
        for spot in self.sheet:
            if spot in self.done or spot.row in ignored or self._is_printed(spot.text) or is_box(spot.text):
                continue
            if self._fields_of(spot) or heading(self.form.kind, spot.text) or DATE_BLANK.fullmatch(spot.text):
                continue
            self._trouble(spot, NotTakenOver(given=short(spot.text)))

    def _below_files(self) -> range:
        """The list of files tells what went along; files themselves come beside the form."""
        found = [spot.row for spot in self.sheet if folded(spot.text) == folded(printed.FILES)]
        return range(found[0], 10_000) if found else range(0)
