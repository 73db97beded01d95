"""Before a report is sent: which desks lie ahead, how it would be marked, and what stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.errors import DraftDiscarded, DraftExpired, DraftSent
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft_row, state_of
from noroshi.drafting.sending import as_it_stands, filled, ready
from noroshi.reports.actions.anonymize import must_be_looked_through
from noroshi.reports.actions.submit import marking_for, stops_of
from noroshi.reports.errors import NotAReport
from noroshi.reports.ways import Stop
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Party, desk
from noroshi.vocabulary.errors import Refusal

NOT_OPEN = {"sent": DraftSent, "discarded": DraftDiscarded, "expired": DraftExpired}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`to` is opened at once by sending; the other stations only when one before them passes it on."""

    stops: tuple[Stop, ...]
    marking: Marking
    to: frozenset[Party]


def foresee_report(viewer: Viewer, draft_id: UUID) -> Foreseen:
    """As it stands, also where something is still missing."""
    row = draft_row(viewer, draft_id)
    if row.kind != "report":
        raise NotAReport
    prepared = as_it_stands(row, filled(viewer, row))
    stops = stops_of(viewer, row, prepared)
    return Foreseen(stops, marking_for(viewer, row, prepared, stops), frozenset({desk(stops[0].desk.pk)}))


def in_the_way_of_report(viewer: Viewer, draft_id: UUID) -> list[Refusal]:
    """What sending now would be refused with; empty when nothing is."""
    row = draft_row(viewer, draft_id)
    return refused(
        lambda: must_be_open(row),
        lambda: ready(viewer, row),
        lambda: must_be_looked_through(viewer, row),
        lambda: foresee_report(viewer, draft_id),
    )


def must_be_open(row: Draft) -> None:
    refusal = NOT_OPEN.get(state_of(row))
    if refusal is not None:
        raise refusal


def refused(*steps: Callable[[], Any]) -> list[Refusal]:
    """What each of these is refused with, so that all of it is told at once."""
    found: dict[str, Refusal] = {}
    for step in steps:
        try:
            step()
        except Refusal as refusal:
            found.setdefault(refusal.code, refusal).fields.update(refusal.fields)
    return list(found.values())
