"""Beside a draft while it is written: items that tell the same, among what its writer may read. Nothing of them comes into the draft."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.drafting.posted import alike_to_draft
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.items.likeness import AlikeShown, alike_shown

BESIDE = "X-Noroshi-Beside"


@dataclass(frozen=True, slots=True)
class DraftAlikePage:
    crumbs: tuple[Crumb, ...]
    found: tuple[AlikeShown, ...]


@require_safe
@login_required
def alike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A page of its own, or what stands beside the draft alone."""
    found = alike_shown(alike_to_draft(viewer_of(request), public_id))
    back = Crumb(_("Draft"), reverse("draft", args=[public_id]))
    page = DraftAlikePage((Crumb(_("Drafts"), reverse("drafts")), back, Crumb(_("Similar items"), "")), found)
    template = "drafts/alike.html#beside" if BESIDE in request.headers else "drafts/alike.html"
    return render(request, template, {"page": page})


urlpatterns = [path("drafts/<uuid:public_id>/similar/", alike, name="draft_alike")]
