"""Answering, passing on, taking back."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.asking.room import room
from noroshi.api.asking.shown import InquiryRead, inquiry_read
from noroshi.api.fields import Incoming, Passage
from noroshi.api.routing import made
from noroshi.asking.actions import answer as answer_it
from noroshi.asking.actions import pass_on, withdraw
from noroshi.asking.queries import inquiry as read_inquiry
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import InquiryState


class Answering(Incoming):
    """`told` needs words; `no` says that nothing can be said."""

    ending: Literal["told", "yes", "yes_with_edits", "no"]
    text: Passage = ""


class PassingOn(Incoming):
    """Without words of its own it goes on as it came. `about`: to which of several reports that the item was made of."""

    text: Passage = ""
    about: UUID | None = None


class TakingBack(Incoming):
    text: Passage = ""


@room.post("/inquiries/{uuid:inquiry}/answer", Scope.EDITIONS_WRITE, InquiryRead)
def tell(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: Answering) -> Status[InquiryRead]:
    """Answer what was asked of my desk, once. Words that name an anonymous source are refused."""
    viewer = viewer_of(request)
    answer_it(viewer, inquiry, InquiryState.of(given.ending), text=given.text)
    return made(request, answer, f"inquiries/{inquiry}", inquiry_read(read_inquiry(viewer, inquiry)))


@room.post("/inquiries/{uuid:inquiry}/pass-on", Scope.EDITIONS_WRITE, InquiryRead)
def further(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: PassingOn) -> Status[InquiryRead]:
    """Pass a question one desk further back, as a question of my own desk. The answer is the new inquiry.

    What my desk made of several reports is passed on to each of them by itself: none learns of another.
    """
    viewer = viewer_of(request)
    row = pass_on(viewer, inquiry, text=given.text, about=given.about)
    return made(request, answer, f"inquiries/{row.public_id}", inquiry_read(read_inquiry(viewer, row.public_id)))


@room.post("/inquiries/{uuid:inquiry}/withdrawal", Scope.EDITIONS_WRITE, InquiryRead)
def take_back(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: TakingBack) -> Status[InquiryRead]:
    """Take back what my desk has asked."""
    viewer = viewer_of(request)
    withdraw(viewer, inquiry, text=given.text)
    return made(request, answer, f"inquiries/{inquiry}", inquiry_read(read_inquiry(viewer, inquiry)))
