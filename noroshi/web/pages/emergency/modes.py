"""The mode of a disaster or of terrorism: proposed, confirmed by a second person, ended; and what else stands ready in an emergency."""

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

from noroshi.advisories.actions.begin import must_be_center
from noroshi.directory.queries import own_kinds
from noroshi.emergency import actions
from noroshi.emergency.modes import ModeShown, added_organizations, mode, modes
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import EmergencyKind, OrganizationKind
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sector_choices, sector_name, sentence, separator


class ModeForm(forms.Form):
    """What, why, where and until when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What has happened"), choices=[(one.value, one.en) for one in EmergencyKind]
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All desks concerned read it, at the head of every page."),
    )
    sectors = forms.MultipleChoiceField(label=gettext_lazy("Sectors concerned"), required=False)
    ends_at = forms.DateTimeField(
        label=gettext_lazy("Ends at the latest"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": gettext_lazy("Choose an end within the next 31 days.")},
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["sectors"].choices = sector_choices()  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ModeLine:
    """`kind` and `sectors` in the reader's words."""

    mode: ModeShown
    kind: str
    sectors: str
    sign: str
    state: str


@dataclass(frozen=True, slots=True)
class EmergencyPage:
    lines: tuple[ModeLine, ...]
    is_center: bool
    is_operator: bool


@dataclass(frozen=True, slots=True)
class ModePage:
    line: ModeLine
    crumbs: tuple[Crumb, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewModePage:
    crumbs: tuple[Crumb, ...]
    kinds: tuple[Choice, ...]
    sectors: tuple[Choice, ...]


@require_safe
@login_required
def emergency(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    kinds = own_kinds(viewer.seat)
    page = EmergencyPage(
        tuple(map(line_of, modes(viewer))), OrganizationKind.CENTER in kinds, OrganizationKind.OPERATOR in kinds
    )
    return render(request, "emergency/index.html", {"page": page})


@require_safe
@login_required
def one_mode(request: HttpRequest, public_id: UUID) -> HttpResponse:
    line = line_of(mode(viewer_of(request), public_id))
    added = tuple(home.name(language()) for home in added_organizations())
    page = ModePage(line, _crumbs(line.kind), added)
    return render(request, "emergency/mode.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_mode(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    must_be_center(viewer)
    form = ModeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        kind = EmergencyKind.of(given.pop("kind"))
        made = tried(request, form, lambda: actions.propose_mode(viewer, kind, **given))
        if made is not None:
            messages.success(request, _("Proposed. Another person of your desk switches it on."))
            return HttpResponseRedirect(reverse("mode", args=[made.public_id]))
    lang, kind_given, sectors = language(), request.POST.get("kind", ""), set(request.POST.getlist("sectors"))
    page = NewModePage(
        _crumbs(_("Propose an emergency mode")),
        tuple(Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == kind_given) for one in EmergencyKind),
        tuple(Choice(value, name, is_chosen=value in sectors) for value, name in sector_choices()),
    )
    return render(request, "emergency/new_mode.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actions.confirm_mode(viewer_of(request), public_id)
    messages.success(request, _("It is in force. The desks concerned see it on every page."))
    return HttpResponseRedirect(reverse("mode", args=[public_id]))


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    actions.end_mode(viewer_of(request), public_id)
    messages.success(request, _("Back to normal. The record stays."))
    return HttpResponseRedirect(reverse("mode", args=[public_id]))


def line_of(one: ModeShown) -> ModeLine:
    signs = {"proposed": "half", "in_force": "late", "ended": "ended"}
    lang = language()
    return ModeLine(
        one,
        sentence(one.kind.label(lang)),
        separator().join(map(sector_name, one.sectors)),
        signs[one.state.value],
        sentence(one.state.label(lang)),
    )


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return Crumb(_("Emergency"), reverse("emergency")), Crumb(here, "")


urlpatterns = [
    path("emergency/", emergency, name="emergency"),
    path("emergency/modes/new/", new_mode, name="new_mode"),
    path("emergency/modes/<uuid:public_id>/", one_mode, name="mode"),
    path("emergency/modes/<uuid:public_id>/confirm/", confirm, name="confirm_mode"),
    path("emergency/modes/<uuid:public_id>/end/", end, name="end_mode"),
]
