"""A form as a machine types it: text, lists of text, tables of text; marks about values, the wish about sharing."""

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from noroshi.api.editions.written import Parties, PartMarked, PublishedAt
from noroshi.api.fields import Flag, Id, Incoming, Line, SectorId, checked
from noroshi.drafting.written import MOST_ROWS, Written
from noroshi.vocabulary import Certainty, FilingDesk, Metric, Tlp
from noroshi.vocabulary.text import LONGEST_TEXT, TextNotText, TextTooLong
from noroshi.vocabulary.unreadable import FieldUnknown

FIELD_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
MOST_FIELDS: Final = 200


def _typed_value(value: object) -> object:
    """Text, a list of text, or rows of text by column; null takes the field out. The room cleans it."""
    rows = value if isinstance(value, list) else [value]
    cells = [cell for row in rows for cell in (row.values() if isinstance(row, dict) else [row])]
    if value is None:
        return None
    if isinstance(value, dict) or not all(isinstance(cell, str) for cell in cells):
        raise PydanticCustomError(TextNotText.code, "refused")
    if len(rows) > MOST_ROWS or any(len(str(cell)) > LONGEST_TEXT for cell in cells):
        raise PydanticCustomError(TextTooLong.code, "refused")
    return value


def _field_id(value: object) -> object:
    if not isinstance(value, str) or not FIELD_ID.fullmatch(value):
        raise FieldUnknown
    return value


FieldId = Annotated[str, checked(_field_id), Field(max_length=60)]
TypedValue = Annotated[
    str | list[str] | list[dict[str, str]] | None,
    BeforeValidator(_typed_value),
    Field(description="Text, a list of text, or rows of text by column. Null takes the field out."),
]


class Mark(Incoming):
    """What is said about a value: how sure, from what, that a name was taken out, why it was put right."""

    certainty: Certainty | None = None
    basis: Line = ""
    anonymized: Flag = False
    correction: Line = ""

    def plain(self) -> dict[str, Any]:
        return {name: value for name, value in self.model_dump(mode="json").items() if value}


class Wish(Incoming):
    """How far it should go. What is not given stays as it is; without a color nothing is sent.

    `filed_to`: the plan's desk, the coordination center of an event, or both, for reports of operators while such a center stands.
    """

    tlp: Tlp | None = None
    sectors: Annotated[list[SectorId], Field(max_length=40)] | None = None
    receivers: Annotated[list[Id], Field(max_length=200)] | None = None
    destinations: Parties | None = None
    additions: Parties | None = None
    exclusions: Parties | None = None
    parts: Annotated[list[PartMarked], Field(max_length=50)] | None = None
    is_statutory: Flag | None = None
    relay_by_hand: Flag | None = None
    only_anonymized: Flag | None = None
    bars_government: Flag | None = None
    names_in_note: Flag | None = None
    published: Annotated[list[PublishedAt], Field(max_length=20)] | None = None
    filed_to: FilingDesk | None = None


class Typed(Incoming):
    """The form's fields by the ids of `GET /schemes/{scheme}/forms/{kind}`; a field of null is taken out."""

    typed: Annotated[dict[FieldId, TypedValue], Field(max_length=MOST_FIELDS)] = {}
    marks: Annotated[dict[FieldId, Mark | None], Field(max_length=MOST_FIELDS)] = {}
    wish: Wish = Wish()
    figures: Annotated[dict[Metric, Line | None], Field(max_length=20)] = {}

    def written(self) -> Written:
        """Null takes out what stood there."""
        marks: dict[str, Any] = {name: (mark.plain() or None) if mark else None for name, mark in self.marks.items()}
        figures: dict[str, Any] = {str(name): figure for name, figure in self.figures.items()}
        wish = self.wish.model_dump(mode="json", exclude_unset=True)
        return Written(typed=self.typed, marks=marks, wish=wish, figures=figures)

    @property
    def says_something(self) -> bool:
        return bool(self.typed or self.marks or self.figures or self.wish.model_fields_set)
