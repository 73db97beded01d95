"""Taking over: the next shift says that it has read the note and goes on from there."""

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.handover.errors import NothingToTakeOver, OwnNote
from noroshi.handover.models import TakenOver
from noroshi.handover.queries import newest
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import ChangedMeanwhile


def take_over(viewer: Viewer, *, number: int) -> TakenOver:
    """Once for each note, by somebody who did not write it, of the very words that were read."""
    note = newest(viewer)
    if note is None or not note.text:
        raise NothingToTakeOver
    if note.number != number:
        raise ChangedMeanwhile
    if note.by_id == viewer.seat.person_id:
        raise OwnNote
    given = {"audience_id": note.audience_id, "desk_id": viewer.desk_id}
    by = {"by_id": viewer.seat.person_id, "at": timezone.now()}
    taken, is_new = TakenOver.objects.get_or_create(note=note, defaults={**given, **by})
    if is_new:
        record(deed="take_over", actor=viewer.actor, objects=[(note.public_id, viewer.organization_id)])
    return taken
