"""Read in a form: a file becomes a draft of the own desk, and the page says what of it did not get there."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.intake.actions import import_form
from noroshi.intake.blank import kinds_for
from noroshi.intake.queries import ArrivalShown, waiting_mail
from noroshi.reports.ways import ways
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence

ACCEPTED = ".xlsx,.txt,.noroshi,.json"


class ImportForm(forms.Form):
    """One file, and whether it is kept beside the draft as well."""

    file = forms.FileField(
        label=gettext_lazy("Form"),
        error_messages={"required": gettext_lazy("Choose a file."), "empty": gettext_lazy("This file is empty.")},
        help_text=gettext_lazy(
            "Drop it here or pick it: a spreadsheet (xlsx), the text form, the file of the offline form, or a STIX bundle."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    keeps = forms.BooleanField(label=gettext_lazy("Keep the file itself as an attachment of the draft"), required=False)


@dataclass(frozen=True, slots=True)
class BlankShown:
    """One form to take along, in its three sorts."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    crumbs: tuple[Crumb, ...]
    ways: tuple[Choice, ...]
    blanks: tuple[BlankShown, ...]
    waiting: int


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def import_page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = _imported(request, viewer, form)
        if done:
            messages.success(request, _("The form became a draft of your desk. Nothing has been sent."))
            return HttpResponseRedirect(reverse("arrival", args=[done.public_id]))
    page = ImportPage(
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(_("Read in a form"), "")),
        ways=_ways(viewer, request.POST.get("way", "")),
        blanks=tuple(BlankShown(sentence(kind.label(language())), kind.value) for kind in kinds_for(viewer)),
        waiting=waiting_mail(viewer).count,
    )
    return render(request, "intake/import.html", {"page": page, "form": form}, status=status_of(request, form))


def _imported(request: HttpRequest, viewer: Viewer, form: ImportForm) -> ArrivalShown | None:
    upload, way = form.cleaned_data["file"], request.POST.get("way", "")
    keeps = bool(form.cleaned_data["keeps"])
    return tried(
        request,
        form,
        lambda: import_form(viewer, name=str(upload.name), chunks=upload.chunks(), way=way, keeps=keeps),
    )


def _ways(viewer: Viewer, chosen: str) -> tuple[Choice, ...]:
    """Only where there is something to choose."""
    offered = ways(viewer)
    if len(offered) < 2:
        return ()
    usual = chosen or next((way.id for way in offered if not way.is_statutory), offered[0].id)
    lang = language()
    return tuple(Choice(way.id, way.label(lang), way.when(lang), is_chosen=way.id == usual) for way in offered)


urlpatterns = [path("drafts/import/", import_page, name="import_form")]
