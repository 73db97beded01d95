"""Content and markings as they come in: fields by name, text cleaned, no fractions, nothing without end."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.api.fields import Flag, Id, Incoming, Passage, SectorId, checked
from noroshi.editions.wishes import MarkingWish, PartWish, PublishedWish
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import TextMissing, TextTooLong, clean_line, clean_text

FIELD_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,59}(?:\.[a-z0-9_]{1,60}){0,5}")
PIECE: Final = re.compile(r"#[0-9a-f]{8}$")
PARTY: Final = re.compile(r"[a-z_]{1,30}(?::[A-Za-z0-9_.\-]{1,60}(?:/[a-z0-9_]{1,40})?)?")
MOST_FIELDS: Final = 400
DEEPEST: Final = 6
MOST_PARTS: Final = 500
LARGEST_CONTENT: Final = 400_000


class ContentTooDeep(Refusal):
    code, status = "content_too_deep", 422
    ja = "入れ子が深すぎるか、項目が多すぎます。"
    en = "This is nested too deeply, or has too many parts."


class NumberNotWhole(Refusal):
    code, status = "number_not_whole", 422
    ja = '小数は文字列で入力してください（例 "0.5"）。封印できるのは整数だけです。'
    en = 'Write fractions as text, like "0.5": only whole numbers can be sealed.'


class FieldNameUnreadable(Refusal):
    code, status = "field_name_unreadable", 422
    ja = "項目名は overview.summary のように、英小文字・数字・下線・点で書いてください。"
    en = "Field names look like overview.summary: lower-case letters, digits, underscores and dots."


class PartyUnreadable(Refusal):
    code, status = "party_unreadable", 422
    ja = "相手は organization:〈ID〉、desk:〈ID〉、sector:〈分野〉 のように書いてください。"
    en = "Name parties like organization:<id>, desk:<id> or sector:<sector>."


def _content(value: object) -> object:
    """Everything that is wrong is told at its field, at once."""
    if not isinstance(value, dict):
        raise PydanticCustomError("dict_type", "refused")
    if len(value) > MOST_FIELDS:
        raise PydanticCustomError(ContentTooDeep.code, "refused")
    return value


def _field(value: object) -> object:
    try:
        return _clean(value, 0)
    except Refusal as refusal:
        raise PydanticCustomError(refusal.code, "refused") from None


def _clean(value: object, depth: int) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float):
        raise NumberNotWhole
    if depth >= DEEPEST:
        raise ContentTooDeep
    if isinstance(value, list):
        return _clean_list(value, depth)
    if isinstance(value, dict):
        return {
            _clean_name(name): part for name, part in zip(value, _clean_list(list(value.values()), depth), strict=True)
        }
    raise ContentTooDeep


def _clean_list(values: list[object], depth: int) -> list[object]:
    if len(values) > MOST_PARTS:
        raise ContentTooDeep
    return [_clean(part, depth + 1) for part in values]


def _clean_name(name: object) -> str:
    return clean_line(name, most=120, required=True)


def _name(value: object) -> object:
    if not isinstance(value, str) or not FIELD_NAME.fullmatch(value):
        raise FieldNameUnreadable
    return value


def _name_or_piece(value: object) -> object:
    """A paragraph that is a field of its own is named as it was read."""
    return value if isinstance(value, str) and _name(PIECE.sub("", value)) else _name(value)


def _party(value: object) -> object:
    if not isinstance(value, str) or not PARTY.fullmatch(value):
        raise PartyUnreadable
    return value


def size_of(value: object) -> int:
    """Characters of all text in it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(len(str(name)) + size_of(part) for name, part in value.items())
    return sum(map(size_of, value)) if isinstance(value, list) else 8


def small(value: dict[str, Any]) -> dict[str, Any]:
    if size_of(value) > LARGEST_CONTENT:
        raise PydanticCustomError(TextTooLong.code, "refused")
    return value


FieldName = Annotated[str, checked(_name), Field(max_length=400)]
PieceName = Annotated[str, checked(_name_or_piece), Field(max_length=400)]
PartyText = Annotated[str, checked(_party), Field(max_length=120)]
Parties = Annotated[list[PartyText], Field(max_length=200)]
Content = Annotated[
    dict[FieldName, Annotated[Any, BeforeValidator(_field)]],
    BeforeValidator(_content),
    Field(description="Form fields by id. Text, whole numbers, true/false, lists and objects; no fractions."),
]


class PartMarked(Incoming):
    """Fields with a range of their own: a stricter color, only certain readers, without some of those who were added.

    Paragraphs that begin with 【限定1】 in a text belong to the part whose `mark` is 1.
    """

    fields: Annotated[list[PieceName], Field(max_length=MOST_FIELDS)] = []
    tlp: Tlp | None = None
    readers: Parties | None = None
    kept_from: Parties = []
    mark: Annotated[str, Field(pattern="^[1-9]?$")] = ""

    @model_validator(mode="after")
    def _is_about_something(self) -> Self:
        if not self.fields and not self.mark:
            raise PydanticCustomError(TextMissing.code, "refused")
        return self

    def wish(self) -> PartWish:
        tlp = Tlp.of(self.tlp) if self.tlp else None
        return PartWish(frozenset(self.fields), tlp, self.readers, self.kept_from, self.mark)


class PublishedAt(Incoming):
    """Fields that are public at an address already; whoever reads them may quote them."""

    fields: Annotated[list[FieldName], Field(min_length=1, max_length=MOST_FIELDS)]
    address: Annotated[str, Field(max_length=500, pattern="^https?://")]

    def wish(self) -> PublishedWish:
        return PublishedWish(frozenset(self.fields), self.address)


class MarkingAsked(Incoming):
    """How far it may go. Without a marking: RED, nobody but the own desk.

    Parties are written `organization:<id>`, `desk:<id>`, `group:<id>`, `kind:<word>`, `sector:<sector>`,
    `ministry_for_sector:<id>/<sector>`, `ceptoar_members:<id>`, `everyone_in_range`.
    """

    tlp: Tlp = Tlp.RED
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    receivers: Annotated[list[Id], Field(max_length=200)] = []
    destinations: Parties = []
    additions: Parties = []
    exclusions: Parties = []
    parts: Annotated[list[PartMarked], Field(max_length=50)] = []
    handling_note: Passage = ""
    bars_government: Flag = False
    published: Annotated[list[PublishedAt], Field(max_length=20)] = []
    is_statutory: Flag = False
    relay_by_hand: Flag = False
    only_anonymized: Flag = False

    def wish(self) -> MarkingWish:
        receivers: list[UUID] = list(self.receivers)
        return MarkingWish(
            tlp=Tlp.of(self.tlp),
            sectors=self.sectors,
            receivers=receivers,
            destinations=self.destinations,
            additions=self.additions,
            exclusions=self.exclusions,
            parts=[part.wish() for part in self.parts],
            handling_note=self.handling_note,
            bars_government=self.bars_government,
            published=[one.wish() for one in self.published],
            is_statutory=self.is_statutory,
            relay_by_hand=self.relay_by_hand,
            only_anonymized=self.only_anonymized,
        )
