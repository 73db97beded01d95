"""What an analyst says of a value wins over every figure: who, why, until when. Taken back it is ended, not erased."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.queries import values
from noroshi.ledger.actions import record
from noroshi.triage.actions.profiles import own_profile
from noroshi.triage.errors import DecisionEndsBefore
from noroshi.triage.models import Decision, Profile
from noroshi.vocabulary import Verdict
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True)
class Deciding:
    verdict: Verdict
    why: str = ""
    until: datetime | None = None


def decide(viewer: Viewer, profile_id: uuid.UUID, key: uuid.UUID, given: Deciding) -> Decision:
    """Only of what the viewer may read; the decision before this one is ended."""
    profile, now = own_profile(viewer, profile_id), timezone.now()
    if given.until is not None and given.until <= now:
        raise DecisionEndsBefore
    if not values(viewer).filter(key=key).exists():
        raise NotFound
    _end(viewer, profile, [key], now)
    row = Decision.objects.create(
        audience_id=profile.audience_id,
        profile=profile,
        desk_id=viewer.desk_id,
        key=key,
        verdict=given.verdict.value,
        why=clean_line(given.why, most=400),
        until=given.until,
        made_by_id=viewer.seat.person_id,
        made_at=now,
    )
    _told(viewer, "decide_value", row.public_id, verdict=given.verdict.value)
    return row


def take_back(viewer: Viewer, profile_id: uuid.UUID, key: uuid.UUID) -> None:
    """Undo: what was decided last no longer counts."""
    profile = own_profile(viewer, profile_id)
    ended = _end(viewer, profile, [key], timezone.now())
    if not ended:
        raise NotFound
    _told(viewer, "take_back_decision", ended[0])


def _end(viewer: Viewer, profile: Profile, keys: Collection[uuid.UUID], now: datetime) -> list[uuid.UUID]:
    rows = readable_by(viewer, Decision.objects.filter(profile=profile, key__in=keys, ended_at=None))
    ended = list(rows.values_list("public_id", flat=True))
    Decision.objects.filter(public_id__in=ended).update(ended_at=now)
    return ended


def _told(viewer: Viewer, deed: str, decision: uuid.UUID, **detail: str) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(decision, viewer.organization_id)], detail=detail)
