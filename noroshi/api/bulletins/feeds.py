"""Feeds that the desk follows, and the alerts that came by them."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.bulletins.room import room
from noroshi.api.cursors import Page
from noroshi.api.fields import Address, Incoming, Line, Name
from noroshi.api.routing import made
from noroshi.bulletins.actions.feeds import FeedWish, amend_feed, begin_feed, end_feed
from noroshi.bulletins.queries import AlertShown, FeedShown, alert_shown, alerts_of, feed_shown, feeds_of
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FeedFault

AT = "/feeds/{uuid:feed}"


class FeedGiven(Incoming):
    """Looked at every so many `minutes`; an entry in which one of `words` stands is told to the desk."""

    name: Name
    address: Address
    minutes: Annotated[int, Field(strict=True, ge=15, le=1440)] = 60
    words: Annotated[list[Line], Field(max_length=50)] = []

    def wish(self) -> FeedWish:
        return FeedWish(self.name, self.address, self.minutes, self.words)


class FeedRead(Schema):
    """`fault`: why the last look brought nothing."""

    id: UUID
    name: str
    address: str
    minutes: int
    words: list[str]
    read_at: datetime | None
    next_at: datetime
    fault: FeedFault | None


class AlertRead(Schema):
    """As text; `matched` are the desk's words that stand in it."""

    id: UUID
    feed: str
    title: str
    summary: str
    link: str
    published_at: datetime | None
    seen_at: datetime
    identifiers: list[str]
    cves: list[str]
    cvss: Decimal | None
    matched: list[str]


class AlertsAsked(Schema):
    feed: UUID | None = None
    words: Line = ""
    matched: bool = False


@room.get("/feeds", Scope.INTEL_READ, Page[FeedRead])
def feeds(request: HttpRequest) -> Page[FeedRead]:
    """Feeds that my desk follows, with how the last look went."""
    return Page(items=[_feed(one) for one in feeds_of(viewer_of(request))])


@room.post("/feeds", Scope.INTEL_WRITE, FeedRead)
def begin(request: HttpRequest, answer: HttpResponse, given: FeedGiven) -> Status[FeedRead]:
    """Follow a feed."""
    viewer = viewer_of(request)
    row = begin_feed(viewer, given.wish())
    return made(request, answer, f"feeds/{row.public_id}", _feed(feed_shown(viewer, row.public_id)))


@room.get(AT, Scope.INTEL_READ, FeedRead)
def one_feed(request: HttpRequest, feed: UUID) -> FeedRead:
    """One feed of my desk."""
    return _feed(feed_shown(viewer_of(request), feed))


@room.post(AT, Scope.INTEL_WRITE, FeedRead, status=200)
def amend(request: HttpRequest, feed: UUID, given: FeedGiven) -> FeedRead:
    """Change a feed; it is looked at anew."""
    viewer = viewer_of(request)
    amend_feed(viewer, feed, given.wish())
    return _feed(feed_shown(viewer, feed))


@room.delete(AT, Scope.INTEL_WRITE)
def end(request: HttpRequest, feed: UUID) -> Status[None]:
    """Follow a feed no longer."""
    end_feed(viewer_of(request), feed)
    return Status(204, None)


@room.get("/alerts", Scope.INTEL_READ, Page[AlertRead])
def alerts(request: HttpRequest, asked: Query[AlertsAsked]) -> Page[AlertRead]:
    """The newest 200 alerts, by feed, by words, or only those in which words of the desk stand."""
    found = alerts_of(viewer_of(request), feed=asked.feed, words=asked.words, only_matched=asked.matched)
    return Page(items=[alert_read(one) for one in found])


@room.get("/alerts/{uuid:alert}", Scope.INTEL_READ, AlertRead)
def one_alert(request: HttpRequest, alert: UUID) -> AlertRead:
    """One alert."""
    return alert_read(alert_shown(viewer_of(request), alert))


def _feed(one: FeedShown) -> FeedRead:
    return FeedRead(
        id=one.public_id,
        name=one.name,
        address=one.address,
        minutes=one.minutes,
        words=[*one.words],
        read_at=one.read_at,
        next_at=one.next_at,
        fault=one.fault,
    )


def alert_read(one: AlertShown) -> AlertRead:
    return AlertRead(
        id=one.public_id,
        feed=one.feed,
        title=one.title,
        summary=one.summary,
        link=one.link,
        published_at=one.published_at,
        seen_at=one.seen_at,
        identifiers=[*one.identifiers],
        cves=[*one.cves],
        cvss=one.cvss,
        matched=[*one.matched],
    )
