"""Declining: two matters that read alike are not one event. The reason is kept, and nobody of this desk is asked again."""

import uuid

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.matters.actions.link import own_audience
from noroshi.matters.errors import SameMatter, WithoutReason
from noroshi.matters.models import Declined
from noroshi.vocabulary.text import clean_text


def decline(viewer: Viewer, edition_id: uuid.UUID, other_id: uuid.UUID, *, reason: str) -> None:
    """Said twice, the first stands. It hinders nobody from linking them after all."""
    one, other = edition_row(viewer, edition_id), edition_row(viewer, other_id)
    if one.matter == other.matter:
        raise SameMatter
    words = clean_text(reason, most=400)
    if not words:
        raise WithoutReason
    low, high = sorted([one.matter, other.matter])
    row = Declined(
        audience_id=own_audience(viewer),
        desk_id=viewer.desk_id,
        low=low,
        high=high,
        reason=words,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    Declined.objects.bulk_create([row], ignore_conflicts=True)
    objects = [(each.public_id, each.originator_organization_id) for each in (one, other)]
    record(deed="decline_link", actor=viewer.actor, objects=objects)
