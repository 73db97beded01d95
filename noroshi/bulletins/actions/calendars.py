"""A desk's calendars of updates: begun, changed, ended."""

import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.actions.feeds import MOST, web_address
from noroshi.bulletins.days import Rule
from noroshi.bulletins.errors import CalendarNamedTwice, DatesUnclear, FeedAddressWrong, TooManyFollowed
from noroshi.bulletins.models import Calendar
from noroshi.bulletins.ranges import own
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """`remind_days` before each date the desk is told; None: never."""

    name: str
    rule: Rule
    note: str = ""
    link: str = ""
    remind_days: int | None = None


def begin_calendar(viewer: Viewer, wish: CalendarWish) -> Calendar:
    if readable_by(viewer, Calendar.objects.filter(desk_id=viewer.desk_id, ended_at=None)).count() >= MOST:
        raise TooManyFollowed
    row = Calendar(
        audience_id=own(viewer),
        desk_id=viewer.desk_id,
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
        **_said(wish),
    )
    _kept(row, is_new=True)
    told(viewer, "begin_calendar", row.public_id)
    return row


def amend_calendar(viewer: Viewer, calendar_id: uuid.UUID, wish: CalendarWish) -> Calendar:
    row = own_calendar_row(viewer, calendar_id)
    for name, value in _said(wish).items():
        setattr(row, name, value)
    row.told_for = None
    _kept(row, is_new=False)
    told(viewer, "amend_calendar", row.public_id)
    return row


def end_calendar(viewer: Viewer, calendar_id: uuid.UUID) -> None:
    row = own_calendar_row(viewer, calendar_id)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    told(viewer, "end_calendar", row.public_id)


def own_calendar_row(viewer: Viewer, calendar_id: uuid.UUID) -> Calendar:
    rows = Calendar.objects.filter(public_id=calendar_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return row


def told(viewer: Viewer, deed: str, public_id: uuid.UUID) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(public_id, viewer.organization_id)], detail={})


def _said(wish: CalendarWish) -> dict[str, object]:
    rule = wish.rule
    if not rule.is_whole or (wish.remind_days is not None and not 0 <= wish.remind_days <= 30):
        raise DatesUnclear
    link = web_address(wish.link, may_be_plain=True) if wish.link else ""
    if wish.link and not link:
        raise FeedAddressWrong
    return {
        "name": clean_line(wish.name, most=80, required=True),
        "note": clean_line(wish.note, most=400),
        "link": link,
        "remind_days": wish.remind_days,
        "rule": rule.kind.value,
        "nth": rule.nth,
        "weekday": rule.weekday,
        "weeks": rule.weeks,
        "start": rule.start,
        "dates": sorted(set(rule.dates)),
        "shift": rule.shift,
    }


def _kept(row: Calendar, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as mistake:
        if "one_calendar_a_name_and_desk" in str(mistake):
            raise CalendarNamedTwice from None
        raise
