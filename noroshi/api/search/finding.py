"""Search: items and their files under one scope, shared intelligence under its own. There are no totals beyond a thousand."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.cursors import Paged, cursor, place_of
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.search.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.search.asking import asked_for
from noroshi.search.finding import INDEXED, Result, search
from noroshi.search.snippets import Piece
from noroshi.search.wanted import Wanted
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FoundKind, FoundState, Importance, Tlp

Words = Annotated[
    str, Field(max_length=200, description="Words, “phrases”, -without, OR; values however they were made harmless.")
]
ITEMS: Final = INDEXED - {FoundKind.OBJECT, FoundKind.ORDER, FoundKind.HELP}


class Narrowed(Paged):
    """As the page's address says it."""

    q: Words = ""
    tlp: list[Tlp] = []
    importance: list[Importance] = []
    sector: list[Annotated[str, Field(max_length=60)]] = []
    source: list[UUID] = []
    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None
    state: FoundState | None = None
    sort: Annotated[str, Field(max_length=10, description="`newest`, or empty for the best match first.")] = ""
    exact: Annotated[str, Field(max_length=3, description="`on`: no words of the same meaning.")] = ""
    kind: list[FoundKind] = []


class Stretch(Schema):
    text: str
    is_hit: bool


class ItemFound(Schema):
    """`file` is set where the words stand in a file of the item."""

    kind: FoundKind
    words: list[Stretch]
    item: EditionLine
    file: UUID | None


class ObjectFound(Schema):
    id: UUID
    title: str
    words: list[Stretch]
    color: str
    at: datetime


class ItemsFound(Schema):
    """`results` counts to a thousand; `more` says that there are more."""

    items: list[ItemFound]
    next: str | None
    results: int
    more: bool
    also: list[str]


class ObjectsSearched(Schema):
    items: list[ObjectFound]
    next: str | None
    results: int
    more: bool
    also: list[str]


@room.get("/search", Scope.EDITIONS_READ, ItemsFound)
def items(request: HttpRequest, asked: Query[Narrowed]) -> ItemsFound:
    """Items and the words of their files, as far as I may read them."""
    found = _found(request, asked, ITEMS)
    return ItemsFound(
        items=[
            ItemFound(
                kind=one.kind,
                words=_stretches(one.words),
                item=line(one.line),
                file=one.item if one.kind is FoundKind.FILE else None,
            )
            for one in found.found
            if one.line
        ],
        **_around(request, found),
    )


@room.get("/search/objects", Scope.INTEL_READ, ObjectsSearched)
def objects(request: HttpRequest, asked: Query[Narrowed]) -> ObjectsSearched:
    """Objects of shared intelligence, as far as I may read them."""
    found = _found(request, asked, frozenset({FoundKind.OBJECT}))
    return ObjectsSearched(
        items=[
            ObjectFound(
                id=one.item, title=one.name, words=_stretches(one.words), color=one.listed.color.word, at=one.at
            )
            for one in found.found
            if one.listed
        ],
        **_around(request, found),
    )


def _found(request: HttpRequest, asked: Narrowed, within: Collection[FoundKind]) -> Result:
    wanted = Wanted.of({name: request.GET.getlist(name) for name in request.GET})
    kinds = tuple(one for one in (wanted.kinds or sorted(within)) if one in within)
    if not kinds:
        return Result(asked_for(wanted.words, exactly=wanted.exactly))
    place = place_of(request, asked.cursor)
    return search(viewer_of(request), replace(wanted, kinds=kinds).at(place, asked.limit))


def _around(request: HttpRequest, found: Result) -> dict[str, Any]:
    return {
        "next": cursor(request, found.next) if found.next else None,
        "results": found.many,
        "more": found.is_more,
        "also": list(found.asked.also),
    }


def _stretches(pieces: Collection[Piece]) -> list[Stretch]:
    return [Stretch(text=one.text, is_hit=one.is_hit) for one in pieces]
