"""What desks say to the desk that sums up, and what is said to the sender of an advisory."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.response.room import room
from noroshi.api.response.shown import OwnDesk, own_desk
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.response.actions.chasing import Rhythm, rhythm_of, set_chasing
from noroshi.response.actions.rolling_up import begin_rollup, end_rollup
from noroshi.response.actions.saying import say, summary
from noroshi.response.rollups import RollupShown, rollups_heard, rollups_said
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, OrderState, RollupGrain
from noroshi.vocabulary.errors import NotFound

Hours = Annotated[int, Field(strict=True, ge=1, le=720)]


class RollupGiven(Incoming):
    """`desk` is the one that sums up: of the own organization or of another operator."""

    desk: Id
    grain: RollupGrain = RollupGrain.FIGURES


class OrderSaid(Schema):
    title: str
    state: OrderState
    due_at: datetime


class RollupRead(Schema):
    """`is_said`: by my desk; else it was said to it. `said_at` is null until the first figures were said."""

    id: UUID
    is_said: bool
    desk: OwnDesk
    grain: RollupGrain
    said_at: datetime | None
    open: int
    finished: int
    late: int
    orders: list[OrderSaid]


class ChasingGiven(Incoming):
    """Hours before the time, and hours from one tier to the next."""

    remind_hours: Hours
    escalate_hours: Hours


class ChasingRead(Schema):
    remind_hours: int
    escalate_hours: int


class SummaryRead(Schema):
    """Of all orders about an advisory; nothing of it has left the organization."""

    orders: int
    finished: int
    cannot: int
    action: ActionTaken


class SummarySaid(Incoming):
    text: Annotated[Reason, Field(min_length=1)]


@room.get("/rollups", Scope.EDITIONS_READ, Page[RollupRead])
def rollups(request: HttpRequest) -> Page[RollupRead]:
    """What my desk says to others, and what others say to it."""
    viewer = viewer_of(request)
    said = [_read(one, is_said=True) for one in rollups_said(viewer)]
    return Page(items=[*said, *(_read(one, is_said=False) for one in rollups_heard(viewer))])


@room.post("/rollups", Scope.EDITIONS_WRITE, RollupRead)
def begin_saying(request: HttpRequest, answered: HttpResponse, given: RollupGiven) -> Status[RollupRead]:
    """Begin to say figures of my desk's orders to another desk."""
    viewer = viewer_of(request)
    row = begin_rollup(viewer, given.desk, RollupGrain.of(given.grain))
    one = next(each for each in rollups_said(viewer) if each.public_id == row.public_id)
    return made(request, answered, "rollups", _read(one, is_said=True))


@room.delete("/rollups/{uuid:rollup}", Scope.EDITIONS_WRITE)
def end_saying(request: HttpRequest, rollup: UUID) -> Status[None]:
    """End it; what was said is taken back."""
    end_rollup(viewer_of(request), rollup)
    return Status(204, None)


@room.get("/orders/chasing", Scope.EDITIONS_READ, ChasingRead)
def chasing(request: HttpRequest) -> ChasingRead:
    """When orders of my organization are chased."""
    return _rhythm(rhythm_of(viewer_of(request).organization_id))


@room.post("/orders/chasing", Scope.EDITIONS_WRITE, ChasingRead, status=200)
def change_chasing(request: HttpRequest, given: ChasingGiven) -> ChasingRead:
    """Set when orders are chased."""
    rhythm = Rhythm(given.remind_hours, given.escalate_hours)
    set_chasing(viewer_of(request), rhythm)
    return _rhythm(rhythm)


@room.get("/advisories/{uuid:edition}/order-summary", Scope.EDITIONS_READ, SummaryRead)
def order_summary(request: HttpRequest, edition: UUID) -> SummaryRead:
    """How far my organization is with an advisory that came here."""
    found = summary(viewer_of(request), edition)
    if found is None:
        raise NotFound
    return SummaryRead(orders=found.orders, finished=found.finished, cannot=found.cannot, action=found.action)


@room.post("/advisories/{uuid:edition}/order-summary", Scope.EDITIONS_WRITE, SummaryRead, status=200)
def say_summary(request: HttpRequest, edition: UUID, given: SummarySaid) -> SummaryRead:
    """Say it to the advisory's sender, in words that I choose."""
    say(viewer_of(request), edition, given.text)
    return order_summary(request, edition)


def _rhythm(one: Rhythm) -> ChasingRead:
    return ChasingRead(remind_hours=one.remind_hours, escalate_hours=one.escalate_hours)


def _read(one: RollupShown, *, is_said: bool) -> RollupRead:
    return RollupRead(
        id=one.public_id,
        is_said=is_said,
        desk=own_desk(one.to_desk if is_said else one.from_desk),
        grain=one.grain,
        said_at=one.said_at,
        open=one.open,
        finished=one.finished,
        late=one.late,
        orders=[OrderSaid(title=each.title, state=each.state, due_at=each.due_at) for each in one.orders],
    )
