"""Council or plan: what an operator sees at home, the desk that this suggests, and facts carried over to a report by its own act."""

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

from noroshi.emergency import actions
from noroshi.emergency.situations import Advice, SituationShown, situation, situations
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import IncidentState, Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence


class SituationForm(forms.Form):
    """The two flags are asked apart: one may be true without the other."""

    title = forms.CharField(label=gettext_lazy("What is happening, in a few words"), max_length=200)
    facts = forms.CharField(
        label=gettext_lazy("What is known so far"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State of the systems"), choices=[(one.value, one.en) for one in IncidentState]
    )
    is_level_lowered = forms.BooleanField(label=gettext_lazy("The service level has fallen"), required=False)
    is_over = forms.BooleanField(label=gettext_lazy("It is over: close this record"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class SituationLine:
    situation: SituationShown
    state: str


@dataclass(frozen=True, slots=True)
class SituationsPage:
    lines: tuple[SituationLine, ...]
    scope: Scope


@dataclass(frozen=True, slots=True)
class SituationPage:
    """Without a `situation` one is begun."""

    crumbs: tuple[Crumb, ...]
    scope: Scope
    situation: SituationShown | None
    states: tuple[Choice, ...]
    advice: tuple[str, ...]


@require_safe
@login_required
def situation_list(request: HttpRequest) -> HttpResponse:
    lines = tuple(SituationLine(one, sentence(one.state.label(language()))) for one in situations(viewer_of(request)))
    return render(request, "emergency/situations.html", {"page": SituationsPage(lines, _scope())})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_situation(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = SituationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(request, form, lambda: actions.begin_situation(viewer, **_said(form.cleaned_data)))
        if made is not None:
            return HttpResponseRedirect(reverse("situation", args=[made.public_id]))
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_situation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    now = situation(viewer, public_id)
    form = SituationForm(request.POST or None, initial=_initial(now))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        more = {"version": given["version"] or 0, "is_over": given["is_over"]}
        try:
            done = tried(request, form, lambda: actions.change_situation(viewer, public_id, **_said(given), **more))
        except ChangedMeanwhile as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
            form.add_error(None, _("Somebody else changed it meanwhile. Open it again, then change it."))
            done = None
        if done is not None:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("situation", args=[public_id]))
    return _page(request, form, now)


@require_POST
@login_required
def carry_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    begun = actions.carry_over(viewer_of(request), public_id)
    messages.success(request, _("A draft with these facts was begun. Nothing has been sent."))
    return HttpResponseRedirect(reverse("draft", args=[begun.public_id]))


def _page(request: HttpRequest, form: SituationForm, now: SituationShown | None) -> HttpResponse:
    words = {
        Advice.OWN: _("Your own CSIRT: nothing suggests more yet."),
        Advice.COUNCIL: _(
            "The Cybersecurity Council: consult it in confidence while you are still finding out. What you tell it is no report."
        ),
        Advice.PLAN: _("The action plan: the service level has fallen, so report it."),
    }
    chosen = form["state"].value() or IncidentState.NORMAL.value
    lang = language()
    page = SituationPage(
        crumbs=(Crumb(_("Emergency"), reverse("emergency")), Crumb(_("Council or plan"), reverse("situations"))),
        scope=_scope(),
        situation=now,
        states=tuple(
            Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == chosen) for one in IncidentState
        ),
        advice=tuple(words[one] for one in now.advice) if now else (),
    )
    context = {"page": page, "form": form}
    return render(request, "emergency/situation.html", context, status=status_of(request, form))


def _said(given: dict[str, Any]) -> dict[str, Any]:
    said = {name: given[name] for name in ("title", "facts", "is_level_lowered")}
    return {**said, "state": IncidentState.of(given["state"])}


def _initial(now: SituationShown) -> dict[str, Any]:
    return {
        "title": now.title,
        "facts": now.facts,
        "state": now.state.value,
        "is_level_lowered": now.is_level_lowered,
        "version": now.version,
    }


def _scope() -> Scope:
    return Scope(_("For your own desk alone."), Tlp.RED)


urlpatterns = [
    path("situations/", situation_list, name="situations"),
    path("situations/new/", new_situation, name="new_situation"),
    path("situations/<uuid:public_id>/", one_situation, name="situation"),
    path("situations/<uuid:public_id>/report/", carry_over, name="carry_over"),
]
