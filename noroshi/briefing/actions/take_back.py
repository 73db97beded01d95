"""Taking a decision back: it stays in its place with who, when and why; what nobody has begun of its orders is withdrawn."""

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.actions.decide import DECIDING
from noroshi.briefing.errors import (
    NotForYouToDecide,
    NothingToTakeBack,
    PageMoved,
    TakenBackWhereDecided,
    TakingBackNeedsReason,
)
from noroshi.briefing.models import Briefing, Decision
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.response.actions import call_off
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text

MOST_REASON: Final = 400


def take_back(viewer: Viewer, briefing_id: UUID, reason: str, *, read_number: int | None = None) -> Decision:
    """The one that counts, and then none does. `read_number` is how many decisions and takings back whoever does it has seen.

    Its orders lie between the deciding desk and those that carry them out: that desk alone can end them, and takes it back.
    """
    page = readable_by(viewer, Briefing.objects.filter(public_id=briefing_id)).first()
    if page is None:
        raise NotFound
    if viewer.seat.role not in DECIDING:
        raise NotForYouToDecide
    so_far = list(readable_by(viewer, Decision.objects.filter(briefing=page)).order_by("-pk"))
    if read_number is not None and read_number != len(so_far):
        raise PageMoved
    latest = so_far[0] if so_far else None
    if latest is None or latest.takes_back_id is not None:
        raise NothingToTakeBack
    if latest.by_desk_id != viewer.desk_id:
        raise TakenBackWhereDecided
    said = clean_text(reason, most=MOST_REASON)
    if not said:
        raise TakingBackNeedsReason
    made = _written(viewer, latest, said)
    called_off = call_off(viewer, latest.orders, said)
    objects = [(page.public_id, viewer.organization_id)]
    record(deed="take_back_briefing", actor=viewer.actor, objects=objects, detail={"withdrawn": len(called_off)})
    if page.by_desk_id != viewer.desk_id:
        notify(viewer, [page.by_desk_id], NoticeKind.DECIDED, link=f"/briefings/{page.public_id}/")
    return made


def _written(viewer: Viewer, latest: Decision, said: str) -> Decision:
    """Two at once: the second is told."""
    try:
        with transaction.atomic():
            return Decision.objects.create(
                audience_id=latest.audience_id,
                briefing_id=latest.briefing_id,
                option=latest.option,
                words=said,
                by_desk_id=viewer.desk_id,
                by_id=viewer.seat.person_id,
                at=timezone.now(),
                takes_back=latest,
            )
    except IntegrityError:
        raise NothingToTakeBack from None
