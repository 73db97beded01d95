"""What only the originator's desk is shown of its own item at once: its marking. Who holds and read it has a page of its own."""

from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.queries import Reading
from noroshi.sharing.decisions import may_be_public


@dataclass(frozen=True, slots=True)
class OwnShown:
    """What only the originator's desk is shown and may do."""

    marking_number: int
    handling_note: str
    may_publish: bool
    published_at: datetime | None


def own_shown(viewer: Viewer, reading: Reading) -> OwnShown:
    marking, number = marking_of_own(viewer, reading.public_id)
    return OwnShown(
        marking_number=number,
        handling_note=marking.handling_note,
        may_publish=may_be_public(marking) and reading.published_at is None,
        published_at=reading.published_at,
    )
