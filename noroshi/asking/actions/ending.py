"""What every end of an inquiry needs: held still, still open, by whom the table says. Needs the caller's transaction."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from noroshi.asking.errors import AnswerUnfit, InquiryEnded
from noroshi.asking.models import Inquiry, Reply
from noroshi.asking.standing import state_of
from noroshi.asking.states import ENDS
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.vocabulary import InquiryKind, InquiryState, NoticeKind
from noroshi.vocabulary.errors import NotFound


def inquiry_to_end(viewer: Viewer, inquiry_id: uuid.UUID) -> Inquiry:
    """Readable by the viewer, locked until the deed is done."""
    rows = readable_by(viewer, Inquiry.objects.filter(public_id=inquiry_id))
    rows = rows.select_related("edition__originator_desk__organization", "by_desk", "to_desk")
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def end(
    viewer: Viewer, inquiry: Inquiry, ending: InquiryState, *, text: str = "", given: Mapping[str, Any] | None = None
) -> Reply:
    """Once: whoever answers second is told that it has ended."""
    side = {inquiry.to_desk_id: "asked", inquiry.by_desk_id: "asker"}.get(viewer.desk_id)
    if ENDS[InquiryKind.of(inquiry.kind)].get(ending) != side:
        raise AnswerUnfit
    now = timezone.now()
    if Reply.objects.filter(inquiry=inquiry).exists() or state_of(inquiry, now) is not InquiryState.OPEN:
        raise InquiryEnded
    made = Reply.objects.create(
        audience_id=inquiry.audience_id,
        inquiry=inquiry,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        ending=ending.value,
        text=text,
        given=dict(given or {}),
        at=now,
    )
    record(
        deed="withdraw_inquiry" if ending is InquiryState.WITHDRAWN else "answer_inquiry",
        actor=viewer.actor,
        objects=[(inquiry.public_id, viewer.organization_id)],
        detail={"kind": inquiry.kind, "ending": ending.value},
    )
    other = inquiry.by_desk_id if side == "asked" else inquiry.to_desk_id
    notify(viewer, [other], notice_of_end(inquiry), about=inquiry.edition, link=f"/asked/{inquiry.public_id}/")
    return made


def notice_of_end(inquiry: Inquiry) -> NoticeKind:
    return NoticeKind.ANSWER if inquiry.kind == InquiryKind.QUESTION else NoticeKind.DECIDED
