"""Everything that this desk may read, newest first. The filters stand in the address, the place is opaque."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from noroshi.editions.queries import Line, Wanted, editions_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import Importance, Tlp
from noroshi.web.components import Pager, Scope
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.home import scope_of
from noroshi.web.pages.items.lines import KINDS, LineShown, lines_shown

A_PAGE: Final = 30
LIST: Final = "items"


class FilterForm(forms.Form):
    """Everything is optional; a word that nobody knows is told, not ignored."""

    tlp = forms.ChoiceField(label=_("Sharing scope"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    importance = forms.ChoiceField(label=_("Importance"), required=False)
    own = forms.ChoiceField(label=_("Written by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("tlp", _("Every color"), [(tlp.value, f"TLP:{tlp.name}") for tlp in Tlp])
        self._offer("kind", _("Every kind"), list(KINDS.items()))
        self._offer("sector", _("Every sector"), sector_choices())
        importances = [(value, sentence(label)) for value, label in Importance.choices(language())]
        self._offer("importance", _("Every importance"), importances)
        self._offer("own", _("Anybody"), [("1", _("This desk"))])

    def _offer(self, name: str, everything: Any, choices: list[Any]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # all are ChoiceFields

    def wanted(self, before: int | None) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            tlps=_some(given["tlp"]),
            kinds=_some(given["kind"]),
            sectors=_some(given["sector"]),
            importances=_some(given["importance"]),
            is_own=bool(given["own"]),
            before=before,
            limit=A_PAGE + 1,
        )


@dataclass(frozen=True, slots=True)
class ListPage:
    scope: Scope | None
    lines: tuple[LineShown, ...]
    is_narrowed: bool
    pager: Pager


@require_safe
@login_required
def items(request: HttpRequest) -> HttpResponse:
    """With HTMX only the list is sent."""
    form = FilterForm(request.GET)
    asked = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    found = _found(request, form, asked)
    lines = lines_shown(found[:A_PAGE])
    page = ListPage(scope_of(lines), lines, is_narrowed=bool(asked), pager=_pager(request, found, asked))
    template = "items/list.html#found" if request.headers.get("HX-Request") else "items/list.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, form: FilterForm, asked: dict[str, str]) -> list[Line]:
    if not form.is_valid():
        return []
    viewer = viewer_of(request)
    place = place_from(request.GET.get("cursor", ""), viewer.seat, (LIST, asked))
    return editions_readable_by(viewer, form.wanted(int(place) if place else None))


def _pager(request: HttpRequest, found: list[Line], asked: dict[str, str]) -> Pager:
    is_later = "cursor" in request.GET
    older = ""
    if len(found) > A_PAGE:
        place = place_sealed(str(found[A_PAGE - 1].key), viewer_of(request).seat, (LIST, asked))
        older = _address(asked | {"cursor": place})
    return Pager(newer_url=_address(asked) if is_later else "", older_url=older)


def _address(asked: dict[str, str]) -> str:
    return reverse("items") + (f"?{urlencode(asked)}" if asked else "")


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


urlpatterns = [path("items/", items, name="items")]
