"""Writing one of the eleven kinds of information, a later version of one's own, what was seen of it, and taking it back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.sight import sight
from noroshi.intel.actions.withdraw import withdraw
from noroshi.intel.actions.write import Writing, own_version, rewrite, write
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import newest
from noroshi.intel.relating import relations_of
from noroshi.stix.information import INFORMATION, Information, fields_of, information_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import SightingAnswer, Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.intel.writing_forms import InformationForm, is_search


@dataclass(frozen=True, slots=True)
class KindOffered:
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class WritePage:
    crumbs: tuple[Crumb, ...]
    title: str
    kinds: tuple[KindOffered, ...] = ()
    back: str = ""


class SightForm(forms.Form):
    """What the desk says of an object."""

    answer = forms.ChoiceField(label=gettext_lazy("Has it come to you?"))
    count = forms.IntegerField(label=gettext_lazy("How often"), required=False, min_value=1, max_value=999_999_999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = SightingAnswer.choices(language())  # type: ignore[attr-defined]  # of a ChoiceField


@require_safe
@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """Which of the eleven it shall be."""
    viewer_of(request)
    offered = tuple(
        KindOffered(reverse("intel_write", args=[one.id]), sentence(one.label(language())))
        for one in INFORMATION.values()
    )
    page = WritePage(_crumbs(_("Write")), _("What do you want to write?"), offered)
    return render(request, "intel/kinds.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def compose(request: HttpRequest, kind: str) -> HttpResponse:
    viewer = viewer_of(request)
    information = INFORMATION.get(kind)
    if information is None:
        raise NotFound
    form = _form(request, viewer, information)
    if form.is_bound and form.is_valid():
        given = _writing(form, information)
        of = tried(request, form, lambda: write(viewer, given))
        if of:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("intel_object", args=[of]))
    name = sentence(information.label(language()))
    page = WritePage(_crumbs(_("Write"), name), name, back=reverse("intel_kinds"))
    return render(request, "intel/write.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A later version of what came from one's own desk."""
    viewer = viewer_of(request)
    kept, _origin = own_version(viewer, uuid)
    whole = whole_of(kept.raw)
    information = information_of(whole)
    if information is None:
        raise NotFound
    ties = relations_of(viewer, uuid)
    form = _form(request, viewer, information, said=fields_of(whole), ties=ties, is_change=True)
    if form.is_bound and form.is_valid():
        given = _writing(form, information)
        if tried(request, form, lambda: rewrite(viewer, uuid, given)):
            messages.success(request, _("Saved as a new version. The one before stays."))
            return HttpResponseRedirect(reverse("intel_object", args=[uuid]))
    title, back = title_of(whole), reverse("intel_object", args=[uuid])
    page = WritePage(_crumbs(title, _("A new version"), url=back), title, back=back)
    return render(request, "intel/write.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asked once more: everybody else loses sight of it."""
    viewer = viewer_of(request)
    kept, origin = own_version(viewer, uuid)
    if request.method == "POST":
        withdraw(viewer, origin.public_id, uuid)
        messages.success(request, _("Withdrawn. Only your desk sees it now."))
        return HttpResponseRedirect(reverse("intel_object", args=[uuid]))
    title, back = title_of(whole_of(kept.raw)), reverse("intel_object", args=[uuid])
    page = WritePage(_crumbs(title, _("Withdraw"), url=back), title, back=back)
    return render(request, "intel/withdraw.html", {"page": page})


@require_POST
@login_required
def say_seen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), SightForm(request.POST)
    newest(viewer, uuid)
    if form.is_valid():
        said = form.cleaned_data
        answer, count = SightingAnswer.of(said["answer"]), said["count"] or 1
        if tried(request, form, lambda: sight(viewer, uuid, answer, count=count)):
            messages.success(request, _("Your desk's answer is kept."))
    for words in (word for errors in form.errors.values() for word in errors):
        messages.error(request, str(words))
    return HttpResponseRedirect(reverse("intel_object", args=[uuid]) + "#seen")


def _form(request: HttpRequest, viewer: Viewer, information: Information, **more: Any) -> InformationForm:
    """Looking for an object to tie it to keeps everything that was typed and saves nothing."""
    if request.method == "POST" and is_search(request.POST):
        return InformationForm.searching(viewer, information, request.POST, **more)
    return InformationForm(viewer, information, request.POST or None, **more)


def _writing(form: InformationForm, information: Information) -> Writing:
    said = form.cleaned_data
    return Writing(
        kind=information.id,
        fields=form.said(),
        origin=UUID(said["origin"]) if said.get("origin") else None,
        tlp=Tlp2.of(said["tlp"]) if said["tlp"] else None,
    )


def _crumbs(*names: str, url: str = "") -> tuple[Crumb, ...]:
    last = len(names) - 1
    steps = [Crumb(name, "" if place == last else url or reverse("intel_kinds")) for place, name in enumerate(names)]
    return (Crumb(_("Intelligence"), reverse("intel")), *steps)


urlpatterns = [
    path("intel/write/", kinds, name="intel_kinds"),
    path("intel/write/<slug:kind>/", compose, name="intel_write"),
    path("intel/<uuid:uuid>/change/", change, name="intel_change"),
    path("intel/<uuid:uuid>/withdraw/", take_back, name="intel_withdraw"),
    path("intel/<uuid:uuid>/seen/", say_seen, name="intel_seen"),
]
