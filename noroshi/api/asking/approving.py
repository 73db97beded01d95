"""The processed text before its source, and the desk's standing wish to see it first."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field, StrictStr

from noroshi.api.asking.room import room
from noroshi.api.asking.shown import InquiryRead, inquiry_read
from noroshi.api.drafts.shown import DraftRead, whole
from noroshi.api.fields import Edit, Flag, Incoming, Moment, Passage, Writing
from noroshi.api.routing import made
from noroshi.asking.actions import approve, ask_approval, take_edits, wish_approval
from noroshi.asking.approvals import wants_approval
from noroshi.asking.queries import inquiry as read_inquiry
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import InquiryState

Place = Annotated[StrictStr, Field(max_length=120)]


class AskingApproval(Incoming):
    text: Passage = ""
    expires_at: Moment | None = None


class Approving(Incoming):
    """`edits` are whole texts by place (`summary`, `timeline.3.entry`), only of places that were shown."""

    ending: Literal["yes", "no"]
    text: Passage = ""
    edits: Annotated[dict[Place, Writing], Field(max_length=300)] = {}


class TakingEdits(Edit):
    """With the version of the draft that was read."""


class ApprovalWish(Incoming):
    is_wanted: Flag


class WishShown(Schema):
    is_wanted: bool


@room.post("/drafts/{uuid:draft}/approval", Scope.EDITIONS_WRITE, InquiryRead)
def put_before_source(
    request: HttpRequest, answer: HttpResponse, draft: UUID, given: AskingApproval
) -> Status[InquiryRead]:
    """Ask the source's desk to approve an anonymized draft as it was saved. Nothing is sent until it has."""
    viewer = viewer_of(request)
    row = ask_approval(viewer, draft, text=given.text, expires_at=given.expires_at)
    return made(request, answer, f"inquiries/{row.public_id}", inquiry_read(read_inquiry(viewer, row.public_id)))


@room.post("/inquiries/{uuid:inquiry}/approval", Scope.EDITIONS_WRITE, InquiryRead)
def say(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: Approving) -> Status[InquiryRead]:
    """Approve the processed text, with my own words in it or without, or do not."""
    viewer = viewer_of(request)
    approve(viewer, inquiry, InquiryState.of(given.ending), text=given.text, edits=given.edits)
    return made(request, answer, f"inquiries/{inquiry}", inquiry_read(read_inquiry(viewer, inquiry)))


@room.post("/inquiries/{uuid:inquiry}/edits", Scope.EDITIONS_WRITE, DraftRead)
def take_over(request: HttpRequest, answer: HttpResponse, inquiry: UUID, given: TakingEdits) -> Status[DraftRead]:
    """Put the source's own words into the draft: then it is the text that was approved."""
    viewer = viewer_of(request)
    draft = take_edits(viewer, inquiry, version=given.read_version)
    return made(request, answer, f"drafts/{draft.public_id}", whole(viewer, draft))


@room.get("/approval-wish", Scope.EDITIONS_READ, WishShown)
def wished(request: HttpRequest) -> WishShown:
    """Whether my desk wants to see what its secretariat makes of its reports before it is sent."""
    viewer = viewer_of(request)
    return WishShown(is_wanted=wants_approval(viewer, viewer.desk_id))


@room.post("/approval-wish", Scope.EDITIONS_WRITE, WishShown)
def wish(request: HttpRequest, answer: HttpResponse, given: ApprovalWish) -> Status[WishShown]:
    """Say whether texts made from my desk's reports need its approval; my secretariats hear it."""
    viewer = viewer_of(request)
    wish_approval(viewer, is_wanted=given.is_wanted)
    return made(request, answer, "approval-wish", WishShown(is_wanted=given.is_wanted))
