"""Muting a matter: for oneself, or for the desk, which says so on its own pages."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
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
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions import mute
from noroshi.delivery.standing import may_set
from noroshi.editions.queries import lines_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.items.lines import LineShown, line_shown

DAYS = (
    ("", gettext_lazy("Until I want to hear of it again")),
    ("1", gettext_lazy("For a day")),
    ("7", gettext_lazy("For a week")),
)


class MuteForm(forms.Form):
    """`whose`: oneself, the desk, or the desk for warnings as well."""

    whose = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect)
    days = forms.ChoiceField(label=gettext_lazy("For how long"), choices=DAYS, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Required when warnings are held back. Shown to your desk alone."),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desk = [
            ("desk", _("The whole desk; warnings still go out")),
            ("desk_warnings", _("The whole desk, warnings as well: nobody here is written to")),
        ]
        fields: dict[str, Any] = self.fields
        fields["whose"].choices = [("me", _("Only me; warnings still reach me")), *(desk if may_set(viewer) else [])]


@dataclass(frozen=True, slots=True)
class MutePage:
    public_id: UUID
    line: LineShown
    crumbs: tuple[Crumb, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mute_matter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = lines_readable_by(viewer, [public_id]).get(public_id)
    if found is None:
        raise NotFound
    form = MuteForm(viewer, request.POST or None, initial={"whose": "me"})
    if request.method == "POST" and form.is_valid() and _done(request, viewer, public_id, form):
        messages.success(request, _("Muted. It stays in the portal."))
        return HttpResponseRedirect(reverse("own_notices"))
    line = line_shown(found)
    page = MutePage(public_id, line, (Crumb(line.title, line.url),))
    return render(request, "notices/mute.html", {"page": page, "form": form}, status=status_of(request, form))


def _done(request: HttpRequest, viewer: Viewer, public_id: UUID, form: MuteForm) -> bool:
    return tried(request, form, lambda: _mute(viewer, public_id, form.cleaned_data)) is not None


def _mute(viewer: Viewer, public_id: UUID, given: dict[str, Any]) -> UUID:
    return mute(
        viewer,
        public_id,
        for_desk=given["whose"] != "me",
        with_warnings=given["whose"] == "desk_warnings",
        reason=given["reason"],
        until=timezone.now() + timedelta(days=int(given["days"])) if given["days"] else None,
    ).public_id


urlpatterns = [path("items/<uuid:public_id>/mute/", mute_matter, name="mute_matter")]
