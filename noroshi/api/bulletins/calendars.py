"""Calendars of updates and their next dates."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.bulletins.room import room
from noroshi.api.cursors import Page
from noroshi.api.fields import Day, Flag, Incoming, Name, Reason
from noroshi.api.routing import made
from noroshi.bulletins.actions.calendars import CalendarWish, amend_calendar, begin_calendar, end_calendar
from noroshi.bulletins.days import Rule
from noroshi.bulletins.queries import CalendarShown, calendar_shown, calendars_of, dates_of
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DateRule

AT = "/calendars/{uuid:calendar}"


class CalendarGiven(Incoming):
    """`nth` (-1: last) and `weekday` (0: Monday) of a month, `weeks` from `start`, or single `dates`; `next_day`: a day later here."""

    name: Name
    rule: DateRule
    nth: Annotated[int, Field(strict=True, ge=-1, le=5)] | None = None
    weekday: Annotated[int, Field(strict=True, ge=0, le=6)] | None = None
    weeks: Annotated[int, Field(strict=True, ge=1, le=52)] | None = None
    start: Day | None = None
    dates: Annotated[list[Day], Field(max_length=200)] = []
    next_day: Flag = False
    remind_days: Annotated[int, Field(strict=True, ge=0, le=30)] | None = None
    link: Annotated[str, Field(max_length=500)] = ""
    note: Reason = ""

    def wish(self) -> CalendarWish:
        rule = Rule(
            DateRule.of(self.rule),
            self.nth,
            self.weekday,
            self.weeks,
            self.start,
            tuple(self.dates),
            int(self.next_day),
        )
        return CalendarWish(self.name, rule, self.note, self.link, self.remind_days)


class CalendarRead(Schema):
    """`next_dates` is empty when no further one is known."""

    id: UUID
    name: str
    rule: DateRule
    nth: int | None
    weekday: int | None
    weeks: int | None
    start: date | None
    dates: list[date]
    next_day: bool
    remind_days: int | None
    link: str
    note: str
    next_dates: list[date]


class UpdateDate(Schema):
    day: date
    calendar: UUID
    name: str


@room.get("/calendars", Scope.INTEL_READ, Page[CalendarRead])
def calendars(request: HttpRequest) -> Page[CalendarRead]:
    """Calendars of my desk."""
    return Page(items=[_calendar(one) for one in calendars_of(viewer_of(request))])


@room.get("/calendars/dates", Scope.INTEL_READ, Page[UpdateDate])
def dates(request: HttpRequest) -> Page[UpdateDate]:
    """The next dates of all calendars, in their order."""
    found = dates_of(viewer_of(request))
    return Page(
        items=[UpdateDate(day=one.day, calendar=one.calendar.public_id, name=one.calendar.name) for one in found]
    )


@room.post("/calendars", Scope.INTEL_WRITE, CalendarRead)
def begin(request: HttpRequest, answer: HttpResponse, given: CalendarGiven) -> Status[CalendarRead]:
    """Make a calendar."""
    viewer = viewer_of(request)
    row = begin_calendar(viewer, given.wish())
    return made(request, answer, f"calendars/{row.public_id}", _calendar(calendar_shown(viewer, row.public_id)))


@room.get(AT, Scope.INTEL_READ, CalendarRead)
def one(request: HttpRequest, calendar: UUID) -> CalendarRead:
    """One calendar of my desk."""
    return _calendar(calendar_shown(viewer_of(request), calendar))


@room.post(AT, Scope.INTEL_WRITE, CalendarRead, status=200)
def amend(request: HttpRequest, calendar: UUID, given: CalendarGiven) -> CalendarRead:
    """Change a calendar."""
    viewer = viewer_of(request)
    amend_calendar(viewer, calendar, given.wish())
    return _calendar(calendar_shown(viewer, calendar))


@room.delete(AT, Scope.INTEL_WRITE)
def end(request: HttpRequest, calendar: UUID) -> Status[None]:
    """End a calendar."""
    end_calendar(viewer_of(request), calendar)
    return Status(204, None)


def _calendar(one: CalendarShown) -> CalendarRead:
    rule = one.rule
    return CalendarRead(
        id=one.public_id,
        name=one.name,
        rule=rule.kind,
        nth=rule.nth,
        weekday=rule.weekday,
        weeks=rule.weeks,
        start=rule.start,
        dates=[*rule.dates],
        next_day=bool(rule.shift),
        remind_days=one.remind_days,
        link=one.link,
        note=one.note,
        next_dates=[*one.next_dates],
    )
