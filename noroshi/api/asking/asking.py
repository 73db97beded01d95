"""Asking about an item, and what waits for an answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.asking.room import room
from noroshi.api.asking.shown import InquiryLine, InquiryRead, inquiry_line, inquiry_read
from noroshi.api.cursors import Page
from noroshi.api.fields import Flag, Incoming, Moment, Passage
from noroshi.api.routing import made
from noroshi.asking.actions import ask
from noroshi.asking.queries import asked_from_here, asked_here, inquiries_about
from noroshi.asking.queries import inquiry as read_inquiry
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of


class Asking(Incoming):
    """It goes to the desk that brought the item to mine. `is_confirmed` where the answer was `may_unmask`: the source is told."""

    text: Passage
    expires_at: Moment | None = None
    is_confirmed: Flag = False


class Inquiries(Schema):
    """`here` are asked of my desk, what waits first; `own` were asked from it."""

    here: list[InquiryLine]
    own: list[InquiryLine]


@room.post("/editions/{uuid:edition}/inquiries", Scope.EDITIONS_WRITE, InquiryRead)
def ask_about(request: HttpRequest, answer: HttpResponse, edition: UUID, given: Asking) -> Status[InquiryRead]:
    """Ask a question about an item. Who wrote it need not be known."""
    viewer = viewer_of(request)
    row = ask(viewer, edition, given.text, expires_at=given.expires_at, is_confirmed=given.is_confirmed)
    return made(request, answer, f"inquiries/{row.public_id}", inquiry_read(read_inquiry(viewer, row.public_id)))


@room.get("/editions/{uuid:edition}/inquiries", Scope.EDITIONS_READ, Page[InquiryLine])
def about(request: HttpRequest, edition: UUID) -> Page[InquiryLine]:
    """What was asked about an item, from my desk or of it."""
    viewer = viewer_of(request)
    edition_readable_by(viewer, edition)
    return Page(items=[inquiry_line(one) for one in inquiries_about(viewer, [edition], answer="list")])


@room.get("/inquiries", Scope.EDITIONS_READ, Inquiries)
def listed(request: HttpRequest) -> Inquiries:
    """What is asked of my desk, and what it has asked."""
    viewer = viewer_of(request)
    return Inquiries(
        here=[inquiry_line(one) for one in asked_here(viewer)],
        own=[inquiry_line(one) for one in asked_from_here(viewer)],
    )


@room.get("/inquiries/{uuid:inquiry}", Scope.EDITIONS_READ, InquiryRead)
def read(request: HttpRequest, inquiry: UUID) -> InquiryRead:
    """One inquiry with its answer, as the desk at either end reads it."""
    return inquiry_read(read_inquiry(viewer_of(request), inquiry))
