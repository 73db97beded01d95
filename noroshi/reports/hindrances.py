"""What stands in the way of sending a draft, all of it at once, before anybody presses."""

from collections.abc import Callable
from typing import Any

from noroshi.asking.approvals import must_be_approved
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.errors import DraftDiscarded, DraftExpired, DraftSent
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import state_of
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import as_it_stands, ready
from noroshi.reports.actions.anonymize import must_be_looked_through
from noroshi.reports.actions.submit import marking_for, stops_of
from noroshi.reports.leaks import must_not_leak
from noroshi.vocabulary.errors import Refusal

NOT_OPEN = {"sent": DraftSent, "discarded": DraftDiscarded, "expired": DraftExpired}


def hindrances_of_report(viewer: Viewer, row: Draft, found: Filled) -> list[Refusal]:
    """What sending now would be refused with; empty when nothing is."""
    return refusals_of(
        lambda: must_be_open(row),
        lambda: ready(viewer, row, found),
        lambda: must_be_looked_through(viewer, row),
        lambda: must_not_leak(viewer, row, renders=False),
        lambda: must_be_approved(viewer, row),
        lambda: _must_have_a_way(viewer, row, found),
    )


def must_be_open(row: Draft) -> None:
    refusal = NOT_OPEN.get(state_of(row))
    if refusal is not None:
        raise refusal


def refusals_of(*steps: Callable[[], Any]) -> list[Refusal]:
    """Several refusals of one kind are one, with the fields of all."""
    found: dict[str, Refusal] = {}
    for step in steps:
        try:
            step()
        except Refusal as refusal:
            found.setdefault(refusal.code, refusal).fields.update(refusal.fields)
    return list(found.values())


def _must_have_a_way(viewer: Viewer, row: Draft, found: Filled) -> None:
    prepared = as_it_stands(row, found)
    marking_for(viewer, row, prepared, stops_of(viewer, row, prepared))
