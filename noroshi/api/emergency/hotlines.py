"""Hotlines between the center and one desk of an operator."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.drafts.shown import Writer, writer
from noroshi.api.editions.shown import Origin, origin
from noroshi.api.emergency.room import room
from noroshi.api.fields import Id, Incoming, Line, Passage
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.emergency import actions
from noroshi.emergency.hotlines import HotlineShown, LineShown, hotline, hotlines
from noroshi.threshold.acting import viewer_of


class HotlineOpening(Incoming):
    """At the center. `desk` is one of an operator, `about` an item that both read."""

    desk: Id
    title: Line
    text: Passage = ""
    about: Id | None = None


class Saying(Incoming):
    text: Passage


class SaidShown(Schema):
    """`heard_at`: when somebody at the other end first read it."""

    id: UUID
    desk: Origin
    by: Writer
    text: str
    at: datetime
    is_own: bool
    heard_at: datetime | None


class HotlineRead(Schema):
    id: UUID
    title: str
    other: Origin
    edition: UUID | None
    opened_at: datetime
    opened_by: Writer
    closed_at: datetime | None
    unheard: int
    lines: list[SaidShown]


@room.get("/hotlines", Scope.EDITIONS_READ, Page[HotlineRead])
def open_ones(request: HttpRequest) -> Page[HotlineRead]:
    """Hotlines of my desk, open ones first. Looking at the list reads nothing."""
    return Page(items=[_read(one) for one in hotlines(viewer_of(request))])


@room.get("/hotlines/{uuid:hotline}", Scope.EDITIONS_READ, HotlineRead)
def one(request: HttpRequest, hotline: UUID) -> HotlineRead:
    """One hotline. A machine says by its own route when its people have read it."""
    return _read(_hotline(viewer_of(request), hotline))


@room.post("/hotlines", Scope.EDITIONS_WRITE, HotlineRead)
def open_one(request: HttpRequest, answer: HttpResponse, given: HotlineOpening) -> Status[HotlineRead]:
    """Open a hotline. The other desk is told at once that somebody speaks, and by no channel what."""
    viewer = viewer_of(request)
    row = actions.open_hotline(viewer, given.desk, title=given.title, text=given.text, about=given.about)
    return made(request, answer, f"hotlines/{row.public_id}", _read(_hotline(viewer, row.public_id)))


@room.post("/hotlines/{uuid:hotline}/lines", Scope.EDITIONS_WRITE, HotlineRead)
def speak(request: HttpRequest, answer: HttpResponse, hotline: UUID, given: Saying) -> Status[HotlineRead]:
    """Say something on it."""
    viewer = viewer_of(request)
    actions.say(viewer, hotline, given.text)
    return made(request, answer, f"hotlines/{hotline}", _read(_hotline(viewer, hotline)))


@room.post("/hotlines/{uuid:hotline}/heard", Scope.EDITIONS_WRITE, HotlineRead, status=200)
def heard(request: HttpRequest, hotline: UUID) -> HotlineRead:
    """What the other end has said so far is read here."""
    viewer = viewer_of(request)
    actions.hear(viewer, hotline)
    return _read(_hotline(viewer, hotline))


@room.post("/hotlines/{uuid:hotline}/close", Scope.EDITIONS_WRITE, HotlineRead, status=200)
def close(request: HttpRequest, hotline: UUID) -> HotlineRead:
    """Close it, at the center. What was said stays readable to both ends."""
    viewer = viewer_of(request)
    actions.close_hotline(viewer, hotline)
    return _read(_hotline(viewer, hotline))


_hotline = hotline


def _read(one: HotlineShown) -> HotlineRead:
    return HotlineRead(
        id=one.public_id,
        title=one.title,
        other=origin(one.other),
        edition=one.edition,
        opened_at=one.opened_at,
        opened_by=writer(one.opened_by),
        closed_at=one.closed_at,
        unheard=one.unheard,
        lines=[_line(each) for each in one.lines],
    )


def _line(one: LineShown) -> SaidShown:
    return SaidShown(
        id=one.public_id,
        desk=origin(one.desk),
        by=writer(one.by),
        text=one.text,
        at=one.at,
        is_own=one.is_own,
        heard_at=one.heard_at,
    )
