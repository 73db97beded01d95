"""What other desks say of their orders, what this one says to others, and when orders are chased."""

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
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import desks, organizations_known_to, own_desk
from noroshi.response.actions.chasing import Rhythm, rhythm_of, set_chasing
from noroshi.response.actions.rolling_up import begin_rollup, end_rollup
from noroshi.response.rollups import RollupShown, rollups_heard, rollups_said
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrganizationKind, RollupGrain
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.response.words import crumbs, desk_choices


class RollupForm(forms.Form):
    desk = forms.ChoiceField(label=gettext_lazy("To which desk"))
    grain = forms.ChoiceField(label=gettext_lazy("How much"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = _desks(viewer)  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["grain"].choices = RollupGrain.choices(language())  # type: ignore[attr-defined]  # likewise


class ChasingForm(forms.Form):
    remind_hours = forms.IntegerField(label=gettext_lazy("Remind, hours before the time"), min_value=1, max_value=720)
    escalate_hours = forms.IntegerField(
        label=gettext_lazy("Late: one tier higher every so many hours"), min_value=1, max_value=720
    )


@dataclass(frozen=True, slots=True)
class RollupPage:
    crumbs: tuple[Crumb, ...]
    heard: tuple[RollupShown, ...]
    said: tuple[RollupShown, ...]
    may_say: bool
    chasing: ChasingForm


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rollup(request: HttpRequest) -> HttpResponse:
    """A POST begins to say figures to another desk."""
    viewer = viewer_of(request)
    form = RollupForm(viewer, request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        deed = tried(request, form, lambda: begin_rollup(viewer, UUID(said["desk"]), RollupGrain.of(said["grain"])))
        if deed is not None:
            messages.success(request, _("From now on that desk sees your figures. You can end it at any time."))
            return HttpResponseRedirect(reverse("order_rollup"))
    return _page(request, viewer, form)


@require_POST
@login_required
def stop_rollup(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_rollup(viewer_of(request), public_id)
    messages.success(request, _("Ended. What was said is taken back."))
    return HttpResponseRedirect(reverse("order_rollup"))


@require_POST
@login_required
def change_chasing(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), ChasingForm(request.POST)
    if form.is_valid():
        set_chasing(viewer, Rhythm(form.cleaned_data["remind_hours"], form.cleaned_data["escalate_hours"]))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("order_rollup"))
    messages.warning(request, _("Write hours from 1 to 720."))
    return HttpResponseRedirect(reverse("order_rollup"))


def _page(request: HttpRequest, viewer: Viewer, form: RollupForm) -> HttpResponse:
    rhythm = rhythm_of(viewer.organization_id)
    initial = {"remind_hours": rhythm.remind_hours, "escalate_hours": rhythm.escalate_hours}
    page = RollupPage(
        crumbs=crumbs(Crumb(_("Roll-up and reminders"), "")),
        heard=tuple(rollups_heard(viewer)),
        said=tuple(rollups_said(viewer)),
        may_say=viewer.person.needs_everything(),
        chasing=ChasingForm(initial=initial),
    )
    return render(request, "response/rollup.html", {"page": page, "form": form}, status=status_of(request, form))


def _desks(viewer: Viewer) -> list[tuple[str, str]]:
    """Other desks of the own house, and desks of the operators that it knows."""
    lang = language()
    found = dict(desk_choices(viewer))
    for house in organizations_known_to(viewer.seat, kind=OrganizationKind.OPERATOR.value, limit=200):
        name = (house.name_en if lang == "en" else "") or house.name_ja
        for desk in desks(viewer.seat, house.id):
            found.setdefault(str(desk.id), f"{name} {(desk.name_en if lang == 'en' else '') or desk.name_ja}")
    here = str(own_desk(viewer.seat).id)
    return [(value, name) for value, name in found.items() if value != here]


urlpatterns = [
    path("orders/rollup/", rollup, name="order_rollup"),
    path("orders/rollup/<uuid:public_id>/end/", stop_rollup, name="order_rollup_end"),
    path("orders/chasing/", change_chasing, name="order_chasing"),
]
