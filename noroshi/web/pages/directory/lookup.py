"""Looking up organizations: by name, reading, English name, kind, sector. The filters stand in the address."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from noroshi.directory.queries import organizations_known_to, own_organization
from noroshi.directory.shown import OrganizationShown
from noroshi.threshold.acting import seat_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.directory.asking import tell
from noroshi.web.pages.directory.places import Place, places
from noroshi.web.pages.directory.words import sector_choices, word_choices

A_PAGE: Final = 50
LIST: Final = "directory"


class LookupForm(forms.Form):
    """Everything is optional; what nobody knows is told, not ignored."""

    q = forms.CharField(
        label=_("Name, reading or handle"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "data-search": ""}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Every kind")), *word_choices(OrganizationKind)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["sector"].choices = [("", _("Every sector")), *sector_choices()]  # type: ignore[attr-defined]  # as above


@dataclass(frozen=True, slots=True)
class LookupPage:
    places: tuple[Place, ...]
    own: OrganizationShown
    found: tuple[OrganizationShown, ...]
    is_narrowed: bool
    is_later_page: bool
    first_url: str
    next_url: str
    may_found: bool


@require_safe
@login_required
def lookup(request: HttpRequest) -> HttpResponse:
    """Whom the viewer knows of. With HTMX only the list is sent."""
    seat = seat_of(request)
    form = LookupForm(request.GET)
    asked = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    found, next_url = _found(request, form, asked)
    page = LookupPage(
        places=places(seat, "directory"),
        own=own_organization(seat),
        found=found,
        is_narrowed=bool(asked),
        is_later_page="cursor" in request.GET,
        first_url=_address(asked),
        next_url=next_url,
        may_found=seat.is_platform_administrator,
    )
    template = "directory/lookup.html#found" if request.headers.get("HX-Request") else "directory/lookup.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: LookupForm, asked: dict[str, str]) -> tuple[tuple[OrganizationShown, ...], str]:
    if not form.is_valid():
        return (), ""
    seat, bound = seat_of(request), (LIST, asked)
    given = form.cleaned_data
    after = place_from(request.GET.get("cursor", ""), seat, bound)
    try:
        found = organizations_known_to(
            seat, given["q"], kind=given["kind"], sector=given["sector"], after=after, limit=A_PAGE + 1
        )
    except Refusal as refusal:
        tell(form, refusal)
        return (), ""
    shown = tuple(found[:A_PAGE])
    more = len(found) > A_PAGE
    return shown, _address(asked | {"cursor": place_sealed(shown[-1].handle, seat, bound)}) if more else ""


def _address(asked: dict[str, str]) -> str:
    return reverse("directory") + (f"?{urlencode(asked)}" if asked else "")
