"""An early warning straight to CEPTOARs and operators: who gets it directly, who does not and why, before anything is sent."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from noroshi.editions.queries import edition_readable_by
from noroshi.emergency.actions import warn_directly
from noroshi.emergency.directly import Addressee, addressees
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.passing import crumbs


class WarnForm(forms.Form):
    """Whom, and why it cannot take the usual path."""

    to = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Directly to"),
        coerce=UUID,
        error_messages={"required": gettext_lazy("Choose at least one."), "invalid_choice": gettext_lazy("Not now.")},
    )
    reason = forms.CharField(label=gettext_lazy("Why it is specially urgent"), max_length=400)


@dataclass(frozen=True, slots=True)
class OtherShown:
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class WarnPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    direct: tuple[Choice, ...]
    others: tuple[OtherShown, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def warn(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    line = line_shown(edition_readable_by(viewer, public_id))
    found = addressees(viewer, public_id)
    form = WarnForm(request.POST or None)
    direct = [one for one in found if one.is_direct]
    form.fields["to"].choices = [(str(one.organization.public_id), "") for one in direct]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = tried(request, form, lambda: warn_directly(viewer, public_id, to=given["to"], reason=given["reason"]))
        if done is not None:
            words = ngettext(
                "Sent directly to %(n)d organization, and to its liaison at the same moment.",
                "Sent directly to %(n)d organizations, and to their liaisons at the same moment.",
                len(done),
            )
            messages.success(request, words % {"n": len(done)})
            return HttpResponseRedirect(reverse("item", args=[public_id]))
    chosen = set(request.POST.getlist("to"))
    page = WarnPage(
        line=line,
        crumbs=crumbs(line, _("Send directly")),
        scope=scope_of([line]),
        direct=tuple(_choice(one, chosen) for one in direct),
        others=tuple(_other(one) for one in found if not one.is_direct),
    )
    return render(request, "emergency/warn.html", {"page": page, "form": form}, status=status_of(request, form))


def _choice(one: Addressee, chosen: set[str]) -> Choice:
    lang = language()
    copied = separator().join(f"{desk.organization.name(lang)} {desk.name(lang)}" for desk in one.liaisons)
    words = _("Copied at the same moment: %(liaisons)s") % {"liaisons": copied}
    number = str(one.organization.public_id)
    return Choice(number, one.organization.name(lang), words, is_chosen=number in chosen)


def _other(one: Addressee) -> OtherShown:
    return OtherShown(one.organization.name(language()), sentence(one.answer.label(language())))


urlpatterns = [path("items/<uuid:public_id>/warn/", warn, name="warn_directly")]
