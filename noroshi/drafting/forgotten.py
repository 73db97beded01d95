"""Drafts that were begun and then forgotten: their desk is told, and nobody else learns that there is one (C-262)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions import notify
from noroshi.delivery.models import Notice
from noroshi.drafting.models import Draft
from noroshi.vocabulary import NoticeKind

SYSTEM: Final = SystemViewer("drafts")
STAGES: Final = (timedelta(days=1), timedelta(days=7))
"""So long after it was saved last a draft is spoken of; whoever goes on writing begins anew."""
GIVEN_UP: Final = timedelta(days=14)
"""A draft that lies there for so long was left on purpose; it stays on the list."""


def remind_of_drafts() -> int:
    """For the job. Done again it reminds nobody twice; only those hear of it who may open the draft."""
    now = timezone.now()
    with acting_as(SYSTEM):
        return sum(notify(SYSTEM, [row.desk_id], NoticeKind.DRAFT_LEFT, link=_link(row)) for row in _forgotten(now))


def _forgotten(now: datetime) -> Iterator[Draft]:
    rows = Draft.objects.filter(
        sent_at=None, discarded_at=None, saved_at__lte=now - STAGES[0], saved_at__gt=now - GIVEN_UP
    )
    for row in rows.only("pk", "public_id", "desk_id", "saved_at").order_by("pk"):
        reached = max(row.saved_at + stage for stage in STAGES if row.saved_at + stage <= now)
        told = Notice.objects.filter(desk=row.desk_id, kind=NoticeKind.DRAFT_LEFT, link=_link(row), at__gte=reached)
        if not told.exists():
            yield row


def _link(row: Draft) -> str:
    return f"/drafts/{row.public_id}/"
