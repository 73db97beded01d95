"""What was chosen: ticks beside options, boxes in one line, words beside a heading."""

from collections.abc import Iterator, Sequence
from typing import Any

from noroshi.paper.boxes import is_box, is_tick, option_of, ticked_inline
from noroshi.paper.brought import listed_options, short
from noroshi.paper.errors import SeveralTicked, WordNotListed
from noroshi.paper.xlsx.cells import Spot
from noroshi.paper.xlsx.looking import Looking
from noroshi.vocabulary import FieldType


class Choices(Looking):
    """A tick belongs to the option beside it; 有 and 無 to the nearest heading."""

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


def _split(text: str) -> Iterator[str]:
    for part in text.replace("\n", "、").replace(",", "、").replace("，", "、").split("、"):
        if part.strip():
            yield part.strip()
