"""What every kind of inquiry needs: one row for one leg, its time, its entry. Needs the caller's transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from noroshi.asking.errors import ExpiryUnfit
from noroshi.asking.kept import kept_by
from noroshi.asking.models import Inquiry, Tie
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.vocabulary import InquiryKind, NoticeKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text

LONGEST: Final = 4000
USUAL: Final = timedelta(days=14)
SHORTEST, LATEST = timedelta(hours=1), timedelta(days=180)


@dataclass(frozen=True)
class Asked:
    """What is asked and of whom. `upper` or `draft` say for the asking desk alone what made it ask."""

    kind: InquiryKind
    to: Desk
    text: str = ""
    wanted: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None
    upper: Inquiry | None = None
    draft: uuid.UUID | None = None
    sign: str = ""


def put(viewer: Viewer, edition: Edition, asked: Asked) -> Inquiry:
    """Held by both desks at once; whoever is asked hears of it."""
    now = timezone.now()
    made = Inquiry.objects.create(
        audience_id=kept_by(viewer.desk_id, edition, [asked.to.pk]),
        kind=asked.kind.value,
        edition=edition,
        by_desk_id=viewer.desk_id,
        to_desk=asked.to,
        by_id=viewer.seat.person_id,
        text=clean_text(asked.text, most=LONGEST),
        wanted=dict(asked.wanted),
        expires_at=_until(asked, now),
        at=now,
    )
    if asked.upper or asked.draft:
        own = kept_by(viewer.desk_id, edition)
        Tie.objects.create(audience_id=own, lower=made, upper=asked.upper, draft=asked.draft)
    record(
        deed="ask",
        actor=viewer.actor,
        objects=[(made.public_id, viewer.organization_id)],
        detail={"kind": asked.kind.value, "sign": asked.sign or None},
    )
    notify(viewer, [asked.to.pk], _notice(asked.kind), about=edition, link=f"/asked/{made.public_id}/")
    return made


def _notice(kind: InquiryKind) -> NoticeKind:
    return NoticeKind.QUESTION if kind in {InquiryKind.QUESTION, InquiryKind.CONSULTATION} else NoticeKind.REQUEST


def edition_asked_about(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    """Missing and forbidden answer alike."""
    rows = Edition.objects.filter(public_id=edition_id).select_related("originator_desk__organization")
    found = readable_by(viewer, rows).first()
    if found is None:
        raise NotFound
    return found


def _until(asked: Asked, now: datetime) -> datetime:
    """Passed on, it has as much time as it came with."""
    if asked.upper is not None:
        return asked.upper.expires_at
    if asked.expires_at is None:
        return now + USUAL
    if not now + SHORTEST <= asked.expires_at <= now + LATEST:
        raise ExpiryUnfit
    return asked.expires_at
