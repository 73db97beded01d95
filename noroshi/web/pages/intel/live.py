"""A dangerous value in its live form: asked for by pressing, written down, shown to copy and never as a link."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from noroshi.intel.actions.showing import show_live
from noroshi.observables import BY_WORD
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class LivePage:
    crumbs: tuple[Crumb, ...]
    kind: str
    live: str


@require_POST
@login_required
def live(request: HttpRequest) -> HttpResponse:
    """The script copies the answer; without it the page shows what one may copy."""
    word = request.POST.get("kind", "")
    if word not in BY_WORD:
        raise NotFound
    value = show_live(viewer_of(request), BY_WORD[word], request.POST.get("value", ""))
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(value, content_type="text/plain; charset=utf-8")
    crumbs = (Crumb(_("Home"), reverse("home")), Crumb(_("Live form"), ""))
    return render(
        request, "intel/live.html", {"page": LivePage(crumbs, ObservableKind.of(word).label(language()), value)}
    )


urlpatterns = [path("intel/live/", live, name="live_value")]
