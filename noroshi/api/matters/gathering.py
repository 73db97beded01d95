"""Events of my desk: linking, reading together, splitting."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status

from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.matters.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.matters import actions, queries
from noroshi.matters.queries import EventShown, Thread
from noroshi.threshold.acting import viewer_of


class Linking(Incoming):
    """Two items that I read; `reason` stays at my desk."""

    edition: Id
    other: Id
    reason: Reason = ""


class Splitting(Incoming):
    edition: Id
    reason: Reason = ""


class ThreadRead(Schema):
    """One source of the event: its editions as far as I read them, the newest first.

    `reason`, `by_name_ja` and `at` are empty where I do not read what it was linked with.
    """

    editions: list[EditionLine]
    reason: str
    by_name_ja: str
    at: datetime | None


class EventRead(Schema):
    """What my desk holds to be one event. Nobody else learns of it."""

    id: UUID
    made_at: datetime
    threads: list[ThreadRead]


class About(Schema):
    edition: Id


class EventAbout(Schema):
    """`event` is empty when the item stands alone."""

    event: EventRead | None


class Declining(Incoming):
    """A suggestion that is wrong. `reason` stays at my desk."""

    edition: Id
    other: Id
    reason: Reason


@room.post("/events/declined", Scope.EDITIONS_WRITE, EventAbout)
def decline(request: HttpRequest, given: Declining) -> EventAbout:
    """Say that two items which read alike are not one event. They are not suggested to my desk again."""
    viewer = viewer_of(request)
    actions.decline(viewer, given.edition, given.other, reason=given.reason)
    found = queries.event_of(viewer, given.edition)
    return EventAbout(event=_read(found) if found else None)


@room.post("/events", Scope.EDITIONS_WRITE, EventRead)
def link(request: HttpRequest, answer: HttpResponse, given: Linking) -> Status[EventRead]:
    """Say that two items tell of one event. Said twice, it is one; two events that turn out to be one become one."""
    viewer = viewer_of(request)
    row = actions.link(viewer, given.edition, given.other, reason=given.reason)
    return made(request, answer, f"events/{row.public_id}", _read(queries.event(viewer, row.public_id)))


@room.get("/events/{uuid:event}", Scope.EDITIONS_READ, EventRead)
def read(request: HttpRequest, event: UUID) -> EventRead:
    """One event as far as I read what was gathered in it."""
    return _read(queries.event(viewer_of(request), event))


@room.get("/events", Scope.EDITIONS_READ, EventAbout)
def about(request: HttpRequest, given: Annotated[About, Query()]) -> EventAbout:
    """The event that an item stands in at my desk."""
    found = queries.event_of(viewer_of(request), given.edition)
    return EventAbout(event=_read(found) if found else None)


@room.post("/events/{uuid:event}/split", Scope.EDITIONS_WRITE, EventAbout)
def split(request: HttpRequest, event: UUID, given: Splitting) -> EventAbout:
    """Take an item out of an event again; the answer is what it then stands in."""
    viewer = viewer_of(request)
    actions.split(viewer, event, given.edition, reason=given.reason)
    return EventAbout(event=None)


class Withdrawing(Incoming):
    """The number of `edition` goes; the matter goes on under that of `instead`."""

    edition: Id
    instead: Id


class NumberNow(Schema):
    reference_number: str


@room.post("/events/{uuid:event}/withdraw-number", Scope.EDITIONS_WRITE, NumberNow)
def withdraw_number(request: HttpRequest, event: UUID, given: Withdrawing) -> NumberNow:
    """At the center: withdraw a number that one matter was given a second time. It stays reserved; holders are told."""
    viewer = viewer_of(request)
    return NumberNow(reference_number=actions.withdraw_number(viewer, event, given.edition, given.instead))


def _read(found: EventShown) -> EventRead:
    return EventRead(id=found.public_id, made_at=found.made_at, threads=[_thread(one) for one in found.threads])


def _thread(one: Thread) -> ThreadRead:
    by = one.by.name_ja if one.by else ""
    return ThreadRead(editions=[line(each) for each in one.lines], reason=one.reason, by_name_ja=by, at=one.at)
