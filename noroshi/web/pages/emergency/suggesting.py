"""While an emergency mode is in force: ministries that an item may go to besides the usual ones, passed on by a person."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.editions.queries import edition_readable_by
from noroshi.emergency.actions import pass_to_suggested
from noroshi.emergency.suggesting import suggested
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.emergency.modes import ModeLine, line_of
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.passing import crumbs


class ToForm(forms.Form):
    to = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Also to"), coerce=UUID, error_messages={"required": gettext_lazy("Choose at least one.")}
    )


@dataclass(frozen=True, slots=True)
class SuggestedPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    mode: ModeLine | None
    choices: tuple[Choice, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def item_emergency(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    line = line_shown(edition_readable_by(viewer, public_id))
    mode, offered = suggested(viewer, public_id)
    form = ToForm(request.POST or None)
    form.fields["to"].choices = [(str(one.public_id), "") for one in offered]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        done = tried(request, form, lambda: pass_to_suggested(viewer, public_id, form.cleaned_data["to"]))
        if done is not None:
            messages.success(request, _("Passed on."))
            return HttpResponseRedirect(reverse("item", args=[public_id]))
    chosen = set(request.POST.getlist("to"))
    page = SuggestedPage(
        line=line,
        crumbs=crumbs(line, _("In this emergency")),
        scope=scope_of([line]),
        mode=line_of(mode) if mode else None,
        choices=tuple(
            Choice(str(one.public_id), one.name(language()), is_chosen=str(one.public_id) in chosen) for one in offered
        ),
    )
    return render(request, "emergency/suggested.html", {"page": page, "form": form}, status=status_of(request, form))


urlpatterns = [path("items/<uuid:public_id>/emergency/", item_emergency, name="item_emergency")]
