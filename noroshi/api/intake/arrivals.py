"""What arrived at my desk: listed, noted by hand, taken in as a draft, put away."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page, Paged, page, place_of
from noroshi.api.drafts.written import FieldId, TypedValue
from noroshi.api.fields import Handle, Incoming, Line, Moment, Writing
from noroshi.api.files import FileRead, file_read
from noroshi.api.intake.outside import LineRead, line_read
from noroshi.api.intake.room import room
from noroshi.api.intake.shown import ArrivalRead, MailRead, arrival_read
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.intake.actions import Noted, answer_outside, note_call, put_away, take_in
from noroshi.intake.queries import arrival as one_arrival
from noroshi.intake.queries import arrivals, mail_of, talk_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Channel, ReceiptState, Tlp


class ArrivalFilter(Paged):
    waiting: bool = False


class NewArrival(Incoming):
    """`claimed` is who called or sent it, as they said; `typed` what they said, by field of the report form."""

    channel: Literal["telephone", "fax", "email"]
    claimed: Line
    arrived_at: Moment | None = None
    typed: Annotated[dict[FieldId, TypedValue], Field(max_length=100)] = {}
    tlp: Tlp | None = None
    way: Handle | None = None


class TakingIn(Incoming):
    """By which way the report will be sent."""

    way: Handle | None = None


class PuttingAway(Incoming):
    """Nothing more is asked."""


class Talking(Incoming):
    """Words, another state, or both."""

    text: Writing = ""
    state: ReceiptState | None = None


class TalkRead(Schema):
    """`state` is what the holder of the receipt is told."""

    state: ReceiptState
    lines: list[LineRead]
    files: list[FileRead]


@room.get("/arrivals", Scope.EDITIONS_READ, Page[ArrivalRead])
def arrived(request: HttpRequest, wanted: Query[ArrivalFilter]) -> Page[ArrivalRead]:
    """What arrived at my desk by file, mail, fax and telephone, the newest first; `waiting` for what nobody has settled."""
    before = _place(place_of(request, wanted.cursor))
    found = arrivals(viewer_of(request), waiting=wanted.waiting, before=before, limit=wanted.limit)
    place = f"{found[-1].arrived_at.isoformat()} {found[-1].key}" if found else None
    return page(request, [arrival_read(one) for one in found], wanted.limit, place)


@room.get("/arrivals/{uuid:arrival}", Scope.EDITIONS_READ, ArrivalRead)
def one(request: HttpRequest, arrival: UUID) -> ArrivalRead:
    """One arrival, and what of it was not taken over as it stood."""
    return arrival_read(one_arrival(viewer_of(request), arrival))


@room.get("/arrivals/{uuid:arrival}/mail", Scope.EDITIONS_READ, MailRead)
def mail(request: HttpRequest, arrival: UUID) -> MailRead:
    """The text of a mail as it came."""
    found = mail_of(viewer_of(request), arrival)
    return MailRead(text=found.text, files=[file.name for file in found.files])


@room.post("/arrivals", Scope.EDITIONS_WRITE, ArrivalRead)
def note(request: HttpRequest, answer: HttpResponse, given: NewArrival) -> Status[ArrivalRead]:
    """Note what came by telephone or fax: a draft of my desk with channel, receiver and time."""
    typed: dict[str, Any] = dict(given.typed)
    noted = Noted(
        channel=Channel.of(given.channel),
        claimed=given.claimed,
        typed=typed,
        arrived_at=given.arrived_at,
        tlp=str(given.tlp or ""),
        way=given.way or "",
    )
    done = note_call(viewer_of(request), noted)
    return made(request, answer, f"arrivals/{done.public_id}", arrival_read(done))


@room.post("/arrivals/{uuid:arrival}/draft", Scope.EDITIONS_WRITE, ArrivalRead)
def take(request: HttpRequest, answer: HttpResponse, arrival: UUID, given: TakingIn) -> Status[ArrivalRead]:
    """Make a draft of a mail that was kept apart, in my own name."""
    done = take_in(viewer_of(request), arrival, way=given.way or "")
    return made(request, answer, f"arrivals/{arrival}", arrival_read(done))


@room.post("/arrivals/{uuid:arrival}/put-away", Scope.EDITIONS_WRITE, ArrivalRead, status=200)
def away(request: HttpRequest, arrival: UUID, given: PuttingAway) -> ArrivalRead:
    """Put a mail away that needs no draft; it can still be taken in."""
    return arrival_read(put_away(viewer_of(request), arrival))


@room.get("/arrivals/{uuid:arrival}/talk", Scope.EDITIONS_READ, TalkRead)
def talk(request: HttpRequest, arrival: UUID) -> TalkRead:
    """What a non-member told, what was said since, and the files that came along; nobody has verified any of it."""
    found = talk_of(viewer_of(request), arrival)
    lines = [line_read(line) for line in found.lines]
    return TalkRead(state=found.stands, lines=lines, files=[file_read(one) for one in found.files])


@room.post("/arrivals/{uuid:arrival}/talk", Scope.EDITIONS_WRITE, TalkRead)
def reply(request: HttpRequest, answer: HttpResponse, arrival: UUID, given: Talking) -> Status[TalkRead]:
    """Answer or ask whoever holds the receipt, or say how it stands; nobody is written to."""
    state = ReceiptState.of(given.state) if given.state else None
    answer_outside(viewer_of(request), arrival, text=given.text, stands=state)
    return made(request, answer, f"arrivals/{arrival}/talk", talk(request, arrival))


def _place(given: str) -> tuple[datetime, int] | None:
    arrived_at, _, key = given.partition(" ")
    return (datetime.fromisoformat(arrived_at), int(key)) if given else None
