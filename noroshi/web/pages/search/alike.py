"""Beside an item: others that tell the same, among what its reader may read (C-100)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.drafting.posted import alike_to_item
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.items.likeness import AlikeShown, alike_shown
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.passing import crumbs


@dataclass(frozen=True, slots=True)
class AlikePage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    found: tuple[AlikeShown, ...]


@require_safe
@login_required
def alike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """With HTMX the panel alone."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    found = alike_to_item(viewer, public_id, reading.content)
    line = line_shown(reading)
    page = AlikePage(line, crumbs(line, _("Similar items")), alike_shown(found))
    template = "search/alike.html#panel" if request.headers.get("HX-Request") else "search/alike.html"
    return render(request, template, {"page": page})


urlpatterns = [path("items/<uuid:public_id>/similar/", alike, name="item_alike")]
