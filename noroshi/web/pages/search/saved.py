"""Searches that are kept: made from the address of the results, opened as the view that they were, taken away."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.search.actions.saved import SavedWish, end_search, keep_search
from noroshi.search.queries import SavedShown, saved, saved_of
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried

LONGEST: Final = 2_000


class KeepForm(forms.Form):
    """`asked` is the address of the results."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    stays_quiet = forms.BooleanField(
        label=gettext_lazy("Tell nobody when there is something new"),
        required=False,
        help_text=gettext_lazy("Otherwise you are told, of what you may read at that moment; nobody else hears of it."),
    )
    is_of_desk = forms.BooleanField(
        label=gettext_lazy("For the whole desk"),
        required=False,
        help_text=gettext_lazy("The desk is told when there is something new that everybody there may read."),
    )
    asked = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)

    def wish(self) -> SavedWish:
        asked = QueryDict(self.cleaned_data["asked"])
        given = {name: [str(one) for one in asked.getlist(name)] for name in asked}
        data = self.cleaned_data
        return SavedWish(data["name"], given, is_of_desk=data["is_of_desk"], tells=not data["stays_quiet"])


@dataclass(frozen=True, slots=True)
class SavedPage:
    crumbs: tuple[Crumb, ...]
    kept: tuple[SavedShown, ...]


@require_safe
@login_required
def searches(request: HttpRequest) -> HttpResponse:
    page = SavedPage(_crumbs(_("Kept searches")), tuple(saved_of(viewer_of(request))))
    return render(request, "search/saved.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    viewer, asked = viewer_of(request), request.GET.urlencode()[:LONGEST]
    first = {"name": request.GET.get("q", "")[:80], "asked": asked}
    form = KeepForm(request.POST) if request.method == "POST" else KeepForm(initial=first)
    if request.method == "POST" and form.is_valid() and _kept(request, viewer, form):
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("searches"))
    return render(
        request,
        "search/keep.html",
        {"form": form, "crumbs": _crumbs(_("Keep this search"))},
        status=status_of(request, form),
    )


def _kept(request: HttpRequest, viewer: Viewer, form: KeepForm) -> bool:
    return tried(request, form, lambda: keep_search(viewer, form.wish())) is not None


@require_safe
@login_required
def opened(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """As the view that it was, with what is there now."""
    return HttpResponseRedirect(f"{reverse('search')}?{saved(viewer_of(request), public_id).address}")


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_search(viewer_of(request), public_id)
    messages.success(request, _("Taken away."))
    return HttpResponseRedirect(reverse("searches"))


def _crumbs(name: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Search"), reverse("search")), Crumb(name, ""))


urlpatterns = [
    path("search/saved/", searches, name="searches"),
    path("search/saved/new/", keep, name="keep_search"),
    path("search/saved/<uuid:public_id>/", opened, name="saved_search"),
    path("search/saved/<uuid:public_id>/end/", end, name="end_search"),
]
