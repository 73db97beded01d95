"""An event as one picture: what was said, folded, what contradicts, and the orders, objects and alerts that stand beside it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.matters.room import room
from noroshi.api.response.shown import OrderInList, in_list
from noroshi.api.sheet import FieldReplaced, FieldSaid, field_replaced, field_said
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.naming import title_of, type_of, whole_of
from noroshi.matters import actions
from noroshi.matters.beside import Placed
from noroshi.matters.contradicting import Contradiction
from noroshi.matters.folding import Told
from noroshi.matters.merged import Merged, look_through, merged
from noroshi.matters.telling import parts_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Certainty, FoundKind, OrderReach, StixType, Tlp2

type ThingKind = Literal["order", "object", "alert"]


class StatementRead(Schema):
    """`copies`: editions that tell the same after it. `is_new`: I have not opened it.

    `said` is what happened, what is to be done and what the analysis found, with how sure the writer is; `replaced` are measures
    that do not stand any more. Why I read it: `GET /editions/{edition}/why`.
    """

    edition: EditionLine
    said: list[FieldSaid]
    replaced: list[FieldReplaced]
    is_new: bool
    copies: list[EditionLine]


class SideRead(Schema):
    """What one body says of the field now, in the edition `edition`."""

    edition: UUID
    value: Any
    certainty: Certainty | None
    basis: str


class ContradictionRead(Schema):
    """One field of the form of which bodies say something else."""

    field: str
    ja: str
    en: str
    sides: list[SideRead]


class PutBeside(Schema):
    """Why somebody of my desk put it there, and when: empty where it came by itself. `is_new`: since I last looked at all of it."""

    is_new: bool = False
    reason: str = ""
    by_name_ja: str = ""
    put_at: datetime | None = None


class OrderBeside(PutBeside):
    """An order of my own house. `reach` says who of it reads it."""

    order: OrderInList
    reach: OrderReach


class EventTimeline(Schema):
    """The newest first. What I may not read is not in it, and nothing says that it is missing."""

    id: UUID
    statements: list[StatementRead]
    orders: list[OrderBeside]
    contradictions: list[ContradictionRead]


class ObjectBeside(PutBeside):
    id: UUID
    type: StixType
    title: str
    tlp: Tlp2
    source: str
    version: datetime | None


class AlertBeside(PutBeside):
    id: UUID
    title: str
    feed: str
    seen_at: datetime


class EventIntelligence(Schema):
    """Objects of shared intelligence and alerts beside the event, as far as I may read them."""

    id: UUID
    objects: list[ObjectBeside]
    alerts: list[AlertBeside]


class ThingNamed(Incoming):
    """Beside which item, and what: an order, an object or an alert that I may read. `reason` stays at my desk."""

    edition: Id
    kind: ThingKind
    id: Id
    reason: Reason = ""


class ThingRefused(Incoming):
    """A suggestion that is wrong, and why."""

    edition: Id
    kind: ThingKind
    id: Id
    reason: Reason


class ThingAnswered(Schema):
    edition: UUID
    kind: ThingKind
    id: UUID


@room.get("/events/{uuid:event}/timeline", Scope.EDITIONS_READ, EventTimeline)
def timeline(request: HttpRequest, event: UUID) -> EventTimeline:
    """Everything that was said in it, copies folded, with the orders of my house about it."""
    found = merged(viewer_of(request), event)
    return EventTimeline(
        id=event,
        statements=[_statement(one, found) for one in found.told],
        orders=list(_orders(found)),
        contradictions=[_contradiction(one) for one in found.contradictions],
    )


@room.get("/events/{uuid:event}/intelligence", Scope.INTEL_READ, EventIntelligence)
def intelligence(request: HttpRequest, event: UUID) -> EventIntelligence:
    """Shared intelligence that my desk put beside it."""
    found = merged(viewer_of(request), event)
    return EventIntelligence(id=event, objects=list(_objects(found)), alerts=list(_alerts(found)))


@room.post("/events/{uuid:event}/looked", Scope.EDITIONS_WRITE, EventTimeline, status=200)
def looked(request: HttpRequest, event: UUID) -> EventTimeline:
    """I have looked at all of it: what comes from now on is new."""
    look_through(viewer_of(request), event)
    return timeline(request, event)


@room.post("/events/beside", Scope.EDITIONS_WRITE, ThingAnswered, status=200)
def put(request: HttpRequest, given: ThingNamed) -> ThingAnswered:
    """Put something beside an item. It then stands in the timeline of the event, for those of my desk who may read it."""
    actions.put(viewer_of(request), given.edition, FoundKind.of(given.kind), given.id, reason=given.reason)
    return _answered(given)


@room.post("/events/beside/take-away", Scope.EDITIONS_WRITE, ThingAnswered, status=200)
def take_away(request: HttpRequest, given: ThingNamed) -> ThingAnswered:
    """Take it away again; it can be put there once more."""
    actions.take_away(viewer_of(request), given.edition, FoundKind.of(given.kind), given.id, reason=given.reason)
    return _answered(given)


@room.post("/events/beside/refuse", Scope.EDITIONS_WRITE, ThingAnswered, status=200)
def refuse(request: HttpRequest, given: ThingRefused) -> ThingAnswered:
    """Say that it does not belong there: it is not suggested to my desk again."""
    actions.refuse(viewer_of(request), given.edition, FoundKind.of(given.kind), given.id, reason=given.reason)
    return _answered(given)


def _answered(given: ThingNamed | ThingRefused) -> ThingAnswered:
    return ThingAnswered(edition=given.edition, kind=given.kind, id=given.id)


def _statement(one: Told, found: Merged) -> StatementRead:
    return StatementRead(
        edition=line(one.first.line),
        said=[field_said(part.name, part.field, part.said) for part in parts_of(one.first)],
        replaced=[field_replaced(each) for each in found.replaced(one.first)],
        is_new=one.first.line.key in found.new,
        copies=[line(copy.line) for copy in one.copies],
    )


def _contradiction(one: Contradiction) -> ContradictionRead:
    return ContradictionRead(
        field=one.field.id,
        ja=one.field.label("ja"),
        en=one.field.label("en"),
        sides=[
            SideRead(edition=told.line.public_id, value=said.plain(), certainty=said.certainty, basis=said.basis)
            for told, said in one.sides
        ],
    )


def _orders(found: Merged) -> Iterable[OrderBeside]:
    for one in found.beside:
        if order := one.thing.order:
            yield OrderBeside(order=in_list(order), reach=order.reach, **_put(one, found))


def _objects(found: Merged) -> Iterable[ObjectBeside]:
    for one in found.beside:
        if listed := one.thing.listed:
            whole = whole_of(listed.kept.raw)
            yield ObjectBeside(
                id=listed.kept.uuid,
                type=type_of(whole),
                title=title_of(whole),
                tlp=Tlp2.of(listed.color.word),
                source=listed.origin.name if listed.origin else "",
                version=listed.kept.version,
                **_put(one, found),
            )


def _alerts(found: Merged) -> Iterable[AlertBeside]:
    for one in found.beside:
        if alert := one.thing.alert:
            yield AlertBeside(
                id=alert.public_id, title=alert.title, feed=alert.feed, seen_at=alert.seen_at, **_put(one, found)
            )


def _put(one: Placed, found: Merged) -> dict[str, Any]:
    is_new = {"is_new": (one.thing.kind, one.thing.id) in found.new_beside}
    if one.put is None:
        return is_new
    return {**is_new, "reason": one.put.reason, "by_name_ja": one.put.by.name_ja, "put_at": one.put.at}
