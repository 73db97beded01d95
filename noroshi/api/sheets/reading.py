"""Incident sheets that I may read."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from noroshi.api.cursors import Page
from noroshi.api.editions.shown import EditionListed
from noroshi.api.reports.reading import ReportFilter, SheetRead, newest_of, of_kind, with_sheet
from noroshi.api.sheet import Against, Changes, changes_between
from noroshi.api.sheets.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of

SHEET = "sheet"


@room.get("/sheets", Scope.EDITIONS_READ, Page[EditionListed])
def sheets(request: HttpRequest, wanted: Query[ReportFilter]) -> Page[EditionListed]:
    """Incident sheets that I may read, newest first, and what has been overtaken."""
    return newest_of(request, wanted, SHEET)


@room.get("/sheets/{uuid:edition}", Scope.EDITIONS_READ, SheetRead)
def sheet(request: HttpRequest, edition: UUID) -> SheetRead:
    """One incident sheet, field by field, as far as I may hold it."""
    viewer = viewer_of(request)
    found = of_kind(edition_readable_by(viewer, edition), SHEET)
    return with_sheet(viewer, found, ["follow_up"] if found.originator.pk == viewer.desk_id else [])


@room.get("/sheets/{uuid:edition}/changes", Scope.EDITIONS_READ, Changes)
def changed_sheet(request: HttpRequest, edition: UUID, wanted: Query[Against]) -> Changes:
    """What changed, field by field and word by word: since the report before it, the one I read last, or another that I hold."""
    return changes_between(viewer_of(request), SHEET, edition, wanted)
