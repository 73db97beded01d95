"""Search: items, their files, orders and requests for help under one scope, shared intelligence under its own.

There are no totals beyond a thousand.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.bulletins.feeds import AlertRead, alert_read
from noroshi.api.cursors import Paged, cursor, place_of
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.helping.shown import HelpLine, help_line
from noroshi.api.response.shown import OrderInList, in_list
from noroshi.api.search.room import room
from noroshi.directory.signin.keys import KeyHolder
from noroshi.directory.signin.scopes import Scope
from noroshi.search.asking import asked_for
from noroshi.search.beside import Beside, beside
from noroshi.search.finding import INDEXED, Result, search
from noroshi.search.showing import Found
from noroshi.search.snippets import Piece
from noroshi.search.wanted import Wanted
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import EventKind, FoundKind, FoundState, Importance, Tlp

Words = Annotated[
    str, Field(max_length=200, description="Words, “phrases”, -without, OR; values however they were made harmless.")
]
ITEMS: Final = INDEXED - {FoundKind.OBJECT}
ASIDE: Final = frozenset({FoundKind.HELP, FoundKind.ALERT})


class Narrowed(Paged):
    """As the page's address says it."""

    q: Words = ""
    tlp: list[Tlp] = []
    importance: list[Importance] = []
    event_kind: list[EventKind] = []
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
    """An `item` (`file` where the words stand in a file of it), or an `order` of my own house."""

    kind: FoundKind
    words: list[Stretch]
    item: EditionLine | None
    file: UUID | None
    order: OrderInList | None


class ObjectFound(Schema):
    id: UUID
    title: str
    words: list[Stretch]
    color: str
    at: datetime


class ItemsFound(Schema):
    """`results` counts `items` to a thousand; `more` says that there are more.

    `help` and `alerts` come with the first page, at most five each: requests between my desk and others, and what the feeds of my
    desk have told, these only for a key with `intel:read`.
    """

    items: list[ItemFound]
    help: list[HelpLine]
    alerts: list[AlertRead]
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
    """Items, the words of their files, orders, requests for help and alerts, as far as I may read them."""
    found, aside = _found(request, asked, ITEMS), _aside(request, asked)
    return ItemsFound(
        items=[_item(one) for one in found.found if one.line or one.order],
        help=[help_line(one) for one in aside.help],
        alerts=[alert_read(one) for one in aside.alerts],
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
    wanted = _wanted(request)
    kinds = tuple(one for one in (wanted.kinds or sorted(within)) if one in within)
    if not kinds:
        return Result(asked_for(wanted.words, exactly=wanted.exactly))
    place = place_of(request, asked.cursor)
    return search(viewer_of(request), replace(wanted, kinds=kinds).at(place, asked.limit))


def _wanted(request: HttpRequest) -> Wanted:
    return Wanted.of({name: request.GET.getlist(name) for name in request.GET})


def _aside(request: HttpRequest, asked: Narrowed) -> Beside:
    """What the page shows beside its results: of these kinds alone, and of alerts only what the key may read."""
    wanted, allowed = _wanted(request), ASIDE if _may_read_alerts(request) else ASIDE - {FoundKind.ALERT}
    kinds = tuple(one for one in (wanted.kinds or sorted(allowed)) if one in allowed)
    if not kinds or asked.cursor:
        return Beside()
    said = asked_for(wanted.words, exactly=wanted.exactly)
    return beside(viewer_of(request), said, replace(wanted, kinds=kinds), get_language() or "ja")


def _may_read_alerts(request: HttpRequest) -> bool:
    holder: KeyHolder | None = getattr(request, "key_holder", None)
    return holder is not None and Scope.INTEL_READ in holder.scopes


def _item(one: Found) -> ItemFound:
    return ItemFound(
        kind=one.kind,
        words=_stretches(one.words),
        item=line(one.line) if one.line else None,
        file=one.item if one.kind is FoundKind.FILE else None,
        order=in_list(one.order) if one.order else None,
    )


def _around(request: HttpRequest, found: Result) -> dict[str, Any]:
    return {
        "next": cursor(request, found.next) if found.next else None,
        "results": found.many,
        "more": found.is_more,
        "also": list(found.asked.also),
    }


def _stretches(pieces: Collection[Piece]) -> list[Stretch]:
    return [Stretch(text=one.text, is_hit=one.is_hit) for one in pieces]
