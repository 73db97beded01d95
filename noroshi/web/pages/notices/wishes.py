"""What a person wishes to be told at this desk, and which matters are muted: chosen on one page, taken back on the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.delivery.actions import PersonChosen, hear_again, set_wish
from noroshi.delivery.own_wishes import MuteShown, mutes_of, own_wish, unread
from noroshi.delivery.standing import may_set
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Digest, Importance
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, sentence, word_choices
from noroshi.web.pages.items.lines import LineShown, line_shown


class WishForm(forms.Form):
    """For the own mailbox and browser; a warning comes all the same."""

    mail_is_on = forms.BooleanField(label=gettext_lazy("Write to my own address"), required=False)
    mail_from = forms.ChoiceField(label=gettext_lazy("By mail from this importance on"))
    mail_digest = forms.ChoiceField(label=gettext_lazy("How often"), required=False)
    browser_is_on = forms.BooleanField(
        label=gettext_lazy("Show notices of the browser"),
        required=False,
        help_text=gettext_lazy("While Noroshi is open in this browser. They hold importance and number only."),
    )
    browser_from = forms.ChoiceField(label=gettext_lazy("In the browser from this importance on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weights = word_choices(Importance)
        fields: dict[str, Any] = self.fields
        fields["mail_from"].choices = fields["browser_from"].choices = weights
        fields["mail_digest"].choices = [("", _("As the desk has chosen")), *word_choices(Digest)]

    def chosen(self) -> PersonChosen:
        given = self.cleaned_data
        return PersonChosen(
            mail_is_on=given["mail_is_on"],
            mail_from=Importance.of(given["mail_from"]),
            mail_digest=Digest.of(given["mail_digest"]) if given["mail_digest"] else None,
            browser_is_on=given["browser_is_on"],
            browser_from=Importance.of(given["browser_from"]),
        )


@dataclass(frozen=True, slots=True)
class MuteLine:
    public_id: UUID
    line: LineShown
    whose: str
    reason: str
    by: str
    at: datetime
    until: datetime | None
    may_end: bool
    with_warnings: bool


@dataclass(frozen=True, slots=True)
class WishesPage:
    crumbs: tuple[Crumb, ...]
    mutes: tuple[MuteLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def own_notices(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    row = own_wish(viewer)
    names = ("mail_is_on", "mail_from", "mail_digest", "browser_is_on", "browser_from")
    form = WishForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if request.method == "POST" and form.is_valid():
        set_wish(viewer, form.chosen())
        messages.success(request, _("Kept. A warning comes all the same."))
        return HttpResponseRedirect(reverse("own_notices"))
    crumbs = (Crumb(_("Notices"), reverse("notices")),)
    mutes = tuple(_mute_line(one, may_desk=may_set(viewer)) for one in mutes_of(viewer))
    page = WishesPage(crumbs, mutes)
    return render(request, "notices/own.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_POST
@login_required
def end_mute(request: HttpRequest, public_id: UUID) -> HttpResponse:
    hear_again(viewer_of(request), public_id)
    messages.success(request, _("You will hear of it again."))
    return HttpResponseRedirect(reverse("own_notices"))


@require_safe
@login_required
def unread_number(request: HttpRequest) -> JsonResponse:
    """For the icon and for notices of the browser: a number, an importance, a reference number."""
    found = unread(viewer_of(request))
    importance = sentence(found.importance.label(language())) if found.importance else ""
    words = " ".join(filter(None, [importance, found.reference_number]))
    newest = {"id": str(found.newest), "words": words or _("Something new has arrived")} if found.newest else None
    return JsonResponse({"unread": found.number, "newest": newest})


def _mute_line(one: MuteShown, *, may_desk: bool) -> MuteLine:
    return MuteLine(
        public_id=one.public_id,
        line=line_shown(one.line),
        whose=_("The whole desk, warnings as well")
        if one.with_warnings
        else _("The whole desk")
        if one.for_desk
        else _("You"),
        reason=one.reason,
        by=one.by.name(language()),
        at=one.at,
        until=one.until,
        may_end=may_desk or not one.for_desk,
        with_warnings=one.with_warnings,
    )


urlpatterns = [
    path("notices/own/", own_notices, name="own_notices"),
    path("notices/unread/", unread_number, name="unread_number"),
    path("notices/mutes/<uuid:public_id>/end/", end_mute, name="end_mute"),
]
