"""What a desk follows, as its people see it. To everybody else it does not exist."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Q
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.actions.calendars import own_calendar_row
from noroshi.bulletins.actions.feeds import own_feed_row
from noroshi.bulletins.days import Rule, upcoming
from noroshi.bulletins.icalendar import Event
from noroshi.bulletins.models import Alert, Calendar, CalendarAddress, Feed
from noroshi.vocabulary import DateRule, FeedFault
from noroshi.vocabulary.errors import NotFound

MOST_SHOWN: Final = 200
MOST_EVENTS: Final = 24


@dataclass(frozen=True, slots=True)
class FeedShown:
    """`fault`: why the last look brought nothing; `read_at`: when that was."""

    public_id: uuid.UUID
    name: str
    address: str
    minutes: int
    words: tuple[str, ...]
    read_at: datetime | None
    next_at: datetime
    fault: FeedFault | None


@dataclass(frozen=True, slots=True)
class AlertShown:
    public_id: uuid.UUID
    feed: str
    title: str
    summary: str
    link: str
    published_at: datetime | None
    seen_at: datetime
    identifiers: tuple[str, ...]
    cves: tuple[str, ...]
    cvss: Decimal | None
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """`next_dates` is empty when no further one is known."""

    public_id: uuid.UUID
    name: str
    note: str
    link: str
    rule: Rule
    remind_days: int | None
    next_dates: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class DateShown:
    day: date
    calendar: CalendarShown


def feeds_of(viewer: Viewer) -> list[FeedShown]:
    rows = Feed.objects.filter(desk_id=viewer.desk_id, ended_at=None)
    return [_feed(row) for row in readable_by(viewer, rows).order_by("name", "pk")]


def feed_shown(viewer: Viewer, feed_id: uuid.UUID) -> FeedShown:
    return _feed(own_feed_row(viewer, feed_id))


def alerts_of(
    viewer: Viewer, *, feed: uuid.UUID | None = None, words: str = "", only_matched: bool = False
) -> list[AlertShown]:
    """Newest first, of feeds that are followed still."""
    rows = Alert.objects.filter(of__desk_id=viewer.desk_id, of__ended_at=None).select_related("of")
    if feed:
        rows = rows.filter(of=own_feed_row(viewer, feed))
    if only_matched:
        rows = rows.exclude(matched=[])
    for word in words.split()[:8]:
        named = Q(cves__contains=[word.upper()]) | Q(identifiers__contains=[word])
        rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word) | named)
    return [_alert(row) for row in readable_by(viewer, rows).order_by("-seen_at", "pk")[:MOST_SHOWN]]


def alert_shown(viewer: Viewer, alert_id: uuid.UUID) -> AlertShown:
    rows = Alert.objects.filter(public_id=alert_id, of__desk_id=viewer.desk_id, of__ended_at=None)
    row = readable_by(viewer, rows.select_related("of")).first()
    if row is None:
        raise NotFound
    return _alert(row)


def alerts_named(viewer: Viewer, ids: Collection[uuid.UUID]) -> list[AlertShown]:
    """Those of these that this desk follows still."""
    rows = Alert.objects.filter(public_id__in=list(ids), of__desk_id=viewer.desk_id, of__ended_at=None)
    return [_alert(row) for row in readable_by(viewer, rows.select_related("of")).order_by("pk")]


def calendars_of(viewer: Viewer) -> list[CalendarShown]:
    rows = Calendar.objects.filter(desk_id=viewer.desk_id, ended_at=None)
    return [_calendar(row) for row in readable_by(viewer, rows).order_by("name", "pk")]


def calendar_shown(viewer: Viewer, calendar_id: uuid.UUID) -> CalendarShown:
    return _calendar(own_calendar_row(viewer, calendar_id))


def dates_of(viewer: Viewer) -> list[DateShown]:
    """The next dates of all calendars, in their order."""
    found = [DateShown(day, one) for one in calendars_of(viewer) for day in one.next_dates]
    return sorted(found, key=lambda one: (one.day, one.calendar.name))


def has_address(viewer: Viewer) -> bool:
    rows = CalendarAddress.objects.filter(desk_id=viewer.desk_id, revoked_at=None)
    return readable_by(viewer, rows).exists()


def events_of(row: Calendar) -> Iterator[Event]:
    for day in upcoming(rule_of(row), timezone.localdate(), MOST_EVENTS):
        yield Event(str(row.public_id), day, row.name, row.note, row.link)


def rule_of(row: Calendar) -> Rule:
    return Rule(DateRule.of(row.rule), row.nth, row.weekday, row.weeks, row.start, tuple(row.dates), row.shift)


def _feed(row: Feed) -> FeedShown:
    return FeedShown(
        public_id=row.public_id,
        name=row.name,
        address=row.address,
        minutes=row.minutes,
        words=tuple(row.words),
        read_at=row.read_at,
        next_at=row.next_at,
        fault=FeedFault.of(row.fault) if row.fault else None,
    )


def _alert(row: Alert) -> AlertShown:
    return AlertShown(
        public_id=row.public_id,
        feed=row.of.name,
        title=row.title,
        summary=row.summary,
        link=row.link,
        published_at=row.published_at,
        seen_at=row.seen_at,
        identifiers=tuple(row.identifiers),
        cves=tuple(row.cves),
        cvss=row.cvss,
        matched=tuple(row.matched),
    )


def _calendar(row: Calendar) -> CalendarShown:
    rule = rule_of(row)
    return CalendarShown(
        public_id=row.public_id,
        name=row.name,
        note=row.note,
        link=row.link,
        rule=rule,
        remind_days=row.remind_days,
        next_dates=tuple(upcoming(rule, timezone.localdate(), 6)),
    )
