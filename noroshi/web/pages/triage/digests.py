"""What a desk was told, item by item, and the receipt for it; sure measures, confirmed and sent; what is known of values in a text."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.threshold.acting import viewer_of
from noroshi.triage.actions.sure import confirm_sure, receive
from noroshi.triage.digests import DigestShown, SureShown, digest_of, sure_of
from noroshi.triage.grouping import Group
from noroshi.triage.similar import Similar, similar
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.triage.lines import ItemLine, above, lines_of


class SureForm(forms.Form):
    """Which object, and why one may be sure of it."""

    object = forms.UUIDField(
        label=gettext_lazy("Id of the object"),
        help_text=gettext_lazy("The part of its STIX id behind the two hyphens."),
    )
    why = forms.CharField(label=gettext_lazy("Why it is sure"), max_length=400)


class TextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"})
    )


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A report or an advisory on the same; `values` are defanged by the page."""

    line: LineShown
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupLine:
    name: str
    lines: tuple[ItemLine, ...]
    sources: tuple[str, ...]
    statements: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class DigestPage:
    crumbs: tuple[Crumb, ...]
    digest: DigestShown
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class SurePage:
    crumbs: tuple[Crumb, ...]
    sent: tuple[SureShown, ...]


@dataclass(frozen=True, slots=True)
class SimilarLine:
    one: Similar
    kind: str


@dataclass(frozen=True, slots=True)
class SimilarPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[SimilarLine, ...] | None


@require_safe
@login_required
def digest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = digest_of(viewer_of(request), public_id, timezone.now())
    groups = tuple(_group(one) for one in found.groups)
    return render(request, "triage/digest.html", {"page": DigestPage(_crumbs(_("Notice")), found, groups)})


def _group(one: Group) -> GroupLine:
    told = tuple(
        StatementLine(line_shown(each.line), tuple(value for _, value in each.values)) for each in one.statements
    )
    return GroupLine(one.name, lines_of(one.items, one.colors), tuple(one.sources), told)


@require_POST
@login_required
def receive_digest(request: HttpRequest, public_id: UUID) -> HttpResponse:
    receive(viewer_of(request), public_id)
    messages.success(request, _("Receipt is confirmed."))
    return HttpResponseRedirect(reverse("triage_digest", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sure(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), SureForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if tried(request, form, lambda: confirm_sure(viewer, said["object"], said["why"])):
            messages.success(request, _("It goes to everybody who must act and may read it."))
            return HttpResponseRedirect(reverse("triage_sure"))
    page = SurePage(_crumbs(_("Sure measures")), tuple(sure_of(viewer)))
    return render(request, "triage/sure.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def known_of_text(request: HttpRequest) -> HttpResponse:
    """Nothing of the text is kept."""
    form, lines = TextForm(request.POST or None), None
    if form.is_bound and form.is_valid():
        lang = language()
        lines = tuple(
            SimilarLine(one, ObservableKind.of(one.kind.word).label(lang))
            for one in similar(viewer_of(request), form.cleaned_data["text"])
        )
    page = SimilarPage(_crumbs(_("What is known of a text")), lines)
    return render(request, "triage/similar.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(*more: str) -> tuple[Crumb, ...]:
    return (*above(Crumb(_("Triage"), reverse("triage"))), *(Crumb(one, "") for one in more))


urlpatterns = [
    path("triage/digests/<uuid:public_id>/", digest, name="triage_digest"),
    path("triage/digests/<uuid:public_id>/receive/", receive_digest, name="triage_receive"),
    path("triage/sure/", sure, name="triage_sure"),
    path("triage/known/", known_of_text, name="triage_known"),
]
