"""What stands in the way of issuing an advisory, all of it at once, before anybody presses."""

from uuid import UUID

from noroshi.advisories.actions.begin import must_be_center
from noroshi.advisories.errors import DestinationNeeded
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft_row
from noroshi.drafting.sending import as_it_stands, filled, ready
from noroshi.editions.models import EditionKind
from noroshi.editions.wishes import marking
from noroshi.reports.hindrances import hindrances_of_report, must_be_open, refusals_of
from noroshi.vocabulary.errors import InvalidFields, Refusal


def hindrances(viewer: Viewer, draft_id: UUID) -> list[Refusal]:
    """Of any draft: what sending now would be refused with; empty when nothing is."""
    row = draft_row(viewer, draft_id)
    if row.kind != EditionKind.ADVISORY:
        return hindrances_of_report(viewer, draft_id)
    return refusals_of(
        lambda: must_be_center(viewer),
        lambda: must_be_open(row),
        lambda: ready(viewer, row),
        lambda: _must_go_somewhere(viewer, row),
    )


def _must_go_somewhere(viewer: Viewer, row: Draft) -> None:
    if not marking(viewer, as_it_stands(row, filled(viewer, row)).wish, "advisory").destinations:
        raise InvalidFields(fields={"destinations": [DestinationNeeded.code]})
