"""Beginning a sheet: from nothing, or from an item whose words it takes over."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.editions.queries import edition_readable_by
from noroshi.sheets.actions import begin_sheet
from noroshi.sheets.actions.begin import must_share_sheets
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.drafts.beginning import opened, still_open
from noroshi.web.pages.drafts.listing import DraftRow
from noroshi.web.pages.items.lines import LineShown, line_shown


@dataclass(frozen=True, slots=True)
class BeginSheetPage:
    """`source` is the item it is made from; `may_be_nameless` when somebody else wrote it."""

    crumbs: tuple[Crumb, ...]
    source: LineShown | None
    source_id: UUID | None
    may_be_nameless: bool
    open_drafts: tuple[DraftRow, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """`from` names an item; the way of taking it over is chosen here."""
    viewer = viewer_of(request)
    must_share_sheets(viewer)
    source = _id(request.POST.get("from", "") or request.GET.get("from", ""))
    if request.method == "POST":
        return opened(begin_sheet(viewer, source, nameless=bool(source and request.POST.get("nameless"))))
    reading = edition_readable_by(viewer, source, answer="list") if source else None
    page = BeginSheetPage(
        (Crumb(_("Incident sheets"), reverse("sheets")), Crumb(_("New sheet"), "")),
        line_shown(reading) if reading else None,
        source,
        reading is not None and reading.originator.pk != viewer.desk_id,
        still_open(viewer, "sheet"),
    )
    return render(request, "sheets/begin.html", {"page": page})


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


urlpatterns = [path("sheets/new/", begin, name="begin_sheet")]
