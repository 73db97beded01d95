"""Writes down that nobody answered in time. The time itself has ended the inquiry already; this tells the desk that asked."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from noroshi.asking.actions.ending import notice_of_end
from noroshi.asking.models import Inquiry, Reply
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.vocabulary import InquiryState

SYSTEM = SystemViewer("asking")


def expire_inquiries(most: int = 500) -> int:
    """How many have ended. Done again it ends nothing twice."""
    with acting_as(SYSTEM):
        replies = Reply.objects.filter(inquiry=OuterRef("pk"))
        rows = Inquiry.objects.filter(~Exists(replies), expires_at__lte=timezone.now()).select_related("edition")
        ended = list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
        for inquiry in ended:
            _end(inquiry)
    return len(ended)


def _end(inquiry: Inquiry) -> None:
    Reply.objects.create(
        audience_id=inquiry.audience_id, inquiry=inquiry, ending=InquiryState.EXPIRED.value, at=inquiry.expires_at
    )
    record(
        deed="end_inquiry",
        system=SYSTEM.name,
        objects=[(inquiry.public_id, None)],
        detail={"kind": inquiry.kind, "ending": InquiryState.EXPIRED.value},
    )
    link = f"/asked/{inquiry.public_id}/"
    notify(SYSTEM, [inquiry.by_desk_id], notice_of_end(inquiry), about=inquiry.edition, link=link)
