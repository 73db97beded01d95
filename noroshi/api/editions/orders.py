"""Standing relay orders of my desk."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.editions.reading import Kind
from noroshi.api.editions.room import room
from noroshi.api.editions.shown import Party, parties
from noroshi.api.editions.written import Parties as PartiesAsked
from noroshi.api.fields import Incoming, Reason, SectorId
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.actions import end_order, write_order
from noroshi.editions.actions.orders import Order
from noroshi.editions.addressed import OrderShown, order_shown, orders_of
from noroshi.editions.wishes import parties as named
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.vocabulary.errors import NotFound


class NewOrder(Incoming):
    """An empty list means any."""

    to: Annotated[PartiesAsked, Field(min_length=1)]
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    tlps: Annotated[list[Tlp], Field(max_length=4)] = []
    importances: Annotated[list[Importance], Field(max_length=10)] = []
    kinds: Annotated[list[Kind], Field(max_length=3)] = []
    note: Reason = ""


class StandingOrder(Schema):
    id: UUID
    to: list[Party]
    sectors: list[str]
    tlps: list[Tlp]
    importances: list[Importance]
    kinds: list[str]
    note: str
    created_at: datetime
    ended_at: datetime | None


@room.get("/standing-orders", Scope.EDITIONS_READ, Page[StandingOrder])
def orders(request: HttpRequest) -> Page[StandingOrder]:
    """Standing relay orders of my desk, ended ones included."""
    return Page(items=[_shown(row) for row in orders_of(viewer_of(request))])


@room.get("/standing-orders/{uuid:order}", Scope.EDITIONS_READ, StandingOrder)
def order(request: HttpRequest, order: UUID) -> StandingOrder:
    """One standing order of my desk."""
    found = next((row for row in orders_of(viewer_of(request)) if row.public_id == order), None)
    if found is None:
        raise NotFound
    return _shown(found)


@room.post("/standing-orders", Scope.EDITIONS_WRITE, StandingOrder)
def write(request: HttpRequest, answer: HttpResponse, given: NewOrder) -> Status[StandingOrder]:
    """What comes to my desk and is about these goes on to those at once (ministries, CEPTOARs, hubs)."""
    viewer = viewer_of(request)
    wanted = Order(
        to=named(viewer, given.to),
        sectors=frozenset(given.sectors),
        tlps=frozenset(given.tlps),
        importances=frozenset(given.importances),
        kinds=frozenset(given.kinds),
        note=given.note,
    )
    row = write_order(viewer, wanted)
    return made(request, answer, f"standing-orders/{row.public_id}", _shown(order_shown(row)))


@room.post("/standing-orders/{uuid:order}/end", Scope.EDITIONS_WRITE, StandingOrder, status=200)
def end(request: HttpRequest, order: UUID) -> StandingOrder:
    """The order ends; what it passed on stays where it is."""
    return _shown(order_shown(end_order(viewer_of(request), order)))


def _shown(row: OrderShown) -> StandingOrder:
    return StandingOrder(
        id=row.public_id,
        to=parties(row.to),
        sectors=list(row.sectors),
        tlps=[Tlp.of(tlp) for tlp in row.tlps],
        importances=[Importance.of(importance) for importance in row.importances],
        kinds=list(row.kinds),
        note=row.note,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )
