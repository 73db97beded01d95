"""Tables with rows: found by their own headings, read until the next heading of the form."""

from collections.abc import Sequence
from typing import Final

from noroshi.paper.boxes import option_of
from noroshi.paper.brought import folded, listed_options, short
from noroshi.paper.errors import WordNotListed
from noroshi.paper.saying import read_said
from noroshi.paper.xlsx.cells import Spot
from noroshi.paper.xlsx.headings import heading
from noroshi.paper.xlsx.looking import Looking
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Tables(Looking):
    """推移 and 名宛人."""

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


def _last_row(address: str, head: Spot) -> int:
    """Of `E20:E31`, as our own sheet remembers a table that still stands below its headings."""
    first, _, last = address.partition(":")
    column, row, end = first.rstrip("0123456789"), first.lstrip(LETTERS), last.lstrip(LETTERS)
    is_there = head.address == f"{column}{int(row) - 1}" if row.isdecimal() and end.isdecimal() else False
    return int(end) if is_there else 0
