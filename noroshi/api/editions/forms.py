"""The official form as a file, as far as I may read it."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Schema

from noroshi.advisories.exporting import export_stix
from noroshi.api.editions.room import room
from noroshi.api.fields import Id
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.exporting import Exported, Sort, export_csaf, export_draft, export_item
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over


class Marked(Schema):
    """What changed is marked since the edition that was read last, or since `against`."""

    against: Id | None = None
    marks: bool = True


@room.download("/editions/{uuid:edition}/form.pdf", Scope.EDITIONS_READ)
def form_as_pdf(request: HttpRequest, edition: UUID, wanted: Query[Marked]) -> HttpResponseBase:
    """A report or an advisory on its official form, as PDF/A; taking it away is recorded."""
    return _item(request, edition, Sort.PDF, wanted)


@room.download("/editions/{uuid:edition}/form.txt", Scope.EDITIONS_READ)
def form_as_text(request: HttpRequest, edition: UUID, wanted: Query[Marked]) -> HttpResponseBase:
    """A report or an advisory in the text layout of its form; taking it away is recorded."""
    return _item(request, edition, Sort.TEXT, wanted)


@room.download("/drafts/{uuid:draft}/form.pdf", Scope.EDITIONS_READ)
def draft_as_pdf(request: HttpRequest, draft: UUID) -> HttpResponseBase:
    """A draft of my desk on its official form, as PDF/A."""
    return _given(export_draft(viewer_of(request), draft, Sort.PDF))


@room.download("/drafts/{uuid:draft}/form.txt", Scope.EDITIONS_READ)
def draft_as_text(request: HttpRequest, draft: UUID) -> HttpResponseBase:
    """A draft of my desk in the text layout of its form, which can be mailed and read back."""
    return _given(export_draft(viewer_of(request), draft, Sort.TEXT))


@room.download("/editions/{uuid:edition}/form.xlsx", Scope.EDITIONS_READ)
def form_as_spreadsheet(request: HttpRequest, edition: UUID, wanted: Query[Marked]) -> HttpResponseBase:
    """A report or an advisory on its official form, as a spreadsheet that can be read in again; taking it away is recorded."""
    return _item(request, edition, Sort.SPREADSHEET, wanted)


@room.download("/drafts/{uuid:draft}/form.xlsx", Scope.EDITIONS_READ)
def draft_as_spreadsheet(request: HttpRequest, draft: UUID) -> HttpResponseBase:
    """A draft of my desk on its official form, as a spreadsheet that can be filled further and read in again."""
    return _given(export_draft(viewer_of(request), draft, Sort.SPREADSHEET))


@room.download("/editions/{uuid:edition}/csaf.json", Scope.EDITIONS_READ)
def advisory_as_csaf(request: HttpRequest, edition: UUID) -> HttpResponseBase:
    """An advisory as CSAF 2.0, as far as I may read it; taking it away is recorded."""
    return _given(export_csaf(viewer_of(request), edition, namespace=settings.PORTAL_ADDRESS))


@room.download("/editions/{uuid:edition}/stix.json", Scope.EDITIONS_READ)
def edition_as_stix(request: HttpRequest, edition: UUID) -> HttpResponseBase:
    """A report or an advisory as a STIX 2.1 bundle, as far as I may read it; taking it away is recorded."""
    return _given(export_stix(viewer_of(request), edition, address=settings.PORTAL_ADDRESS))


def _item(request: HttpRequest, edition: UUID, sort: Sort, wanted: Marked) -> HttpResponseBase:
    return _given(export_item(viewer_of(request), edition, sort, against=wanted.against, marks=wanted.marks))


def _given(file: Exported) -> HttpResponseBase:
    return handed_over(file.name, len(file.content), [file.content])
