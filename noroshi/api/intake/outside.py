"""Without a key: something is told, and followed with the receipt. The receipt goes in a header of its own, never in an address.

`Noroshi-Receipt: U-XXXX-XXXX <secret>` on every route below `/public/reports/followed`.
"""

from datetime import datetime
from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.fields import Flag, Incoming, Line, Writing, checked
from noroshi.api.intake.room import room
from noroshi.api.routing import NO_KEY, made
from noroshi.api.uploads import one_file
from noroshi.audiences.viewer import ReceiptHolder
from noroshi.directory.signin.address import client_address
from noroshi.intake.actions import File, Telling, add_from_outside, tell_from_outside
from noroshi.intake.outside.desks import desk_for_outside, desks_for_outside
from noroshi.intake.outside.letters import Followed, LineShown, ReceiptUnknown, followed
from noroshi.intake.outside.receipts import holder_of
from noroshi.intake.outside.telling import LONGEST
from noroshi.intake.outside.tickets import WAIT, new_ticket
from noroshi.vocabulary import ReceiptState
from noroshi.vocabulary.text import clean_line

HEADER: Final = "Noroshi-Receipt"
FOLLOWED: Final = "public/reports/followed"

TicketText = Annotated[str, checked(lambda value: clean_line(value, most=300)), Field(max_length=300)]


class DeskReceiving(Schema):
    handle: str
    name: str


class TicketRead(Schema):
    """`ticket` may be sent once, not before `wait_seconds` have passed. `desks` are those that receive; `longest` in characters."""

    ticket: str
    wait_seconds: int
    desks: list[DeskReceiving]
    longest: dict[str, int]


class ToldOutside(Incoming):
    """`is_confirmed` says that what looks like personal data is meant. Only `what` is needed."""

    ticket: TicketText
    what: Writing
    when: Writing = ""
    systems: Writing = ""
    measures: Writing = ""
    indicators: Writing = ""
    desk: Line = ""
    is_confirmed: Flag = False


class AddedOutside(Incoming):
    text: Writing


class ReceiptRead(Schema):
    """Shown this once."""

    number: str
    secret: str


class LineRead(Schema):
    """`said` are the answers of the first form; `state` is how it stands from here on, null where that stays."""

    by_desk: bool
    text: str
    said: dict[str, str]
    state: ReceiptState | None
    at: datetime


class FileNamedRead(Schema):
    name: str
    size: int
    at: datetime


class FollowedRead(Schema):
    """Everything under one receipt. Files are named; nobody without an account gets one back."""

    number: str
    desk: str
    state: ReceiptState
    lines: list[LineRead]
    files: list[FileNamedRead]
    arrived_at: datetime


@room.get("/public/reports/ticket", NO_KEY, TicketRead)
def ticket_for_outside(request: HttpRequest) -> TicketRead:
    """Ask for a ticket before telling something without an account."""
    desk_for_outside()
    lang = get_language() or "ja"
    desks = [
        DeskReceiving(handle=desk.handle, name=f"{desk.organization.name(lang)} {desk.name(lang)}")
        for desk in desks_for_outside()
    ]
    return TicketRead(ticket=new_ticket(), wait_seconds=int(WAIT.total_seconds()), desks=desks, longest=dict(LONGEST))


@room.post("/public/reports", NO_KEY, ReceiptRead)
def tell_without_account(request: HttpRequest, answer: HttpResponse, given: ToldOutside) -> Status[ReceiptRead]:
    """Tell something without an account: what happened, when, which systems; no names. The same ticket gives the same receipt."""
    telling = Telling(
        ticket=given.ticket,
        given={name: getattr(given, name) for name in LONGEST},
        desk=given.desk,
        is_confirmed=given.is_confirmed,
    )
    receipt = tell_from_outside(telling, address=client_address(request.META))
    return made(request, answer, FOLLOWED, ReceiptRead(number=receipt.number, secret=receipt.secret))


@room.get("/public/reports/followed", NO_KEY, FollowedRead)
def follow_receipt(request: HttpRequest) -> FollowedRead:
    """What stands under a receipt: how far it is, and what the desk has said."""
    return followed_read(followed(_holder(request)))


@room.post("/public/reports/followed/lines", NO_KEY, FollowedRead)
def add_to_receipt(request: HttpRequest, answer: HttpResponse, given: AddedOutside) -> Status[FollowedRead]:
    """Add something under a receipt, or answer the desk."""
    holder = _holder(request)
    add_from_outside(holder, text=given.text, address=client_address(request.META))
    return made(request, answer, FOLLOWED, followed_read(followed(holder)))


@room.upload("/public/reports/followed/files", NO_KEY, FollowedRead)
def add_file_to_receipt(request: HttpRequest, answer: HttpResponse) -> Status[FollowedRead]:
    """Add a file under a receipt; never malware itself."""
    holder = _holder(request)
    followed(holder)
    upload = one_file(request)
    address = client_address(request.META)
    add_from_outside(holder, text="", files=[File(upload.name, upload.chunks)], address=address)
    return made(request, answer, FOLLOWED, followed_read(followed(holder)))


def followed_read(found: Followed) -> FollowedRead:
    return FollowedRead(
        number=found.number,
        desk=found.desk(get_language() or "ja"),
        state=found.stands,
        lines=[line_read(line) for line in found.lines],
        files=[FileNamedRead(name=one.name, size=one.size, at=one.at) for one in found.files],
        arrived_at=found.arrived_at,
    )


def line_read(line: LineShown) -> LineRead:
    return LineRead(by_desk=line.by_desk, text=line.text, said=dict(line.said), state=line.stands, at=line.at)


def _holder(request: HttpRequest) -> ReceiptHolder:
    """Without an intake there is nothing to follow; a missing half is a wrong one."""
    number, _, secret = request.headers.get(HEADER, "").strip().partition(" ")
    if not desks_for_outside():
        raise ReceiptUnknown
    return holder_of(number, secret)
