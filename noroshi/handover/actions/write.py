"""Writing what the next shift must know. What stood before stays; an empty note says that nothing is left over."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.ranges import own_desks
from noroshi.handover.models import Note
from noroshi.handover.queries import newest
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound
from noroshi.vocabulary.text import clean_text

MOST_CHARACTERS: Final = 4000


def write_note(viewer: Viewer, text: str, *, number: int) -> Note:
    """`number` is the one that the writer has read, 0 when there was none: nobody writes over what came meanwhile."""
    audience = _own_audience(viewer)
    if audience not in Held.by(viewer).numbers:
        raise NotFound
    with transaction.atomic():
        latest = newest(viewer, locked=True)
        if number != (latest.number if latest else 0):
            raise ChangedMeanwhile
        words = clean_text(text, most=MOST_CHARACTERS)
        if latest and latest.text == words:
            return latest
        made = Note.objects.create(
            audience_id=audience,
            desk_id=viewer.desk_id,
            number=number + 1,
            text=words,
            by_id=viewer.seat.person_id,
            at=timezone.now(),
        )
    record(deed="write_handover", actor=viewer.actor, objects=[(made.public_id, viewer.organization_id)])
    return made


def _own_audience(viewer: Viewer) -> int:
    """Those of the own desk who need to know: a note speaks of whatever the desk holds."""
    marking = Marking(tlp=Tlp.RED, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return own_desks(marking, None)
