"""A second person lets something leave although the last look found something, and says why (C-272)."""

import uuid

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.errors import DraftDiscarded, DraftSent
from noroshi.drafting.queries import draft_row, shown, state_of
from noroshi.ledger.actions import record
from noroshi.reports.errors import NothingToRelease, NotTheSecondPerson, ReasonForRelease
from noroshi.reports.leaks import LeakCheck, check, writers_of
from noroshi.reports.models import LeakRelease
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields
from noroshi.vocabulary.text import clean_text

LONGEST_REASON = 2000


def release_leaks(viewer: Viewer, draft_id: uuid.UUID, *, digest: str, reason: str) -> LeakCheck:
    """Exactly what was looked at under this digest, by somebody who did not write it. The reason stays at the desk."""
    row = draft_row(viewer, draft_id, to_change=True)
    if row.sent_at is not None:
        raise DraftSent
    if state_of(row) == "discarded":
        raise DraftDiscarded
    if viewer.seat.person_id in writers_of(row):
        raise NotTheSecondPerson
    said = clean_text(reason, most=LONGEST_REASON).strip()
    if not said:
        raise InvalidFields(fields={"reason": [ReasonForRelease.code]})
    found = check(viewer, shown(row))
    if found.digest != digest:
        raise ChangedMeanwhile
    if not found.is_blocked:
        raise NothingToRelease
    LeakRelease.objects.create(
        audience_id=row.audience_id,
        draft=row.public_id,
        digest=bytes.fromhex(digest),
        reason=said,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    detail = {"found": len(found.leaks), "unseen": len(found.unseen)}
    record(deed="release_leaks", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)], detail=detail)
    return check(viewer, shown(row))
