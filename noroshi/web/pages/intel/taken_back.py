"""What was taken back: one's own with who had taken it, and what one had taken oneself."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.intel.taken import TakenBackShown, taken_back
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb


@dataclass(frozen=True, slots=True)
class TakenBackPage:
    crumbs: tuple[Crumb, ...]
    own: tuple[TakenBackShown, ...]
    others: tuple[TakenBackShown, ...]


@require_safe
@login_required
def show_taken_back(request: HttpRequest) -> HttpResponse:
    found = taken_back(viewer_of(request))
    page = TakenBackPage(
        crumbs=(Crumb(_("Intelligence"), reverse("intel")), Crumb(_("Taken back"), "")),
        own=tuple(one for one in found if one.is_own),
        others=tuple(one for one in found if not one.is_own),
    )
    return render(request, "intel/taken_back.html", {"page": page})


urlpatterns = [path("intel/taken-back/", show_taken_back, name="intel_taken_back")]
