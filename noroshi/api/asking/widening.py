"""A wider range, asked of the originator and answered by it alone."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status
from pydantic import Field

from noroshi.api.asking.room import room
from noroshi.api.asking.shown import InquiryRead, inquiry_read
from noroshi.api.editions.written import FieldName, Parties
from noroshi.api.fields import Flag, Incoming, Moment, Passage
from noroshi.api.routing import made
from noroshi.asking.actions import answer_widening, ask_to_widen
from noroshi.asking.queries import inquiry as read_inquiry
from noroshi.asking.widening import Wider
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp


class AskingWider(Incoming):
    """A wider color, further parties, or both, and why. Without an answer in time it stays as it is."""

    tlp: Tlp | None = None
    to: Parties = []
    text: Passage
    expires_at: Moment | None = None


class Widening(Incoming):
    """`refuses`, or what is given: at most what was asked for. The new parties do not get the fields that are `kept`."""

    refuses: Flag = False
    as_asked: Flag = False
    tlp: Tlp | None = None
    to: Parties = []
    kept: Annotated[list[FieldName], Field(max_length=400)] = []
    text: Passage = ""


@room.post("/editions/{uuid:edition}/widening", Scope.EDITIONS_WRITE, InquiryRead)
def ask_wider(request: HttpRequest, answer: HttpResponse, edition: UUID, given: AskingWider) -> Status[InquiryRead]:
    """Ask the originator of an item that my desk holds whether it may go further. Nothing changes until it says yes."""
    viewer = viewer_of(request)
    wider = Wider(Tlp.of(given.tlp) if given.tlp else None, tuple(given.to))
    row = ask_to_widen(viewer, edition, wider, given.text, expires_at=given.expires_at)
    return made(request, answer, f"inquiries/{row.public_id}", inquiry_read(read_inquiry(viewer, row.public_id)))


@room.post("/inquiries/{uuid:inquiry}/widening", Scope.EDITIONS_WRITE, InquiryRead)
def decide(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: Widening) -> Status[InquiryRead]:
    """Widen my own item as it was asked, without some fields, or not at all. A yes marks it again at once."""
    viewer = viewer_of(request)
    tlp = Tlp.of(given.tlp) if given.tlp else None
    wider = None if given.refuses else Wider.of(viewer, tlp, given.to, given.kept)
    answer_widening(viewer, inquiry, wider, text=given.text, as_asked=given.as_asked and not given.refuses)
    return made(request, answer, f"inquiries/{inquiry}", inquiry_read(read_inquiry(viewer, inquiry)))
