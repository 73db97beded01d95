"""Headings claim the cells beside or below them."""

from collections.abc import Sequence
from re import compile as pattern
from typing import Final

from noroshi.paper import printed
from noroshi.paper.boxes import is_box, option_of
from noroshi.paper.brought import BESIDE, found_sector, listed_sectors, short
from noroshi.paper.errors import SaidTwice, WordNotListed
from noroshi.paper.saying import apart
from noroshi.paper.xlsx.cells import Spot
from noroshi.paper.xlsx.choices import Choices
from noroshi.paper.xlsx.headings import behind
from noroshi.vocabulary import FieldType

DATE_BLANK: Final = pattern(r"(?:令和|平成|昭和)?\s+年\s+月\s+日(?:\s+[時:：]\s*(?:分)?)?")
"""令和　年　月　日　時　分, as an empty sheet prints it."""


class Values(Choices):
    """To the right as far as the next heading; for a text also what goes on below."""

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
