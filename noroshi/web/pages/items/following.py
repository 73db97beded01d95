"""Which reports this desk owes next, and how soon it reports again unless it says otherwise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.reports.actions import set_pace
from noroshi.reports.expecting import Pace
from noroshi.reports.follow_ups import Owed, owed, pace_of
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of

LONGEST = 2208


class PaceForm(forms.Form):
    """In hours, for reports that are sent from now on."""

    continuing_hours = forms.IntegerField(
        label=gettext_lazy("While an event continues, the next report comes within (hours)"),
        min_value=1,
        max_value=LONGEST,
    )
    investigating_hours = forms.IntegerField(
        label=gettext_lazy("While it is being investigated, within (hours)"), min_value=1, max_value=LONGEST
    )
    remind_hours = forms.IntegerField(
        label=gettext_lazy("Remind this desk so many hours before"), min_value=1, max_value=LONGEST
    )


@dataclass(frozen=True, slots=True)
class OwedShown:
    line: LineShown
    due_at: datetime
    is_late: bool
    write_url: str


@dataclass(frozen=True, slots=True)
class FollowingPage:
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    rows: tuple[OwedShown, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def following(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = PaceForm(request.POST) if request.method == "POST" else PaceForm(initial=_initial(pace_of(viewer)))
    if (
        form.is_bound
        and form.is_valid()
        and tried(request, form, lambda: bool(set_pace(viewer, Pace(**form.cleaned_data))))
    ):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("follow_ups"))
    rows = tuple(_row(one) for one in owed(viewer))
    crumbs = (Crumb(_("Reports"), reverse("reports")), Crumb(_("Follow-ups owed"), ""))
    page = FollowingPage(crumbs, scope_of([row.line for row in rows]), rows)
    return render(request, "items/following.html", {"page": page, "form": form}, status=status_of(request, form))


def _initial(pace: Pace) -> dict[str, Any]:
    return {
        "continuing_hours": pace.continuing_hours,
        "investigating_hours": pace.investigating_hours,
        "remind_hours": pace.remind_hours,
    }


def _row(one: Owed) -> OwedShown:
    return OwedShown(
        line_shown(one.line),
        one.due_at,
        one.due_at < timezone.now(),
        reverse("begin_follow_up", args=[one.line.public_id]),
    )


urlpatterns = [path("follow-ups/", following, name="follow_ups")]
