"""What one shift leaves for the next: read, written again, taken over."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from noroshi.api.fields import Incoming, Passage
from noroshi.api.routing import Room
from noroshi.directory.signin.scopes import Scope
from noroshi.handover.actions import take_over, write_note
from noroshi.handover.queries import NoteShown, note_of
from noroshi.threshold.acting import viewer_of

room = Room("handover")
Read = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class NoteGiven(Incoming):
    """`read` is the number of the note that the writer has read, 0 when there was none."""

    text: Passage
    read: Read


class NoteTaken(Incoming):
    read: Read


class HandoverNote(Schema):
    """`taken_by_ja` is empty until somebody else of the desk has taken it over."""

    number: int
    text: str
    by_name_ja: str
    at: datetime
    taken_by_ja: str
    taken_at: datetime | None


class HandoverNow(Schema):
    """`note` is none when nothing was ever written, or nothing for me."""

    note: HandoverNote | None


@room.get("/handover", Scope.EDITIONS_READ, HandoverNow)
def read(request: HttpRequest) -> HandoverNow:
    """The hand-over note of my desk as it stands now."""
    found = note_of(viewer_of(request))
    return HandoverNow(note=_note(found) if found else None)


@room.post("/handover", Scope.EDITIONS_WRITE, HandoverNow)
def write(request: HttpRequest, given: NoteGiven) -> HandoverNow:
    """Write it again; what stood before stays. Refused when somebody else wrote meanwhile."""
    viewer = viewer_of(request)
    write_note(viewer, given.text, number=given.read)
    return read(request)


@room.post("/handover/take-over", Scope.EDITIONS_WRITE, HandoverNow)
def taken(request: HttpRequest, given: NoteTaken) -> HandoverNow:
    """Say that you have read it and go on from there; not of your own words."""
    take_over(viewer_of(request), number=given.read)
    return read(request)


def _note(one: NoteShown) -> HandoverNote:
    return HandoverNote(
        number=one.number,
        text=one.text,
        by_name_ja=one.by.name_ja,
        at=one.at,
        taken_by_ja=one.taken_by.name_ja if one.taken_by else "",
        taken_at=one.taken_at,
    )
