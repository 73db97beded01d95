"""The dry run: which matters of the own desk are past their period, counted only among what the asker may read (C-289).

What others still need is not told here: a hold elsewhere, or something made from it, is nobody's to find out by asking.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import KEPT_OPEN
from noroshi.editions.models import Edition, EditionKind
from noroshi.legal.models import Disposal, Hold, Remnant
from noroshi.legal.periods import days_of
from noroshi.vocabulary import DisposalState, Tlp
from noroshi.vocabulary.errors import NotFound

MOST_AT_ONCE: Final = 500
"""Editions of one disposal; what is left over is due again afterwards."""
NEEDED: Final = ("public_id", "matter", "kind", "tlp", "sealed_at")


@dataclass(frozen=True, slots=True)
class Due:
    """One matter that may go: all that the own desk wrote in it."""

    matter: uuid.UUID
    editions: tuple[uuid.UUID, ...]
    due_date: date


@dataclass(frozen=True, slots=True)
class Count:
    kind: EditionKind
    tlp: Tlp
    number: int


@dataclass(frozen=True, slots=True)
class DryRun:
    """`held` are matters that the own desk holds back itself."""

    due: tuple[Due, ...]
    counts: tuple[Count, ...]
    held: int

    @property
    def editions(self) -> list[uuid.UUID]:
        return [edition for one in self.due for edition in one.editions]

    @property
    def total(self) -> int:
        return sum(count.number for count in self.counts)


@dataclass(frozen=True, slots=True)
class HoldShown:
    public_id: uuid.UUID
    edition: uuid.UUID
    reason: str
    by: Person
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DisposalShown:
    public_id: uuid.UUID
    state: DisposalState
    counts: tuple[Count, ...]
    total: int
    by: Person
    at: datetime
    confirmed_by: Person | None
    confirmed_at: datetime | None
    done_at: datetime | None
    gone: int
    stayed: int
    may_confirm: bool
    may_withdraw: bool


def dry_run(viewer: Viewer) -> DryRun:
    """Nothing is done and nothing is kept."""
    rows = list(
        readable_by(viewer, Edition.objects.filter(originator_desk=viewer.desk_id)).only(*NEEDED).order_by("pk")
    )
    days, by_matter = days_of(viewer.organization_id), defaultdict(list)
    for row in rows:
        by_matter[row.matter].append(row)
    today, busy, held = timezone.now(), _being_written(viewer), _held_here(viewer)
    past = {
        matter: group for matter, group in by_matter.items() if _due_at(group, days) <= today and matter not in busy
    }
    going = _first(group for matter, group in past.items() if matter not in held)
    return DryRun(
        due=tuple(_due(group, days) for group in going),
        counts=counted(row for group in going for row in group),
        held=sum(matter in held for matter in past),
    )


def counted(rows: Iterable[Edition]) -> tuple[Count, ...]:
    numbers = Counter((row.kind, row.tlp) for row in rows)
    return tuple(Count(EditionKind(kind), Tlp.of(tlp), number) for (kind, tlp), number in sorted(numbers.items()))


def holds(viewer: Viewer) -> list[HoldShown]:
    rows = readable_by(viewer, Hold.objects.filter(desk=viewer.desk_id, ended_at=None))
    return [_hold(row) for row in rows.select_related("by", "edition").order_by("-pk")]


def hold_on(viewer: Viewer, edition_id: uuid.UUID) -> HoldShown | None:
    rows = Hold.objects.filter(edition__public_id=edition_id, desk=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).select_related("by", "edition").first()
    return _hold(row) if row else None


def disposals(viewer: Viewer) -> list[DisposalShown]:
    rows = readable_by(viewer, Disposal.objects.filter(desk=viewer.desk_id)).select_related("by", "confirmed_by")
    return [_disposal(viewer, row) for row in rows.order_by("-pk")[:100]]


def disposal(viewer: Viewer, public_id: uuid.UUID) -> DisposalShown:
    return _disposal(viewer, disposal_row(viewer, public_id))


def disposal_row(viewer: Viewer, public_id: uuid.UUID) -> Disposal:
    rows = readable_by(viewer, Disposal.objects.filter(public_id=public_id, desk=viewer.desk_id))
    row = rows.select_related("by", "confirmed_by").first()
    if row is None:
        raise NotFound
    return row


def remnants(viewer: Viewer, public_id: uuid.UUID) -> list[Remnant]:
    """What stays of each: kind, when it was sealed, and the seal."""
    row = disposal_row(viewer, public_id)
    return list(readable_by(viewer, Remnant.objects.filter(disposal=row)).order_by("pk"))


def state_of(row: Disposal) -> DisposalState:
    if row.withdrawn_at is not None:
        return DisposalState.WITHDRAWN
    if row.done_at is not None:
        return DisposalState.DONE
    return DisposalState.CONFIRMED if row.confirmed_at else DisposalState.PROPOSED


def reads_all(viewer: Viewer, row: Disposal) -> bool:
    """Who may not read what goes may not know how much it is, nor let it go."""
    return readable_by(viewer, Edition.objects.filter(public_id__in=row.editions)).count() == len(row.editions)


def _first(groups: Iterable[list[Edition]]) -> list[list[Edition]]:
    taken: list[list[Edition]] = []
    for group in groups:
        if sum(map(len, taken)) + len(group) > MOST_AT_ONCE:
            break
        taken.append(group)
    return taken


def _due_at(group: Sequence[Edition], days: Mapping[tuple[str, str], int]) -> datetime:
    """The newest edition begins the time of the whole matter, the longest period of all ends it."""
    longest = max(days[row.kind, row.tlp] for row in group)
    return max(row.sealed_at for row in group) + timedelta(days=longest)


def _due(group: Sequence[Edition], days: Mapping[tuple[str, str], int]) -> Due:
    due = timezone.localtime(_due_at(group, days)).date()
    return Due(group[0].matter, tuple(row.public_id for row in group), due)


def _being_written(viewer: Viewer) -> set[uuid.UUID]:
    """A follow-up that is still open keeps its matter; one that nobody touched for so long that it expired does not."""
    lately = timezone.now() - KEPT_OPEN
    rows = Draft.objects.filter(desk=viewer.desk_id, sent_at=None, discarded_at=None, saved_at__gt=lately)
    return set(readable_by(viewer, rows).values_list("matter", flat=True))


def _held_here(viewer: Viewer) -> set[uuid.UUID]:
    rows = readable_by(viewer, Hold.objects.filter(desk=viewer.desk_id, ended_at=None))
    return set(rows.values_list("edition__matter", flat=True))


def _hold(row: Hold) -> HoldShown:
    return HoldShown(row.public_id, row.edition.public_id, row.reason, row.by, row.at, row.ended_at)


def _disposal(viewer: Viewer, row: Disposal) -> DisposalShown:
    state = state_of(row)
    counts = tuple(Count(EditionKind(kind), Tlp.of(tlp), number) for kind, tlp, number in row.counts)
    is_first = row.by_id == viewer.seat.person_id
    return DisposalShown(
        public_id=row.public_id,
        state=state,
        counts=counts,
        total=sum(count.number for count in counts),
        by=row.by,
        at=row.at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        done_at=row.done_at,
        gone=row.gone,
        stayed=row.stayed,
        may_confirm=state is DisposalState.PROPOSED and not is_first and reads_all(viewer, row),
        may_withdraw=state is DisposalState.PROPOSED,
    )
