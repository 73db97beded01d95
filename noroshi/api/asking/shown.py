"""What goes out about an inquiry: to the desk at either end of its leg."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from noroshi.api.editions.shown import Origin, origin
from noroshi.asking.queries import InquiryShown
from noroshi.vocabulary import InquiryKind, InquiryState


class ReplyRead(Schema):
    """`desk` is null where nobody answered in time; `edits` are texts by place, as the source wants them."""

    ending: InquiryState
    text: str
    edits: dict[str, str]
    desk: Origin | None
    at: datetime


class InquiryLine(Schema):
    id: UUID
    kind: InquiryKind
    edition: UUID
    by: Origin
    to: Origin
    text: str
    at: datetime
    expires_at: datetime
    state: InquiryState
    is_own: bool


class InquiryRead(InquiryLine):
    """`above`, `below` and `draft` are what my desk has tied to it. `wanted` is the text to approve, by field."""

    wanted: dict[str, Any]
    reply: ReplyRead | None
    answers: list[InquiryState]
    above: UUID | None
    below: list[UUID]
    draft: UUID | None


def inquiry_line(one: InquiryShown) -> InquiryLine:
    return InquiryLine(**_line(one))


def inquiry_read(one: InquiryShown) -> InquiryRead:
    reply = one.reply
    return InquiryRead(
        **_line(one),
        wanted=dict(one.wanted),
        reply=ReplyRead(
            ending=reply.ending,
            text=reply.text,
            edits=dict(reply.given.get("edits", {})),
            desk=origin(reply.desk) if reply.desk else None,
            at=reply.at,
        )
        if reply
        else None,
        answers=list(one.answers),
        above=one.above.public_id if one.above else None,
        below=[each.public_id for each in one.below],
        draft=one.draft,
    )


def _line(one: InquiryShown) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "kind": one.kind,
        "edition": one.edition_id,
        "by": origin(one.by_desk),
        "to": origin(one.to_desk),
        "text": one.text,
        "at": one.at,
        "expires_at": one.expires_at,
        "state": one.state,
        "is_own": one.is_own,
    }
