"""Opening the link from an edition to what it was made from: only where it was made, and never without the source seeing it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import resolve_source
from noroshi.editions.queries import edition_readable_by, lines_readable_by
from noroshi.reports.stations import may_open_source
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown
from noroshi.web.pages.stations.relaying import crumbs


@dataclass(frozen=True, slots=True)
class SourcePage:
    """`opened` is None before the link was opened; `gone` counts sources that nobody here reads any more."""

    line: LineShown
    crumbs: tuple[Crumb, ...]
    opened: tuple[LineShown, ...] | None = None
    gone: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_source(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asked first, then done; one source is opened at once."""
    viewer = viewer_of(request)
    if not may_open_source(viewer, public_id):
        raise NotFound
    reading = edition_readable_by(viewer, public_id)
    line = line_shown(reading)
    page = SourcePage(line, crumbs(reading.kind, line, _("What it was made from")))
    if request.method == "POST":
        page = _opened(viewer, public_id, page)
        if page.opened and len(page.opened) == 1 and not page.gone:
            return HttpResponseRedirect(page.opened[0].url)
    return render(request, "stations/source.html", {"page": page})


def _opened(viewer: Viewer, public_id: UUID, page: SourcePage) -> SourcePage:
    sources = resolve_source(viewer, public_id)
    lines = lines_readable_by(viewer, sources)
    return SourcePage(page.line, page.crumbs, lines_shown(lines.values()), len(sources) - len(lines))


urlpatterns = [path("items/<uuid:public_id>/source/", open_source, name="open_source")]
