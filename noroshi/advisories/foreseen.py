"""Before an advisory is issued: how it would be marked, whom it would open to, and what stands in the way."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.advisories.actions.begin import must_be_center
from noroshi.advisories.errors import DestinationNeeded, NotAnAdvisory
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.queries import draft_row
from noroshi.drafting.sending import as_it_stands, filled, ready
from noroshi.editions.models import EditionKind
from noroshi.editions.wishes import marking
from noroshi.reports.foreseen import must_be_open, refused
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Party
from noroshi.vocabulary.errors import InvalidFields, Refusal


@dataclass(frozen=True, slots=True)
class Foreseen:
    """`to` are the ministry and sector pairs that were chosen."""

    marking: Marking
    to: frozenset[Party]


def foresee_advisory(viewer: Viewer, draft_id: UUID) -> Foreseen:
    """As it stands, also where something is still missing. Sources may narrow it further when it is sealed."""
    must_be_center(viewer)
    row = draft_row(viewer, draft_id)
    if row.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    made = marking(viewer, as_it_stands(row, filled(viewer, row)).wish, "advisory")
    return Foreseen(made, made.destinations)


def in_the_way_of_advisory(viewer: Viewer, draft_id: UUID) -> list[Refusal]:
    """What issuing now would be refused with; empty when nothing is."""
    row = draft_row(viewer, draft_id)
    return refused(
        lambda: must_be_open(row), lambda: ready(viewer, row), lambda: _must_have_destinations(viewer, draft_id)
    )


def _must_have_destinations(viewer: Viewer, draft_id: UUID) -> None:
    if not foresee_advisory(viewer, draft_id).to:
        raise InvalidFields(fields={"destinations": [DestinationNeeded.code]})
