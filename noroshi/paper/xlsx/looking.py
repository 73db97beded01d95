"""One pass over one sheet: what was found so far, and what every step asks of a cell."""

from typing import Any, Final

from noroshi.paper.boxes import is_box, option_of
from noroshi.paper.brought import Trouble
from noroshi.paper.xlsx.cells import Book, Filled, Spot
from noroshi.paper.xlsx.headings import printed_words, words_of
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import FieldType
from noroshi.vocabulary.errors import Refusal

CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})


class Looking:
    """Every filled cell ends as heading, value, box, option, printed words, or in a trouble."""

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

    def _fields_of(self, spot: Spot) -> list[str]:
        return [name for name, options in self.choices.items() if option_of(options, spot.text)]

    def _is_boxed(self, spot: Spot) -> bool:
        """「その他」 is an option of two lists and the name of an item: with a box beside it, it is the option."""
        return bool(self._fields_of(spot)) and self._has_box(spot)

    def _has_box(self, spot: Spot) -> bool:
        """A tick or an empty box on either side."""
        return any(one and is_box(one.text) and one not in self.done for one in self._sides(spot))

    def _sides(self, spot: Spot) -> tuple[Spot | None, Spot | None]:
        left, right = self.sheet.left_of(spot), self.sheet.right_of(spot)
        return (left[-1] if left else None), (right[0] if right else None)

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
