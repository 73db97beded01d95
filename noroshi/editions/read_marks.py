"""What this person and this desk have opened before: so that a page can say what is new, and since which edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from noroshi.audiences.queries import Held, holds
from noroshi.audiences.viewer import Viewer
from noroshi.editions.earlier import earlier_of
from noroshi.editions.models import ReadMark
from noroshi.editions.queries import Line
from noroshi.editions.ranges import own_desks
from noroshi.editions.rows import opened_here
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


@dataclass(frozen=True, slots=True)
class Opened:
    """Who of this desk has opened an edition: this person, or only somebody else."""

    by_me: bool
    by_desk: bool


UNOPENED = Opened(by_me=False, by_desk=False)


def mark_read(viewer: Viewer, line: Line) -> None:
    """The first time counts; a second mark of the same person is none.

    Whoever reads what is public at a desk of whose own things nothing may be read, as somebody whose NDA has ended, leaves no mark there.
    """
    mark = _mark(viewer, line)
    if holds(mark.audience_id):
        with transaction.atomic():
            ReadMark.objects.bulk_create([mark], ignore_conflicts=True)


def has_read(viewer: Viewer, line: Line, known: Mapping[int, Opened]) -> bool:
    """An own edition is known to its desk and needs no mark."""
    return line.originator.pk == viewer.desk_id or known.get(line.key, UNOPENED).by_me


def opened(viewer: Viewer, editions: Collection[int]) -> dict[int, Opened]:
    """By the editions' keys; those that nobody here has opened are not in it."""
    known = opened_here(viewer)
    people = known if known.keys() >= set(editions) else _people(viewer, editions)
    me = viewer.seat.person_id
    return {one: Opened(me in people[one], by_desk=True) for one in editions if people.get(one)}


def read_before[L: Line](line: Line, others: Sequence[L], known: Mapping[int, Opened]) -> L | None:
    """Of these editions of a matter the latest that this person opened before this one was written."""
    earlier = earlier_of(line, others)
    return next((one for one in reversed(earlier) if known.get(one.key, UNOPENED).by_me), None)


def _people(viewer: Viewer, editions: Collection[int]) -> dict[int, set[int]]:
    marks = ReadMark.objects.filter(desk=viewer.desk_id, edition__in=list(editions))
    found: dict[int, set[int]] = {}
    for edition, person in Held.by(viewer).of_these(marks).values_list("edition_id", "person_id"):
        found.setdefault(edition, set()).add(person)
    return found


def _mark(viewer: Viewer, line: Line) -> ReadMark:
    own = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return ReadMark(
        audience_id=own_desks(own, None),
        edition_id=line.key,
        desk_id=viewer.desk_id,
        person_id=viewer.seat.person_id,
        at=timezone.now(),
    )
