"""What stands in the way of issuing an advisory, all of it at once, before anybody presses."""

from noroshi.advisories.actions.begin import must_be_center
from noroshi.advisories.errors import DestinationNeeded
from noroshi.advisories.kinds import deeds_of_kind
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import as_it_stands, ready
from noroshi.editions.errors import ThroughTheLiaison
from noroshi.editions.models import EditionKind
from noroshi.editions.straight import any_below
from noroshi.editions.wishes import marking
from noroshi.reports.hindrances import hindrances_of_report, must_be_open, refusals_of
from noroshi.reports.leaks import must_not_leak
from noroshi.vocabulary.errors import InvalidFields, Refusal


def hindrances(viewer: Viewer, draft: DraftShown, found: Filled) -> list[Refusal]:
    """Of any draft and what its form makes of it: what sending now would be refused with; empty when nothing is."""
    row = draft.row
    of_kind = deeds_of_kind(row.kind)
    if of_kind is not None:
        return [
            *refusals_of(lambda: must_be_open(row), lambda: ready(viewer, row, found)),
            *of_kind.hindered(viewer, row),
        ]
    if row.kind != EditionKind.ADVISORY:
        return hindrances_of_report(viewer, row, found)
    return refusals_of(
        lambda: must_be_center(viewer),
        lambda: must_be_open(row),
        lambda: ready(viewer, row, found),
        lambda: _must_go_somewhere(viewer, row, found),
        lambda: must_not_leak(viewer, row, renders=False),
    )


def _must_go_somewhere(viewer: Viewer, row: Draft, found: Filled) -> None:
    to = marking(viewer, as_it_stands(row, found).wish, "advisory").destinations
    if not to:
        raise InvalidFields(fields={"destinations": [DestinationNeeded.code]})
    if any_below(viewer.organization_id, to):
        raise ThroughTheLiaison
