"""Sure measures go by themselves to those who must act: two conditions, the source's confidence and an analyst who confirms it."""

import uuid
from collections.abc import Callable
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.models import StixObject, Value
from noroshi.ledger.actions import record
from noroshi.triage.errors import ConfirmedAlready, NotSureEnough
from noroshi.triage.house import own_house
from noroshi.triage.models import Digest, Sure
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

CONFIDENCE: Final = 80
_queues: Final[list[Callable[[], None]]] = []


def run_later_by(queue: Callable[[], None]) -> None:
    """The jobs door says how `reaching.send_sure` is run under the system's login."""
    _queues[:] = [queue]


def confirm_sure(viewer: Viewer, object_id: uuid.UUID, why: str) -> Sure:
    """Of an object that one's own desk brought; in its newest version, not taken back."""
    mine = StixObject.objects.filter(uuid=object_id, origin__desk_id=viewer.desk_id, origin__ended_at=None)
    newest = readable_by(viewer, mine).order_by("-version", "-pk").first()
    if newest is None:
        raise NotFound
    said = readable_by(viewer, Value.objects.filter(object_id=newest.pk, is_revoked=False)).first()
    if said is None or said.confidence is None or said.confidence < CONFIDENCE:
        raise NotSureEnough
    row = Sure(
        audience_id=own_house(viewer),
        desk_id=viewer.desk_id,
        object_id=newest.pk,
        confidence=said.confidence,
        why=clean_line(why, most=400, required=True),
        confirmed_by_id=viewer.seat.person_id,
        confirmed_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as mistake:
        if "one_confirmation_an_object" in str(mistake):
            raise ConfirmedAlready from None
        raise
    record(deed="confirm_sure", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    for queue in _queues:
        queue()
    return row


def receive(viewer: Viewer, digest_id: uuid.UUID) -> Digest:
    """The receipt: somebody at the desk has it in hand. Pressed twice it stays the first one's."""
    row = readable_by(viewer, Digest.objects.filter(public_id=digest_id, desk_id=viewer.desk_id)).first()
    if row is None:
        raise NotFound
    if row.received_at is None:
        row.received_at, row.received_by_id = timezone.now(), viewer.seat.person_id
        row.save(update_fields=["received_at", "received_by"])
        record(deed="receive_digest", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return row
