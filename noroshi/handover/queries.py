"""The note of the own desk now and as it was, and who of the desk is at a place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.directory.planned import Given
from noroshi.drafting.models import Draft
from noroshi.editions.models import Edition
from noroshi.handover.models import Note, Presence
from noroshi.vocabulary import AtWork
from noroshi.vocabulary.errors import NotFound

MOST_EARLIER: Final = 30

NEWEST: Final = Often(
    lambda: as_held(Note).filter(desk=Given("desk")).select_related("by", "taken_over__by").order_by("-number")[:1]
)


@dataclass(frozen=True, slots=True)
class NoteShown:
    """`taken_by` is nobody until somebody else of the desk has taken it over."""

    number: int
    text: str
    by: Person
    at: datetime
    taken_by: Person | None
    taken_at: datetime | None
    is_own: bool

    @property
    def waits(self) -> bool:
        return bool(self.text) and self.taken_by is None


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody else of the own desk at the same item or draft."""

    person: Person
    doing: AtWork
    since: datetime


def note_of(viewer: Viewer) -> NoteShown | None:
    """As it stands now; none when nothing was ever written, or nothing for this person."""
    return next((_shown(viewer, row) for row in NEWEST.of(viewer, desk=viewer.desk_id)), None)


def notes_of(viewer: Viewer) -> list[NoteShown]:
    """Newest first."""
    rows = readable_by(viewer, Note.objects.filter(desk=viewer.desk_id)).select_related("by", "taken_over__by")
    return [_shown(viewer, row) for row in rows.order_by("-number")[:MOST_EARLIER]]


def newest(viewer: Viewer, *, locked: bool = False) -> Note | None:
    rows = readable_by(viewer, Note.objects.filter(desk=viewer.desk_id)).order_by("-number")
    return (rows.select_for_update() if locked else rows).first()


def here(viewer: Viewer, place: str) -> list[Here]:
    """Only of what this person may read as well; each colleague once, writing before reading.

    Whoever writes the next report of an item is at that item too: two of a desk shall not write the same.
    """
    if not _may_read(viewer, place):
        raise NotFound
    places = [place, *_next_reports(viewer, place)]
    rows = Presence.objects.filter(desk=viewer.desk_id, place__in=places, until__gt=timezone.now())
    others = rows.exclude(person=viewer.seat.person_id).select_related("person").order_by("-doing", "since")
    found: dict[int, Here] = {}
    for row in others:
        found.setdefault(row.person_id, Here(row.person, AtWork.of(row.doing), row.since))
    return list(found.values())


def _next_reports(viewer: Viewer, place: str) -> list[str]:
    """Drafts of this desk that continue the item and were neither sent nor discarded, as places."""
    kind, _colon, item = place.partition(":")
    if kind != "item":
        return []
    rows = readable_by(viewer, Draft.objects.filter(desk=viewer.desk_id, continues=UUID(item)))
    return [f"draft:{one}" for one in rows.filter(sent_at=None, discarded_at=None).values_list("public_id", flat=True)]


def _shown(viewer: Viewer, row: Note) -> NoteShown:
    taken = getattr(row, "taken_over", None)
    return NoteShown(
        number=row.number,
        text=row.text,
        by=row.by,
        at=row.at,
        taken_by=taken.by if taken else None,
        taken_at=taken.at if taken else None,
        is_own=row.by_id == viewer.seat.person_id,
    )


def _may_read(viewer: Viewer, place: str) -> bool:
    kind, _colon, name = place.partition(":")
    try:
        public_id = UUID(name)
    except ValueError:
        return False
    if kind == "item":
        return readable_by(viewer, Edition.objects.filter(public_id=public_id)).exists()
    return kind == "draft" and readable_by(viewer, Draft.objects.filter(public_id=public_id)).exists()
