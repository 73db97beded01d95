"""Sharing a sheet: sealed, with its files, opened to whom it names and nobody else, once (デザインガイド 参考2)."""

import uuid

from noroshi.audiences.viewer import Viewer
from noroshi.drafting import actions as drafting
from noroshi.drafting.errors import SourceGone
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import sources_of
from noroshi.drafting.sending import Ready, ready, to_seal
from noroshi.editions.actions import Statement, derive, hop, seal_edition
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import ids_readable_by
from noroshi.editions.wishes import marking
from noroshi.reports.leaks import must_not_leak
from noroshi.sharing.marking import Marking
from noroshi.sheets.actions.begin import must_share_sheets
from noroshi.sheets.errors import NotASheet
from noroshi.sheets.hindrances import must_name_somebody
from noroshi.vault.actions import enclose
from noroshi.vocabulary import HopKind


def share_sheet(viewer: Viewer, draft_id: uuid.UUID, version: int) -> uuid.UUID:
    """The sealed edition's id; a second press gives the same one again."""
    row = drafting.to_send(viewer, draft_id, version=version)
    if row.sent_as:
        return row.sent_as
    if row.kind != EditionKind.SHEET:
        raise NotASheet
    must_share_sheets(viewer)
    prepared = ready(viewer, row)
    to = must_name_somebody(viewer, row)
    must_not_leak(viewer, row)
    edition = _sealed(viewer, row, prepared, marking(viewer, prepared.wish, EditionKind.SHEET.value))
    enclose(viewer, edition, row.public_id)
    hop(viewer, edition.public_id, kind=HopKind.SHARE, to=to)
    drafting.sent(viewer, row, edition)
    return edition.public_id


def _sealed(viewer: Viewer, row: Draft, prepared: Ready, made: Marking) -> Edition:
    """With whom it is shared stands in its receipt, which its desk alone reads; the words name nobody."""
    statement = Statement(
        kind=EditionKind.SHEET,
        content=to_seal(row, prepared, made),
        marking=made,
        importance=prepared.importance,
        matter=row.matter,
        begins=row.continues is None,
    )
    sources = sources_of(row)
    if not sources:
        return seal_edition(viewer, statement)
    if ids_readable_by(viewer, sources) != set(sources):
        raise SourceGone
    return derive(viewer, sources, statement)
