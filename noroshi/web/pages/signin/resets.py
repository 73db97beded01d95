"""Resets: who asked for whom, agreeing as the second person, refusing. The link is shown to who agreed, this once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory.signin import resets
from noroshi.directory.signin.resets import ResetLine
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.forms import tell
from noroshi.web.pages.signin.proof import proved


class ResetForm(forms.Form):
    person = forms.ChoiceField(label=gettext_lazy("Who has lost the way in?"))
    resets_factors = forms.BooleanField(
        label=gettext_lazy("The second factor is lost as well"), required=False, help_text=""
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class ResetsPage:
    waiting: tuple[ResetLine, ...]
    earlier: tuple[ResetLine, ...]


@require_safe
@never_cache
@login_required
def reset_list(request: HttpRequest) -> HttpResponse:
    lines = resets.resets_of(seat_of(request))
    page = ResetsPage(
        waiting=tuple(line for line in lines if line.is_waiting),
        earlier=tuple(line for line in lines if not line.is_waiting),
    )
    return render(request, "signin/resets.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_reset(request: HttpRequest) -> HttpResponse:
    """The first of the two persons."""
    seat = seat_of(request)
    form = ResetForm(request.POST or None, people=resets.colleagues(seat, get_language() or "ja"))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            resets.ask(seat, UUID(given["person"]), resets_factors=given["resets_factors"], reason=given["reason"])
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The reset was asked for. A second person must agree within three days."))
            return HttpResponseRedirect(reverse("resets"))
    return render(request, "signin/ask_reset.html", {"form": form})


@require_POST
@proved
def agree_reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The second. From here on the old password, all sessions and all keys of the person are void."""
    line, token = resets.agree(seat_of(request), public_id)
    link = request.build_absolute_uri(reverse("reset", kwargs={"token": token}))
    response = render(request, "signin/reset_agreed.html", {"reset": line, "link": link})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def refuse_reset(request: HttpRequest, public_id: UUID) -> HttpResponse:
    resets.refuse(seat_of(request), public_id)
    messages.success(request, _("The reset was refused."))
    return HttpResponseRedirect(reverse("resets"))
