"""Splitting: a matter that was gathered in an event is another one after all."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.matters.errors import NotGathered
from noroshi.matters.models import Event, Gathered
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text


def split(viewer: Viewer, event_id: uuid.UUID, edition_id: uuid.UUID, *, reason: str = "") -> None:
    """It stands alone again; what stays is still one event. The link itself stays written down."""
    event = readable_by(viewer, Event.objects.filter(public_id=event_id, desk=viewer.desk_id)).first()
    if event is None:
        raise NotFound
    edition, words = edition_row(viewer, edition_id), clean_text(reason, most=400)
    rows = Gathered.objects.filter(event=event, matter=edition.matter, split_at=None)
    gathered = readable_by(viewer, rows).first()
    if gathered is None:
        raise NotGathered
    gathered.split_at, gathered.split_by_id, gathered.split_reason = timezone.now(), viewer.seat.person_id, words
    gathered.save(update_fields=["split_at", "split_by", "split_reason"])
    record(
        deed="split",
        actor=viewer.actor,
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={"event": str(event.public_id)},
    )
