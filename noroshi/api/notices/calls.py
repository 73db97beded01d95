"""Reminding and ringing those who have not answered an advisory that my desk sent."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.advisories.actions import begin_calls, end_calls, note_call, remind
from noroshi.advisories.calling import CallList, House, call_list, call_outs
from noroshi.advisories.ringing import Contact
from noroshi.api.cursors import Page
from noroshi.api.editions.explaining import OrganizationNamed
from noroshi.api.editions.shown import EditionLine
from noroshi.api.editions.shown import line as line_shown
from noroshi.api.fields import Handle, Incoming, Line
from noroshi.api.notices.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import CallOutcome


class Reminded(Schema):
    """How many desks were told once more."""

    desks: int


class ContactToRing(Schema):
    """`whom` is what a note names."""

    whom: str
    name: str
    number: str
    is_poc: bool
    is_deputy: bool


class CallNotedShown(Schema):
    name: str
    outcome: CallOutcome
    note: str
    at: datetime


class HouseToRing(Schema):
    """`now` is null while nobody is to be rung before `not_before`, or where no number is known."""

    organization: OrganizationNamed
    now: ContactToRing | None
    then: list[ContactToRing]
    not_before: datetime | None
    was_reached: bool
    calls: list[CallNotedShown]


class CallOutOpen(Schema):
    id: UUID
    edition: EditionLine
    begins_at: datetime


class CallListShown(CallOutOpen):
    ended_at: datetime | None
    houses: list[HouseToRing]


class CallNoted(Incoming):
    whom: Handle
    outcome: CallOutcome
    note: Line = ""


@room.post("/advisories/{uuid:edition}/reminders", Scope.EDITIONS_WRITE, Reminded)
def remind_them(request: HttpRequest, answer: HttpResponse, edition: UUID) -> Status[Reminded]:
    """Tell those once more who have not answered, and nobody else."""
    told = remind(viewer_of(request), edition)
    return made(request, answer, f"advisories/{edition}/board", Reminded(desks=told))


@room.post("/advisories/{uuid:edition}/calls", Scope.EDITIONS_WRITE, CallListShown)
def begin(request: HttpRequest, answer: HttpResponse, edition: UUID) -> Status[CallListShown]:
    """Begin to ring those who have not answered; a second time it is the same list."""
    viewer = viewer_of(request)
    row = begin_calls(viewer, edition)
    return made(request, answer, f"calls/{row.public_id}", _shown(call_list(viewer, row.public_id)))


@room.get("/calls", Scope.EDITIONS_READ, Page[CallOutOpen])
def open_ones(request: HttpRequest) -> Page[CallOutOpen]:
    """Lists of my desk that are open."""
    found = call_outs(viewer_of(request))
    return Page(
        items=[CallOutOpen(id=row.public_id, edition=line_shown(line), begins_at=row.begins_at) for row, line in found]
    )


@room.get("/calls/{uuid:call}", Scope.EDITIONS_READ, CallListShown)
def one(request: HttpRequest, call: UUID) -> CallListShown:
    """Whom to ring now, under which number, and who next."""
    return _shown(call_list(viewer_of(request), call))


@room.post("/calls/{uuid:call}/notes", Scope.EDITIONS_WRITE, CallListShown, status=200)
def note(request: HttpRequest, call: UUID, given: CallNoted) -> CallListShown:
    """What came of one call; the answer says who is next."""
    viewer = viewer_of(request)
    note_call(viewer, call, given.whom, CallOutcome.of(given.outcome), given.note)
    return _shown(call_list(viewer, call))


@room.post("/calls/{uuid:call}/end", Scope.EDITIONS_WRITE, CallListShown, status=200)
def end(request: HttpRequest, call: UUID) -> CallListShown:
    """Nobody else is to be rung."""
    viewer = viewer_of(request)
    end_calls(viewer, call)
    return _shown(call_list(viewer, call))


def _shown(found: CallList) -> CallListShown:
    return CallListShown(
        id=found.public_id,
        edition=line_shown(found.line),
        begins_at=found.begins_at,
        ended_at=found.ended_at,
        houses=[_house(each) for each in found.houses],
    )


def _house(found: House) -> HouseToRing:
    home = found.organization
    return HouseToRing(
        organization=OrganizationNamed(id=home.public_id, name_ja=home.name_ja, name_en=home.name_en),
        now=_contact(found.turn.now) if found.turn.now else None,
        then=[_contact(each) for each in found.turn.then],
        not_before=found.turn.not_before,
        was_reached=found.turn.was_reached,
        calls=[
            CallNotedShown(name=each.name, outcome=each.outcome, note=each.note, at=each.at) for each in found.calls
        ],
    )


def _contact(found: Contact) -> ContactToRing:
    return ContactToRing(
        whom=found.key, name=found.name, number=found.number, is_poc=found.is_poc, is_deputy=found.is_deputy
    )
