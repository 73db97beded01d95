"""What was kept apart: taken in as a draft by somebody who looked at it, or put away."""

import uuid
from typing import Any

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.intake.actions.answer_outside import begun_with, say, standing_of
from noroshi.intake.errors import ArrivalSettled
from noroshi.intake.mails.drafting import drafted
from noroshi.intake.mails.kept import mail_of_row
from noroshi.intake.models import Arrival
from noroshi.intake.outside.drafting import drafted_from_outside
from noroshi.intake.queries import ArrivalShown, arrival_row, shown
from noroshi.intake.troubles import kept
from noroshi.ledger.actions import record
from noroshi.vocabulary import ArrivalState, ReceiptState


def take_in(viewer: Viewer, public_id: uuid.UUID, *, way: str = "") -> ArrivalShown:
    """In the name of whoever takes it in, never of whoever it claims to be from."""
    row = _open(viewer, public_id)
    if row.receipt is not None:
        begun = drafted_from_outside(viewer, row, way=way)
        begun_with(viewer, row)
    else:
        begun = drafted(viewer, mail_of_row(row), way=way, is_specimen=row.is_specimen)
    return _settled(viewer, row, ArrivalState.DRAFTED, draft=begun.draft.public_id, troubles=kept(begun.troubles))


def put_away(viewer: Viewer, public_id: uuid.UUID) -> ArrivalShown:
    """Out of the list of what waits; it can still be looked at. Whoever told it without an account sees that it is closed."""
    row = _open(viewer, public_id)
    if row.receipt is not None and standing_of(viewer, row) is not ReceiptState.CLOSED:
        say(viewer, row, "", ReceiptState.CLOSED)
    return _settled(viewer, row, ArrivalState.DISMISSED)


def _open(viewer: Viewer, public_id: uuid.UUID) -> Arrival:
    row = arrival_row(viewer, public_id, to_change=True)
    if row.state not in {ArrivalState.APART, ArrivalState.DISMISSED}:
        raise ArrivalSettled
    return row


def _settled(viewer: Viewer, row: Arrival, state: ArrivalState, **more: Any) -> ArrivalShown:
    row.state, row.settled_at, row.settled_by_id = state.value, timezone.now(), viewer.seat.person_id
    for name, value in more.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "settled_at", "settled_by", *more])
    deed = "take_in" if state is ArrivalState.DRAFTED else "put_away_arrival"
    objects = [(row.draft or row.public_id, viewer.organization_id)]
    record(
        deed=deed, actor=viewer.actor, objects=objects, detail={"channel": row.channel, "arrival": str(row.public_id)}
    )
    return shown(row)
