"""What stands in the way of sharing a sheet, all of it at once, before anybody presses."""

from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.editions.wishes import parties
from noroshi.reports.hindrances import refusals_of
from noroshi.reports.leaks import must_not_leak
from noroshi.sharing.parties import Naming, Party
from noroshi.sheets.errors import NobodyNamed, NotAStraightAddress
from noroshi.vocabulary.errors import InvalidFields, Refusal

STRAIGHT: Final = frozenset({Naming.DESK, Naming.ORGANIZATION, Naming.GROUP, Naming.CEPTOAR_MEMBERS})
"""Named in particular: who is of a kind or a sector may be others tomorrow."""


def hindrances_of_sheet(viewer: Viewer, row: Draft) -> list[Refusal]:
    return refusals_of(
        lambda: must_name_somebody(viewer, row),
        lambda: must_not_leak(viewer, row, renders=False),
    )


def must_name_somebody(viewer: Viewer, row: Draft) -> frozenset[Party]:
    named = parties(viewer, row.wish.get("destinations") or ())
    if not named:
        raise InvalidFields(fields={"destinations": [NobodyNamed.code]})
    if any(party.naming not in STRAIGHT for party in named):
        raise InvalidFields(fields={"destinations": [NotAStraightAddress.code]})
    return named
