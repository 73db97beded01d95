"""A form out of a spreadsheet, found by its headings and not by addresses, so that moved cells and other layouts are read as well.

Headings claim the values beside or below them first, then ticks claim the options beside them; what is left over is told.
"""

from collections.abc import Iterator, Sequence
from re import compile as pattern
from typing import Any, Final

from noroshi.paper import printed
from noroshi.paper.boxes import is_box, is_tick, option_of, ticked_inline
from noroshi.paper.brought import (
    BESIDE,
    MOST_TROUBLES,
    FormRead,
    Trouble,
    folded,
    found_sector,
    listed_options,
    listed_sectors,
    short,
)
from noroshi.paper.errors import (
    CellInError,
    DrawingsNotRead,
    FormulaInside,
    NotAForm,
    NotTakenOver,
    SaidTwice,
    SeveralTicked,
    SheetNotRead,
    WordNotListed,
)
from noroshi.paper.saying import apart, read_said
from noroshi.paper.xlsx.cells import Book, Filled, Spot, opened
from noroshi.paper.xlsx.headings import behind, heading, printed_words, words_of
from noroshi.paper.xlsx.writing import HIDDEN
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import FieldType, FormKind
from noroshi.vocabulary.errors import Refusal

FEWEST_HEADINGS: Final = 3
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DATE_BLANK: Final = pattern(r"(?:令和|平成|昭和)?\s+年\s+月\s+日(?:\s+[時:：]\s*(?:分)?)?")
"""令和　年　月　日　時　分, as an empty sheet prints it."""
NUMBER: Final = pattern(r"第\s*([0-9０-９]{1,4})\s*報")
CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})


def read_spreadsheet(content: bytes, scheme: Scheme, kind: FormKind | None = None) -> FormRead:
    """Of the kind that its headings say, unless `kind` says it. What cannot be read is told by cell."""
    book = opened(content, HIDDEN)
    sheet, form = _form_sheet(book, scheme, kind)
    reading = _Reading(sheet, form, scheme, book)
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
            title = sum(folded(form.ja) in folded(spot.text) for spot in sheet)
            if best is None or len(found) + 3 * title > best[0]:
                best = (len(found) + 3 * title, sheet, form)
    if best is None or best[0] < FEWEST_HEADINGS:
        raise NotAForm
    return best[1], best[2]


class _Reading:
    """One pass over one sheet. Every filled cell ends as heading, value, box, option, printed words, or in a trouble."""

    def __init__(self, sheet: Filled, form: Form, scheme: Scheme, book: Book) -> None:
        self.sheet, self.form, self.scheme, self.book = sheet, form, scheme, book
        self.typed: dict[str, Any] = {}
        self.marks: dict[str, dict[str, Any]] = {}
        self.beside: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        self.scope = ""
        self.printed = printed_words(form, scheme)
        self.done: set[Spot] = set()
        self.headings: dict[Spot, str] = {}
        self.ticks: dict[str, list[tuple[Spot, str]]] = {}
        self.choices = {
            one.id: found
            for one in form.fields
            if one.type in CHOSEN and (found := scheme.option_set(one.options or ""))
        }

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

    # ------------------------------------------------------------------ what is never read
    def _refuse_formulas(self) -> None:
        for spot in self.sheet:
            if spot.kind in {"formula", "error"}:
                self.done.add(spot)
                left = next(iter(reversed(self.sheet.left_of(spot))), None)
                field = heading(self.form.kind, left.text) if left else ""
                self._trouble(spot, FormulaInside() if spot.kind == "formula" else CellInError(), field)

    # ------------------------------------------------------------------ values where our own sheet has put them
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

    # ------------------------------------------------------------------ tables with rows
    def _tables(self) -> None:
        for field in (one for one in self.form.fields if one.type is FieldType.ROWS and not one.internal):
            for number in sorted(self.sheet.rows):
                heads = [self._head(number, column.ja) for column in field.columns]
                if all(heads) and not any(spot in self.done for spot in heads if spot):
                    self._rows(field, [spot for spot in heads if spot])
                    break

    def _head(self, row: int, words: str) -> Spot | None:
        wanted = folded(words)
        return next((spot for spot in self.sheet.rows[row] if folded(spot.text.split("〔")[0]) == wanted), None)

    def _rows(self, field: FormField, heads: Sequence[Spot]) -> None:
        self.done.update(heads)
        mark = read_said(heads[0].text[heads[0].text.find("〔") :]) if "〔" in heads[0].text else None
        last = _last_row(self.book.values.get(field.id, ""), heads[0])
        rows = []
        for number in (row for row in sorted(self.sheet.rows) if row > heads[0].row):
            spots = [spot for spot in self.sheet.rows[number] if spot not in self.done]
            if self._ends_table(field, spots, heads, is_within=number <= last):
                break
            row = self._row(field, spots, heads)
            if row:
                rows.append(row)
        if rows:
            self.typed[field.id] = rows
            self.places[field.id] = heads[0].address
            if mark:
                self.marks[field.id] = mark

    def _ends_table(self, field: FormField, spots: Sequence[Spot], heads: Sequence[Spot], *, is_within: bool) -> bool:
        """The next heading, or printed words, where the table's own cells would be or to the left of them.

        `is_within` says that our own sheet's table reaches that far: there its cells are its own, whatever they say.
        """
        if not spots or (is_within and {spot.column for spot in spots} == {head.column for head in heads}):
            return False
        first = spots[0]
        if first.column > heads[0].column:
            return False
        if is_within and first.column == heads[0].column and not self._follows(field, first.text):
            return False
        is_alone = len(spots) == 1
        return bool(heading(self.form.kind, first.text)) or (is_alone and self._is_printed(first.text))

    def _follows(self, field: FormField, text: str) -> bool:
        """What our own sheet prints right below this table."""
        place = self.form.fields.index(field) + 1
        following = self.form.fields[place] if place < len(self.form.fields) else None
        return following is not None and heading(self.form.kind, text) == following.id

    def _row(self, field: FormField, spots: Sequence[Spot], heads: Sequence[Spot]) -> dict[str, str]:
        row: dict[str, str] = {}
        for place, column in enumerate(field.columns):
            start = heads[place].column if place else 0
            end = heads[place + 1].column if place + 1 < len(heads) else 10_000
            own = [spot for spot in spots if start <= spot.column < end and spot not in self.done]
            self.done.update(own)
            text = " ".join(spot.text for spot in own)
            if not text:
                continue
            options = self.scheme.option_set(column.options) if column.options else None
            found = option_of(options, text) if options else None
            if options and not found:
                self._trouble(own[0], WordNotListed(given=short(text), listed=listed_options(options)), field.id)
            else:
                row[column.id] = found.id if found else text
        return row

    # ------------------------------------------------------------------ headings and their values
    def _claim(self, spot: Spot, field_id: str) -> None:
        if spot in self.done:
            return
        self.done.add(spot)
        inline, mark = behind(self.form.kind, spot.text)
        if mark:
            self.marks[field_id] = mark
        values = [Spot(spot.row, spot.column, inline)] if inline else self._beside_of(spot, field_id)
        if self._is_choice(field_id):
            self._claim_choice(field_id, values)
        elif values:
            self._take(field_id, values)

    def _beside_of(self, spot: Spot, field_id: str) -> list[Spot]:
        """To the right as far as the next heading; for a text also what goes on below; without either, right below the heading."""
        found: list[Spot] = []
        for one in self.sheet.right_of(spot):
            if one in self.done and one not in found:
                break
            if self._is_other(one, found, field_id):
                break
            found.append(one)
        if found and self._type(field_id) is FieldType.TEXT:
            found += self._going_on(spot, found[0])
        return found or self._below(spot)

    def _is_other(self, one: Spot, found: Sequence[Spot], field_id: str) -> bool:
        """A cell that is not this heading's: another heading, printed words, or an option's box."""
        named = self.headings.get(one)
        if named is None:
            return self._is_printed(one.text) and (bool(found) or not self._is_choice(field_id))
        is_inline = bool(behind(self.form.kind, one.text)[0])
        return found != [] or not (is_inline and self._type(field_id) is FieldType.TEXT)

    def _going_on(self, spot: Spot, first: Spot) -> list[Spot]:
        found: list[Spot] = []
        row = spot.row + 1
        while here := [one for one in self.sheet.rows.get(row, ()) if one not in self.done]:
            if here[0].column < first.column or any(one in self.headings or self._is_printed(one.text) for one in here):
                break
            found += here
            row += 1
        return found

    def _below(self, spot: Spot) -> list[Spot]:
        below = self.sheet.at(spot.row + 1, spot.column)
        if below is None or below in self.done or below in self.headings or self._is_printed(below.text):
            return []
        if is_box(below.text) or any(option_of(options, below.text) for options in self.choices.values()):
            return []
        return [
            below,
            *(self._going_on(below, below) if self._type(self.headings.get(spot, "")) is FieldType.TEXT else []),
        ]

    def _take(self, field_id: str, spots: Sequence[Spot]) -> None:
        """What stands in these cells, as one value."""
        self.done.update(spots)
        field = self._field(field_id)
        joined = "".join if self._type(field_id) in {FieldType.LOOSE_MOMENT, FieldType.MOMENT} else " ".join
        rows: dict[int, list[str]] = {}
        for spot in spots:
            rows.setdefault(spot.row, []).append(spot.text)
        text, mark = apart("\n".join(joined(parts) for parts in rows.values()))
        text = text.strip()
        if self._type(field_id) in {FieldType.LOOSE_MOMENT, FieldType.MOMENT} and DATE_BLANK.fullmatch(text):
            text = ""
        if text == printed.FROM_LIST and self._type(field_id) is FieldType.SECTOR:
            text = ""
        if field_id in BESIDE:
            self._keep_beside(field_id, text)
            return
        if mark:
            self.marks[field_id] = mark
        if not text:
            return
        if field_id in self.typed and self.typed[field_id] != text:
            self._trouble(spots[0], SaidTwice(given=short(text)), field_id)
            return
        if field and field.type is FieldType.SECTOR:
            self._take_sector(field_id, spots[0], text)
        else:
            self.typed[field_id] = text
            self.places[field_id] = spots[0].address

    def _take_sector(self, field_id: str, spot: Spot, text: str) -> None:
        found = found_sector(self.scheme, text)
        if found:
            self.typed[field_id] = found
            self.places[field_id] = spot.address
        else:
            self._trouble(spot, WordNotListed(given=short(text), listed=listed_sectors(self.scheme)), field_id)

    def _keep_beside(self, field_id: str, text: str) -> None:
        if text and text not in {"_____", "(※第1報の識別番号は空欄)"}:
            self.beside[field_id] = text

    # ------------------------------------------------------------------ choices
    def _claim_choice(self, field_id: str, values: Sequence[Spot]) -> None:
        """Written as a word beside the heading, or several; boxes are read with all the others."""
        options = self.choices[field_id]
        for spot in values:
            inline = ticked_inline(options, spot.text)
            if inline is not None:
                self._found_inline(field_id, spot, *inline)
            elif is_box(spot.text) or spot in self.done or self._is_printed(spot.text):
                continue
            elif not self._has_box(spot):
                self._words(field_id, spot)

    def _words(self, field_id: str, spot: Spot) -> None:
        options = self.choices[field_id]
        self.done.add(spot)
        parts = [spot.text] if option_of(options, spot.text) else _split(spot.text)
        for part in parts:
            found = option_of(options, part)
            if found:
                self.ticks.setdefault(field_id, []).append((spot, found.id))
            else:
                self._trouble(spot, WordNotListed(given=short(part), listed=listed_options(options)), field_id)

    def _is_boxed(self, spot: Spot) -> bool:
        """「その他」 is an option of two lists and the name of an item: with a box beside it, it is the option."""
        return bool(self._fields_of(spot)) and self._has_box(spot)

    def _has_box(self, spot: Spot) -> bool:
        """A tick or an empty box on either side."""
        return any(one and is_box(one.text) and one not in self.done for one in self._sides(spot))

    def _sides(self, spot: Spot) -> tuple[Spot | None, Spot | None]:
        left, right = self.sheet.left_of(spot), self.sheet.right_of(spot)
        return (left[-1] if left else None), (right[0] if right else None)

    def _inline(self) -> None:
        """Boxes and words in one cell."""
        for spot in self.sheet:
            if spot in self.done or is_box(spot.text):
                continue
            candidates = [
                name for name, options in self.choices.items() if ticked_inline(options, spot.text) is not None
            ]
            if candidates:
                field_id = self._nearest(spot, candidates)
                found = ticked_inline(self.choices[field_id], spot.text)
                if found is not None:
                    self._found_inline(field_id, spot, *found)

    def _found_inline(self, field_id: str, spot: Spot, found: Sequence[Any], unknown: Sequence[str]) -> None:
        self.done.add(spot)
        self.ticks.setdefault(field_id, []).extend((spot, option.id) for option in found)
        for words in unknown:
            self._trouble(
                spot, WordNotListed(given=short(words), listed=listed_options(self.choices[field_id])), field_id
            )

    def _ticked(self) -> None:
        """A tick belongs to the option right of it; without one, to the option left of it."""
        for spot in [one for one in self.sheet if one not in self.done and is_box(one.text)]:
            left, right = self._sides(spot)
            owner = next((one for one in (right, left) if one and one not in self.done and self._fields_of(one)), None)
            if owner is None:
                continue
            self.done.add(spot)
            if is_tick(spot.text):
                field_id = self._nearest(owner, self._fields_of(owner))
                option = option_of(self.choices[field_id], owner.text)
                if option:
                    self.ticks.setdefault(field_id, []).append((spot, option.id))

    def _fields_of(self, spot: Spot) -> list[str]:
        return [name for name, options in self.choices.items() if option_of(options, spot.text)]

    def _nearest(self, spot: Spot, candidates: Sequence[str]) -> str:
        """有 and 無 stand in several places: the nearest heading before the box says whose they are."""
        if len(candidates) == 1:
            return candidates[0]
        before = [
            (head.row, head.column, field)
            for head, field in self.headings.items()
            if field in candidates and (head.row, head.column) <= (spot.row, spot.column)
        ]
        return max(before)[2] if before else candidates[0]

    def _chosen(self) -> None:
        for field_id, ticks in self.ticks.items():
            options, field = self.choices[field_id], self._field(field_id)
            boxed = [(spot, option) for spot, option in ticks if not spot.text.startswith("TLP")]
            ticks = boxed or ticks  # noqa: PLW2901 - a color that is only written counts where no box is ticked
            ids = list(dict.fromkeys(option for _, option in ticks))
            spot = ticks[0][0]
            if field and field.type is FieldType.CHOICE and len(ids) > 1:
                words = "、".join(option.ja for option in options.options if option.id in ids)
                self._trouble(spot, SeveralTicked(given=words), field_id)
                continue
            self.places[field_id] = spot.address
            if field_id == "sharing_scope":
                self.scope = ids[0]
            elif field and field.type is FieldType.CHOICES:
                self.typed[field_id] = [option.id for option in options.options if option.id in ids]
            else:
                self.typed[field_id] = ids[0]

    # ------------------------------------------------------------------ the rest
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

    def _is_printed(self, text: str) -> bool:
        is_title = self.form.ja in text and len(text) < 2 * len(self.form.ja) + 12
        return is_title or words_of(text) in self.printed or text.startswith(("※", "TLP:", "(※"))

    def _is_choice(self, field_id: str) -> bool:
        return field_id in self.choices

    def _field(self, field_id: str) -> FormField | None:
        return self.form.field(field_id)

    def _type(self, field_id: str) -> FieldType:
        field = self._field(field_id)
        return field.type if field else FieldType.LINE

    def _trouble(self, spot: Spot, refusal: Refusal, field_id: str = "") -> None:
        self.troubles.append(Trouble(spot.address, refusal, field_id))


def _last_row(address: str, head: Spot) -> int:
    """Of `E20:E31`, as our own sheet remembers a table that still stands below its headings."""
    first, _, last = address.partition(":")
    column, row, end = first.rstrip("0123456789"), first.lstrip(LETTERS), last.lstrip(LETTERS)
    is_there = head.address == f"{column}{int(row) - 1}" if row.isdecimal() and end.isdecimal() else False
    return int(end) if is_there else 0


def _split(text: str) -> Iterator[str]:
    for part in text.replace("\n", "、").replace(",", "、").replace("，", "、").split("、"):
        if part.strip():
            yield part.strip()
