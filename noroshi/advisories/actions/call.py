"""Ringing those who are silent: begun by hand or by the sender's rule, noted call by call, over when everybody has answered."""

import uuid
from datetime import timedelta
from typing import Final

from django.utils import timezone

from noroshi.advisories.actions.remind import Sent, rule_of, warnings_sent
from noroshi.advisories.calling import own_call_out
from noroshi.advisories.silent import Silent, silent_for
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery import arriving
from noroshi.delivery.errors import CallOver, NobodySilent
from noroshi.delivery.models import Call, CallOut
from noroshi.delivery.telling import Telling, tell
from noroshi.directory.models import Desk, Membership
from noroshi.ledger.actions import record
from noroshi.vocabulary import CallOutcome, NoticeKind, Urgency
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text

SYSTEM: Final = SystemViewer("calling")
OWN_DESK: Final = "desk:"


def begin_calls(viewer: Viewer, edition_id: uuid.UUID) -> CallOut:
    """By hand, at once; a second press goes on with the same."""
    silent = Silent.of(viewer, edition_id)
    if not silent.desks:
        raise NobodySilent
    row, is_new = CallOut.objects.get_or_create(
        edition=silent.edition,
        desk_id=viewer.desk_id,
        defaults={"begun_by_id": viewer.seat.person_id, "begins_at": timezone.now()},
    )
    if row.ended_at is not None:
        row.ended_at = None
        row.save(update_fields=["ended_at"])
    if is_new:
        _record(viewer, "begin_calls", row)
    return row


def note_call(viewer: Viewer, call_out_id: uuid.UUID, whom: str, outcome: CallOutcome, note: str = "") -> Call:
    """`whom` as the list names it: a person's seat, or `desk:` and the desk. Only somebody of a desk that is still silent."""
    row = own_call_out(viewer, call_out_id)
    if row.ended_at is not None:
        raise CallOver
    desk, membership = _whom(whom)
    if desk not in Silent.of(viewer, row.edition.public_id).known:
        raise NotFound
    made = Call.objects.create(
        call_out=row,
        desk_id=desk,
        membership_id=membership,
        outcome=outcome,
        note=clean_text(note, most=200),
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    _record(viewer, "note_call", row, outcome=outcome.value)
    return made


def end_calls(viewer: Viewer, call_out_id: uuid.UUID) -> None:
    row = own_call_out(viewer, call_out_id)
    if row.ended_at is None:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        _record(viewer, "end_calls", row)


def call_out_due() -> int:
    """For the job: the sender's duty officer is told to ring, when its rule says so; what nobody needs any more ends."""
    with acting_as(SYSTEM):
        begun = sum(_begin(sent) for sent in warnings_sent())
        for row in CallOut.objects.filter(ended_at=None).select_related("edition"):
            if row.edition.is_recalled or not silent_for(row.edition_id, row.desk_id, timezone.now()):
                row.ended_at = timezone.now()
                row.save(update_fields=["ended_at"])
        return begun


def _begin(sent: Sent) -> int:
    rule, now = rule_of(sent.desk), timezone.now()
    due = now - timedelta(minutes=rule.call_after_minutes)
    if not rule.calls_for_warnings or CallOut.objects.filter(edition=sent.edition, desk=sent.desk).exists():
        return 0
    if not silent_for(sent.edition.pk, sent.desk, due):
        return 0
    row = CallOut.objects.create(edition=sent.edition, desk_id=sent.desk, begins_at=now)
    link = f"/calls/{row.public_id}/"
    tell([sent.desk], Telling(NoticeKind.WARNED, Urgency.EMERGENCY, from_desk=sent.desk, link=link))
    arriving.queue()
    return 1


def _whom(whom: str) -> tuple[int, int | None]:
    try:
        number = uuid.UUID(whom.removeprefix(OWN_DESK))
    except ValueError as problem:
        raise NotFound from problem
    if whom.startswith(OWN_DESK):
        desk = Desk.objects.filter(public_id=number).values_list("pk", flat=True).first()
        if desk is None:
            raise NotFound
        return desk, None
    row = Membership.objects.filter(public_id=number, ended_at=None).first()
    if row is None:
        raise NotFound
    return row.desk_id, row.pk


def _record(viewer: Viewer, deed: str, row: CallOut, **detail: object) -> None:
    provider = row.edition.originator_organization_id
    record(deed=deed, actor=viewer.actor, objects=[(row.edition.public_id, provider)], detail=detail)
