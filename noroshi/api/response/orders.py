"""Orders: given, listed, answered, taken back, handed on, put off, proved."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Id, Incoming, Moment, Name, Passage, Version
from noroshi.api.files import FileRead, file_read
from noroshi.api.response.room import room
from noroshi.api.response.shown import OrderFigures, OrderInList, OrderRead, figures_read, in_list, order_read
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.response.about import About
from noroshi.response.actions import OrderWish, answer, hand_over, lift, order, put_off, undo
from noroshi.response.actions.proving import prove
from noroshi.response.queries import Wanted, figures, order_shown, orders_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, OrderReach, OrderState

AT = "/orders/{uuid:order_id}"
AboutKind = Literal["edition", "stix", "alert"]


class OrderAsked(Schema):
    """Which orders; nothing given is all."""

    state: OrderState | None = None
    desk: UUID | None = None
    asset: UUID | None = None
    is_late: bool = False
    is_mine: bool = False
    about_kind: AboutKind = "edition"
    about: UUID | None = None


class OrderGiven(Incoming):
    """To one or several desks (`to`) of the own organization; each gets an order of its own.

    Without `due_at` it is a week, without `reach` as narrow as the item asks.
    """

    title: Name
    what: Annotated[Passage, Field(min_length=1)]
    to: Annotated[list[Id], Field(min_length=1, max_length=40)]
    due_at: Moment | None = None
    verify: Passage = ""
    importance: Importance | None = None
    reach: OrderReach | None = None
    about_kind: AboutKind = "edition"
    about: Id | None = None
    assets: Annotated[list[Id], Field(max_length=200)] = []
    after: Annotated[list[Id], Field(max_length=40)] = []
    block_list: Id | None = None

    def wish(self) -> OrderWish:
        return OrderWish(
            title=self.title,
            what=self.what,
            to=self.to,
            due_at=self.due_at,
            verify=self.verify,
            importance=Importance.of(self.importance) if self.importance else None,
            reach=OrderReach.of(self.reach) if self.reach else None,
            about=About(self.about_kind, self.about) if self.about else None,
            assets=self.assets,
            after=self.after,
            block_list=self.block_list,
        )


class OrderAnswer(Incoming):
    """`text` is proof, or the reason. `files` were brought before. `read_number` is the `number` that was read."""

    state: OrderState
    text: Passage = ""
    files: Annotated[list[Id], Field(max_length=20)] = []
    read_number: Version | None = None


class OrderHandedOver(Incoming):
    """To another desk of the organization, to somebody of the desk, or both."""

    desk: Id | None = None
    person: Id | None = None
    text: Passage = ""


class OrderPutOff(Incoming):
    due_at: Moment
    reason: Passage = ""


@room.get("/orders", Scope.EDITIONS_READ, Page[OrderInList])
def orders(request: HttpRequest, asked: Query[OrderAsked]) -> Page[OrderInList]:
    """Orders of my organization that I may read, the nearest due first."""
    wanted = Wanted(
        states=(asked.state,) if asked.state else (),
        desk=asked.desk,
        asset=asked.asset,
        is_late=asked.is_late,
        is_mine=asked.is_mine,
        about=About(asked.about_kind, asked.about) if asked.about else None,
    )
    return Page(items=[in_list(line) for line in orders_readable_by(viewer_of(request), wanted)])


@room.get("/orders/figures", Scope.EDITIONS_READ, OrderFigures)
def order_figures(request: HttpRequest) -> OrderFigures:
    """How many are open, late, mine, and wait to be looked at."""
    return figures_read(figures(viewer_of(request)))


@room.post("/orders", Scope.EDITIONS_WRITE, Page[OrderInList])
def give_orders(request: HttpRequest, answered: HttpResponse, given: OrderGiven) -> Status[Page[OrderInList]]:
    """Order something of desks of my organization."""
    viewer = viewer_of(request)
    rows = order(viewer, given.wish())
    lines = [in_list(order_shown(viewer, row.public_id).line) for row in rows]
    return made(request, answered, f"orders/{rows[0].public_id}", Page(items=lines))


@room.get(AT, Scope.EDITIONS_READ, OrderRead)
def one_order(request: HttpRequest, order_id: UUID) -> OrderRead:
    """One order with everything that was answered."""
    return order_read(order_shown(viewer_of(request), order_id))


@room.post(f"{AT}/answer", Scope.EDITIONS_WRITE, OrderRead, status=200)
def answer_order(request: HttpRequest, order_id: UUID, given: OrderAnswer) -> OrderRead:
    """Say how far it is, or look at what was said."""
    viewer = viewer_of(request)
    to = OrderState.of(given.state)
    answer(viewer, order_id, to, text=given.text, files=given.files, read_number=given.read_number)
    return order_read(order_shown(viewer, order_id))


@room.post(f"{AT}/undo", Scope.EDITIONS_WRITE, OrderRead, status=200)
def undo_answer(request: HttpRequest, order_id: UUID) -> OrderRead:
    """Take back the last answer of my desk; it stays in the history."""
    viewer = viewer_of(request)
    undo(viewer, order_id)
    return order_read(order_shown(viewer, order_id))


@room.post(f"{AT}/hand-over", Scope.EDITIONS_WRITE, OrderRead, status=200)
def hand_order_over(request: HttpRequest, order_id: UUID, given: OrderHandedOver) -> OrderRead:
    """Hand it over to another desk or to somebody."""
    viewer = viewer_of(request)
    hand_over(viewer, order_id, desk=given.desk, person=given.person, text=given.text)
    return order_read(order_shown(viewer, order_id))


@room.post(f"{AT}/due", Scope.EDITIONS_WRITE, OrderRead, status=200)
def put_order_off(request: HttpRequest, order_id: UUID, given: OrderPutOff) -> OrderRead:
    """Give it another time; its chasing begins anew."""
    viewer = viewer_of(request)
    put_off(viewer, order_id, given.due_at, given.reason)
    return order_read(order_shown(viewer, order_id))


@room.post(f"{AT}/lift", Scope.EDITIONS_WRITE, OrderRead, status=200)
def lift_sequence(request: HttpRequest, order_id: UUID) -> OrderRead:
    """Let it begin before what it waits for."""
    viewer = viewer_of(request)
    lift(viewer, order_id)
    return order_read(order_shown(viewer, order_id))


@room.upload(f"{AT}/files", Scope.EDITIONS_WRITE, FileRead)
def prove_order(request: HttpRequest, answered: HttpResponse, order_id: UUID) -> Status[FileRead]:
    """Bring a file as proof, in one part named `file`; name its id in the answer."""
    given = one_file(request)
    kept = prove(viewer_of(request), order_id, name=given.name, chunks=given.chunks)
    return made(request, answered, f"files/{kept.public_id}", file_read(kept))
