"""Asking a second person of the desk to look at what stopped a draft, and that person's sending it back (C-272)."""

import uuid

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft_row, shown
from noroshi.ledger.actions import record
from noroshi.reports.errors import NothingToRelease, NotTheSecondPerson, ReasonForRelease
from noroshi.reports.leaks import LeakCheck, check, writers_of
from noroshi.reports.models import LeakReturn
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields
from noroshi.vocabulary.text import clean_text

LONGEST_REASON = 2000


def ask_second_look(viewer: Viewer, draft_id: uuid.UUID) -> LeakCheck:
    """The own desk is told that something waits for a second person; the notice says nothing of it."""
    row = draft_row(viewer, draft_id)
    found = _must_be_blocked(viewer, row)
    notify(viewer, [viewer.desk_id], NoticeKind.REQUEST, link=f"/drafts/{draft_id}/leaks/")
    record(deed="ask_second_look", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return found


def send_back(viewer: Viewer, draft_id: uuid.UUID, *, digest: str, reason: str) -> LeakReturn:
    """Of exactly what was looked at, by somebody who did not write it; whoever writes on reads why."""
    row = draft_row(viewer, draft_id, to_change=True)
    if viewer.seat.person_id in writers_of(row):
        raise NotTheSecondPerson
    said = clean_text(reason, most=LONGEST_REASON)
    if not said:
        raise InvalidFields(fields={"reason": [ReasonForRelease.code]})
    if _must_be_blocked(viewer, row).digest != digest:
        raise ChangedMeanwhile
    made = LeakReturn.objects.create(
        audience_id=row.audience_id,
        draft=row.public_id,
        digest=bytes.fromhex(digest),
        reason=said,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    notify(viewer, [viewer.desk_id], NoticeKind.DECIDED, link=f"/drafts/{draft_id}/anonymize/")
    record(deed="send_back_draft", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return made


def _must_be_blocked(viewer: Viewer, row: Draft) -> LeakCheck:
    found = check(viewer, shown(row))
    if not found.is_blocked:
        raise NothingToRelease
    return found
