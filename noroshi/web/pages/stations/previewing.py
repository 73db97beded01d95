"""The outgoing edition exactly as the next station will read it, before it is sent."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.reports.outgoing import outgoing
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.items.sheet import SheetShown, reader_of, sheet_of


@dataclass(frozen=True, slots=True)
class PreviewPage:
    crumbs: tuple[Crumb, ...]
    scope: Scope
    to: str
    sheet: SheetShown | None
    back: str


@require_safe
@login_required
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    reading, to = outgoing(viewer_of(request), public_id)
    back = reverse("anonymize", args=[public_id])
    page = PreviewPage(
        crumbs=(Crumb(_("Take the name out"), back), Crumb(_("As it will be read"), "")),
        scope=Scope(_("Not sent yet. Only your desk sees this page."), reading.tlp),
        to=desk_name(to),
        sheet=sheet_of(reading, reader_of(reading)),
        back=back,
    )
    return render(request, "stations/preview.html", {"page": page})


urlpatterns = [path("drafts/<uuid:public_id>/anonymize/preview/", preview, name="preview_outgoing")]
