"""An event as far as this person reads what was gathered in it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.editions.models import Edition, EditionKind, Registration
from noroshi.editions.numbering import registrations
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.matters.models import Event, Gathered
from noroshi.vocabulary.errors import NotFound

MOST_STATEMENTS: Final = 200


@dataclass(frozen=True, slots=True)
class Thread:
    """One matter in an event: its editions, the newest first, and why it was gathered here.

    Whoever does not read what it was linked with is told neither why nor by whom nor when.
    """

    lines: tuple[Line, ...]
    reason: str = ""
    by: Person | None = None
    at: datetime | None = None

    @property
    def newest(self) -> Line:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class EventShown:
    """`threads`: who said it, the latest told first. `statements`: everything in one order, the newest first."""

    public_id: uuid.UUID
    made_at: datetime
    threads: tuple[Thread, ...]

    @property
    def statements(self) -> tuple[Line, ...]:
        return tuple(
            sorted((line for one in self.threads for line in one.lines), key=lambda one: one.key, reverse=True)
        )


def event(viewer: Viewer, public_id: uuid.UUID) -> EventShown:
    """Of the own desk. An event of which this person reads nothing does not exist."""
    row = readable_by(viewer, Event.objects.filter(public_id=public_id, desk=viewer.desk_id)).first()
    threads = _threads(viewer, row) if row else ()
    if row is None or not threads:
        raise NotFound
    return _shown(row, threads)


def event_of(viewer: Viewer, edition_id: uuid.UUID) -> EventShown | None:
    """The event that an item stands in at this desk; none when nothing else in it is for this person."""
    matter = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).values_list("matter", flat=True).first()
    if matter is None:
        raise NotFound
    rows = Gathered.objects.filter(desk=viewer.desk_id, matter=matter, split_at=None).select_related("event")
    found = readable_by(viewer, rows).first()
    threads = _threads(viewer, found.event) if found else ()
    return _shown(found.event, threads) if found and len(threads) > 1 else None


def double_numbers(viewer: Viewer, found: EventShown) -> tuple[tuple[Line, Line], ...]:
    """Of each pair first the one whose number may go, then that under which it goes on: both given here, to one desk's own words."""
    numbered = [one.lines[-1] for one in found.threads if one.lines[-1].kind == EditionKind.REPORT]
    own = [line for line in numbered if not line.is_derived]
    given = {one.matter: one for one in registrations(Held.by(viewer), [line.matter for line in own])}
    here = [line for line in own if _is_given_here(viewer, given.get(line.matter))]
    pairs = ((line, other) for line in here for other in here if other.key < line.key)
    return tuple((line, other) for line, other in pairs if line.originator == other.originator)


def _is_given_here(viewer: Viewer, one: Registration | None) -> bool:
    return one is not None and one.desk_id == viewer.desk_id and not one.instead


def _shown(row: Event, threads: tuple[Thread, ...]) -> EventShown:
    """It began, to this person, with the first link of which they may know."""
    return EventShown(row.public_id, min((one.at for one in threads if one.at), default=row.made_at), threads)


def _threads(viewer: Viewer, row: Event) -> tuple[Thread, ...]:
    gathered = list(readable_by(viewer, row.gathered.filter(split_at=None)).select_related("by"))
    lines = _lines(viewer, [one.matter for one in gathered])
    told = [_thread(one, lines) for one in gathered if lines.get(one.matter)]
    return tuple(sorted(told, key=lambda one: one.newest.key, reverse=True))


def _thread(one: Gathered, lines: Mapping[uuid.UUID, Sequence[Line]]) -> Thread:
    here = tuple(lines[one.matter])
    return Thread(here, one.reason, one.by, one.at) if lines.keys() >= set(one.between) else Thread(here)


def _lines(viewer: Viewer, matters: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Line]]:
    rows = Held.by(viewer).of_these(Edition.objects.filter(matter__in=matters)).order_by("-pk")
    ids = list(rows.values_list("public_id", flat=True)[:MOST_STATEMENTS])
    return _by_matter(lines_readable_by(viewer, ids).values())


def _by_matter(lines: Iterable[Line]) -> dict[uuid.UUID, list[Line]]:
    found: dict[uuid.UUID, list[Line]] = {}
    for line in sorted(lines, key=lambda one: one.key, reverse=True):
        found.setdefault(line.matter, []).append(line)
    return found
