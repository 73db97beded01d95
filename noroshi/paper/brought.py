"""What was read out of a form that came in: the values by field, where each stood, and everything that was not taken over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class Trouble:
    """`place` as the sender finds it: a cell (B12), a line (12行目 is `L12`); empty for the whole file."""

    place: str
    refusal: Refusal
    field: str = ""

    def message(self, lang: str) -> str:
        """B12: Formulas are not read. …"""
        words = self.refusal.message(lang)
        return f"{place_words(self.place, lang)}: {words}" if self.place else words


@dataclass(frozen=True, slots=True)
class FormRead:
    """`typed` and `marks` as a draft keeps them. `beside` is what the deed gives anew: number, reference number, times, destinations."""

    kind: FormKind
    typed: Mapping[str, Any]
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    scope: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    scheme_key: str = ""
    form_id: str = ""

    @property
    def says_nothing(self) -> bool:
        return not self.typed and not self.beside and not self.scope


def place_words(place: str, lang: str) -> str:
    """Cells by their own names; lines of a text as people count them."""
    if place.startswith("L") and place[1:].isdecimal():
        return f"line {place[1:]}" if lang.lower().startswith("en") else f"{place[1:]} 行目"
    return place
