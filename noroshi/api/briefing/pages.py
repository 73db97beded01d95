"""Pages for executives: each line as its reader holds it now, with its source and how sure it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.briefing.room import room
from noroshi.api.cursors import Page
from noroshi.api.fields import Flag, Id, Incoming, Moment, Name, Passage, Reason
from noroshi.api.routing import made
from noroshi.briefing.actions import BriefingWish, Option, compose, decide, take_back
from noroshi.briefing.facts import Fact
from noroshi.briefing.figures import FiguresShown, OrdersOnPage
from noroshi.briefing.queries import (
    BriefingLine,
    BriefingShown,
    DecisionShown,
    TakenBack,
    briefing_shown,
    briefings_readable_by,
)
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrderState, Tlp

AT = "/briefings/{uuid:briefing}"


class WayToGo(Incoming):
    """What it means for the service, and for what the house owes to others."""

    name: Name
    service: Passage = ""
    duties: Passage = ""


class BriefingGiven(Incoming):
    """`to` is the desk that decides. `hands_on` shares the sources with it, each inside its own range; the rest stays off its page.

    `orders` stand on the page for those who may read them. `figures` counts the orders of my organization at this moment.
    """

    title: Name
    sources: Annotated[list[Id], Field(min_length=1, max_length=40)]
    to: Id
    situation: Passage = ""
    damage: Passage = ""
    options: Annotated[list[WayToGo], Field(min_length=2, max_length=6)]
    hands_on: Flag = True
    orders: Annotated[list[Id], Field(max_length=40)] = []
    figures: Flag = False

    def wish(self) -> BriefingWish:
        options = [Option(one.name, one.service, one.duties) for one in self.options]
        return BriefingWish(
            self.title,
            self.sources,
            self.to,
            self.situation,
            self.damage,
            options,
            hands_on=self.hands_on,
            orders=self.orders,
            figures=self.figures,
        )


class BriefingDecision(Incoming):
    """`option` counts from 0. Each desk of `to` gets an order."""

    option: Annotated[int, Field(strict=True, ge=0, le=5)]
    words: Passage = ""
    to: Annotated[list[Id], Field(max_length=40)] = []
    due_at: Moment | None = None


class DecisionTakingBack(Incoming):
    """`read_number` is the page's `number` as read: what was decided since is not taken back unseen. The reason goes with the orders."""

    reason: Reason
    read_number: Annotated[int, Field(strict=True, ge=0)] | None = None


class BriefingListed(Schema):
    """`decided` names the option that was decided last; empty while nobody has, and after it was taken back.

    `tlp` is the strictest of what I read on it.
    """

    id: UUID
    title: str
    tlp: Tlp | None
    made_at: datetime
    by: str
    decided: str
    is_taken_back: bool


class FactRead(Schema):
    """One field of one source. Without `certainty` it is stated as known."""

    edition: UUID
    field: str
    value: Any
    certainty: str | None
    basis: str


class WayToGoRead(Schema):
    name: str
    service: str
    duties: str


class DecisionTakenBack(Schema):
    reason: str
    by: str
    desk: UUID
    at: datetime


class DecisionMade(Schema):
    option: str
    words: str
    by: str
    desk: UUID
    at: datetime
    orders: list[UUID]
    taken_back: DecisionTakenBack | None


class OrderOnThePage(Schema):
    """As it stands now."""

    id: UUID
    title: str
    desk: UUID
    due_at: datetime
    state: OrderState
    is_late: bool


class OrdersRead(Schema):
    """Of those on the page that I read: how many are finished, and how many are past their time."""

    items: list[OrderOnThePage]
    finished: int
    late: int


class FiguresRead(Schema):
    """As of `at`, when the page was composed, over orders that I read. `systems` are those that open ones concern."""

    at: datetime
    open: int
    late: int
    finished: int
    systems: list[str]


class BriefingRead(BriefingListed):
    """Each reader gets each line from its edition; what is not for this key is not there."""

    situation: str
    damage: str
    happened: list[FactRead]
    damages: list[FactRead]
    confirmed: list[FactRead]
    unconfirmed: list[FactRead]
    others: list[FactRead]
    options: list[WayToGoRead]
    decisions: list[DecisionMade]
    orders: OrdersRead
    figures: FiguresRead | None
    may_decide: bool
    may_take_back: bool
    number: int


@room.get("/briefings", Scope.EDITIONS_READ, Page[BriefingListed])
def briefings(request: HttpRequest) -> Page[BriefingListed]:
    """Pages of my organization of which I read a source, the newest first."""
    return Page(items=[BriefingListed(**_line(one)) for one in briefings_readable_by(viewer_of(request))])


@room.post("/briefings", Scope.EDITIONS_WRITE, BriefingRead)
def compose_one(request: HttpRequest, answer: HttpResponse, given: BriefingGiven) -> Status[BriefingRead]:
    """Compose a page from items that I read: as narrow as the strictest of them, and never outside my organization."""
    viewer = viewer_of(request)
    page = compose(viewer, given.wish())
    return made(request, answer, f"briefings/{page.public_id}", _read(briefing_shown(viewer, page.public_id)))


@room.get(AT, Scope.EDITIONS_READ, BriefingRead)
def one_briefing(request: HttpRequest, briefing: UUID) -> BriefingRead:
    """One page as I may read it."""
    return _read(briefing_shown(viewer_of(request), briefing))


@room.post(f"{AT}/decision", Scope.EDITIONS_WRITE, BriefingRead)
def decide_one(
    request: HttpRequest, answer: HttpResponse, briefing: UUID, given: BriefingDecision
) -> Status[BriefingRead]:
    """Decide, as executive or CISO: who and when is kept, and the orders go out in the same moment."""
    viewer = viewer_of(request)
    decide(viewer, briefing, given.option, words=given.words, to=given.to, due_at=given.due_at)
    return made(request, answer, f"briefings/{briefing}", _read(briefing_shown(viewer, briefing)))


@room.post(f"{AT}/decision/take-back", Scope.EDITIONS_WRITE, BriefingRead)
def take_one_back(
    request: HttpRequest, answer: HttpResponse, briefing: UUID, given: DecisionTakingBack
) -> Status[BriefingRead]:
    """Take back the decision that holds, at the desk that decided: its orders that nobody has begun are withdrawn."""
    viewer = viewer_of(request)
    take_back(viewer, briefing, given.reason, read_number=given.read_number)
    return made(request, answer, f"briefings/{briefing}", _read(briefing_shown(viewer, briefing)))


def _line(one: BriefingLine) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "title": one.title,
        "tlp": one.tlp,
        "made_at": one.made_at,
        "by": one.by.name_ja,
        "decided": one.decided,
        "is_taken_back": one.is_taken_back,
    }


def _read(shown: BriefingShown) -> BriefingRead:
    return BriefingRead(
        **_line(shown.line),
        situation=shown.situation,
        damage=shown.damage,
        happened=_facts(shown.happened),
        damages=_facts(shown.damages),
        confirmed=_facts(shown.confirmed),
        unconfirmed=_facts(shown.unconfirmed),
        others=_facts(shown.others),
        options=[WayToGoRead(name=one.name, service=one.service, duties=one.duties) for one in shown.options],
        decisions=[_decision(one) for one in shown.decisions],
        orders=_orders(shown.orders),
        figures=_figures(shown.figures),
        may_decide=shown.may_decide,
        may_take_back=shown.may_take_back,
        number=shown.number,
    )


def _facts(found: Iterable[Fact]) -> list[FactRead]:
    return [
        FactRead(
            edition=one.told.line.public_id,
            field=one.field.id,
            value=one.said.value,
            certainty=one.said.certainty.value if one.said.certainty else None,
            basis=one.said.basis,
        )
        for one in found
    ]


def _orders(found: OrdersOnPage) -> OrdersRead:
    items = [
        OrderOnThePage(
            id=one.public_id,
            title=one.title,
            desk=one.desk.public_id,
            due_at=one.due_at,
            state=one.state,
            is_late=one.is_late,
        )
        for one in found.lines
    ]
    return OrdersRead(items=items, finished=found.finished, late=found.late)


def _figures(found: FiguresShown | None) -> FiguresRead | None:
    if found is None:
        return None
    systems = [one.name for one in found.systems]
    return FiguresRead(at=found.at, open=found.open, late=found.late, finished=found.finished, systems=systems)


def _decision(one: DecisionShown) -> DecisionMade:
    return DecisionMade(
        option=one.option.name,
        words=one.words,
        by=one.by.name_ja,
        desk=one.by_desk.public_id,
        at=one.at,
        orders=list(one.orders),
        taken_back=_taken_back(one.taken_back),
    )


def _taken_back(one: TakenBack | None) -> DecisionTakenBack | None:
    if one is None:
        return None
    return DecisionTakenBack(reason=one.reason, by=one.by.name_ja, desk=one.by_desk.public_id, at=one.at)
