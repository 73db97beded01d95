"""Opening the link from an edition to what it was made from: only where it was made, and never without the source seeing it."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.asking.actions import open_link
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import edition_readable_by, lines_readable_by
from noroshi.reports.stations import may_open_source
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown
from noroshi.web.pages.stations.relaying import crumbs


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why you open it"),
        max_length=400,
        help_text=gettext_lazy("Who wrote the original reads this beside your desk’s name and the time."),
    )


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
        raise NotFound(about=public_id)
    reading = edition_readable_by(viewer, public_id)
    line = line_shown(reading)
    page = SourcePage(line, crumbs(reading.kind, line, _("What it was made from")))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        page = _opened(viewer, public_id, page, form.cleaned_data["reason"])
        if page.opened and len(page.opened) == 1 and not page.gone:
            return HttpResponseRedirect(page.opened[0].url)
    return render(request, "stations/source.html", {"page": page, "form": form}, status=status_of(request, form))


def _opened(viewer: Viewer, public_id: UUID, page: SourcePage, reason: str) -> SourcePage:
    sources = open_link(viewer, public_id, reason)
    lines = lines_readable_by(viewer, sources)
    return SourcePage(page.line, page.crumbs, lines_shown(lines.values()), len(sources) - len(lines))


urlpatterns = [path("items/<uuid:public_id>/source/", open_source, name="open_source")]
