"""Rows that several questions of one page begin from: read once by a page that only reads, every time elsewhere."""

import uuid
from collections.abc import Iterable
from typing import Final

from noroshi.audiences.actions import definition_of
from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import AnyViewer
from noroshi.directory.planned import Given, Kept
from noroshi.directory.remembered import desks_by_number, remembered
from noroshi.editions.models import Edition, Hop, MarkingRecord
from noroshi.sharing.definitions import Definition
from noroshi.vocabulary.errors import NotFound

MARKINGS: Final = Kept(lambda: MarkingRecord.objects.filter(edition=Given("edition")).order_by("number"))
HOPS: Final = Often(lambda: as_held(Hop).filter(edition_public_id=Given("edition")).defer("seal").order_by("number"))


def edition_row(viewer: AnyViewer, public_id: uuid.UUID, among: Iterable[Edition] = ()) -> Edition:
    """Nothing is noted: whoever gives of it what is said in it does that. `among` rows that this viewer was given."""
    given = next((row for row in among if row.public_id == public_id), None)
    rows = Edition.objects.filter(public_id=public_id).select_related("originator_desk__organization")
    found = remembered(("edition", viewer.setting, public_id), lambda: given or readable_by(viewer, rows).first())
    if found is None:
        raise NotFound
    return found


def definition_row(viewer: AnyViewer, edition: Edition) -> Definition:
    """The sentence behind an edition that this viewer was given."""
    number = edition.audience_id
    found = remembered(("definition", viewer.setting, number), lambda: definition_of(number))
    if found is None:
        raise NotFound
    return found


def marking_rows(viewer: AnyViewer, edition: Edition) -> list[MarkingRecord]:
    """How it was marked, first to last. For its originator's desk, which alone reads whom a marking excludes."""
    return remembered(("markings", viewer.setting, edition.pk), lambda: MARKINGS.asked(edition=edition.pk))


def hop_rows(viewer: AnyViewer, edition_id: uuid.UUID) -> list[Hop]:
    """The stations of an edition as far as this viewer keeps their receipts, in their order."""
    return remembered(("hops", viewer.setting, edition_id), lambda: _with_desks(HOPS.of(viewer, edition=edition_id)))


def opened_here(viewer: AnyViewer) -> dict[int, frozenset[int]]:
    """Who of the viewer's desk has opened an edition, as far as this page knows it already."""
    return remembered(("opened", viewer.setting), dict)


def _with_desks(hops: list[Hop]) -> list[Hop]:
    desks = desks_by_number(hop.from_desk_id for hop in hops)
    for hop in hops:
        hop.from_desk = desks[hop.from_desk_id]
    return hops
