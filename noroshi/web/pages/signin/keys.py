"""API keys: listed, made (the value is shown in that answer only), revoked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory.signin import keys
from noroshi.directory.signin.keys import KeyLine
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.signin.forms import tell
from noroshi.web.pages.signin.proof import proved


class KeyForm(forms.Form):
    membership = forms.ChoiceField(label=gettext_lazy("Acts as"))
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"), help_text=gettext_lazy("What will use it, for example: log server")
    )
    scopes = forms.MultipleChoiceField(label=gettext_lazy("May"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        initial="90",
        choices=[("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days")), ("365", gettext_lazy("one year"))],
    )
    network_ranges = forms.CharField(
        label=gettext_lazy("Only from these addresses"),
        help_text=gettext_lazy("One range a line, like 192.0.2.0/24. Empty: from anywhere."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].choices = seats  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["scopes"].choices = Scope.choices((get_language() or "ja")[:2])  # type: ignore[attr-defined]  # as above


@dataclass(frozen=True, slots=True)
class KeysPage:
    keys: list[KeyLine]
    may_make: bool


@require_safe
@never_cache
@login_required
def key_list(request: HttpRequest) -> HttpResponse:
    seat = seat_of(request)
    page = KeysPage(keys.keys_of(seat), may_make=seat.is_administrator)
    return render(request, "signin/keys.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@proved
def new_key(request: HttpRequest) -> HttpResponse:
    """The value stands in the answer to this POST and nowhere else."""
    seat = seat_of(request)
    form = KeyForm(request.POST or None, seats=keys.seats_for_keys(seat, get_language() or "ja"))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            line, value = keys.make_key(
                seat,
                UUID(given["membership"]),
                purpose=given["purpose"],
                scopes=given["scopes"],
                expires_at=timezone.now() + timedelta(days=given["days"]),
                network_ranges=given["network_ranges"].split(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            response = render(request, "signin/key_made.html", {"key": line, "value": value})
            response["Cache-Control"] = "no-store"
            return response
    return render(request, "signin/new_key.html", {"form": form})


@require_POST
@proved
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    keys.revoke_key(seat_of(request), public_id)
    messages.success(request, _("The key was revoked."))
    return HttpResponseRedirect(reverse("keys"))
