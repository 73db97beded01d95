"""Asking a question about an item; what may be read as asking who the source is must be confirmed."""

from dataclasses import dataclass
from datetime import timedelta
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

from noroshi.asking.actions import ask
from noroshi.asking.errors import MayUnmask
from noroshi.asking.further import asked_of
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.passing import crumbs

DAYS = (1, 3, 7, 14, 30)
USUAL = 7


class AskForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say why you need to know. Ask about what happened, not about whom it happened to."),
    )
    days = forms.TypedChoiceField(coerce=int, choices=[(day, day) for day in DAYS], initial=USUAL, required=False)
    is_confirmed = forms.BooleanField(required=False)


@dataclass(frozen=True, slots=True)
class AskPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    to: str
    is_nameless: bool
    days: tuple[Choice, ...]
    asks_again: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_about(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    to = asked_of(viewer, public_id)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        until = timezone.now() + timedelta(days=given["days"] or USUAL)
        made = tried(
            request,
            form,
            lambda: ask(viewer, public_id, given["text"], expires_at=until, is_confirmed=given["is_confirmed"]),
        )
        if made is not None:
            messages.success(request, _("Asked. You are told when the answer comes."))
            return HttpResponseRedirect(reverse("inquiry", args=[made.public_id]))
    line = line_shown(reading)
    page = AskPage(
        line=line,
        crumbs=crumbs(line, _("Ask about it")),
        scope=scope_of([line]),
        to=desk_name(to),
        is_nameless=reading.is_derived,
        days=_days(str(form["days"].value() or USUAL)),
        asks_again=isinstance(getattr(request, "refusal", None), MayUnmask),
    )
    return render(request, "asking/ask.html", {"page": page, "form": form}, status=status_of(request, form))


def _days(chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(day), _("%(n)d days") % {"n": day} if day > 1 else _("1 day"), is_chosen=str(day) == chosen)
        for day in DAYS
    )


urlpatterns = [path("items/<uuid:public_id>/ask/", ask_about, name="ask_about")]
