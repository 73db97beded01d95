"""Everything that this desk may read, newest first: all, reports, advisories. Filters stand in the address, the place is opaque."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from noroshi.advisories.here import Here, here
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_kinds
from noroshi.editions.queries import Line, Wanted, editions_readable_by
from noroshi.reports.queries import told_numbers
from noroshi.sheets.sharers import may_share_sheets
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import Importance, OrganizationKind, Tlp
from noroshi.web.components import Pager, Scope
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.items.lines import KINDS, LineShown, line_shown, scope_of
from noroshi.web.pages.items.offered import address
from noroshi.web.pages.items.states import StateShown, state_of

A_PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class List:
    """One list: its address, the only kind in it (or every kind), and its words."""

    url_name: str
    kind: str
    title: str | Promise
    lead: str | Promise


ITEMS: Final = List("items", "", _("Shared items"), _("Everything that you may read at this desk, newest first."))
REPORTS: Final = List(
    "reports", "report", _("Reports"), _("What goes up to the center, as far as this desk may read it.")
)
ADVISORIES: Final = List(
    "advisories",
    "advisory",
    _("Advisories"),
    _("What comes down from the center, as far as this desk may read it."),
)


SHEETS: Final = List(
    "sheets",
    "sheet",
    _("Incident sheets"),
    _("What operators, ISACs and hubs tell each other, as far as this desk may read it."),
)


class FilterForm(forms.Form):
    """Everything is optional; a word that nobody knows is told, not ignored."""

    tlp = forms.ChoiceField(label=_("Sharing scope"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    importance = forms.ChoiceField(label=_("Importance"), required=False)
    own = forms.ChoiceField(label=_("Written by"), required=False)
    ticket = forms.CharField(label=_("Own number"), required=False, max_length=60)
    weighed = forms.ChoiceField(label=_("Own importance"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("tlp", _("Every color"), [(tlp.value, f"TLP:{tlp.name}") for tlp in Tlp])
        self._offer("kind", _("Every kind"), list(KINDS.items()))
        self._offer("sector", _("Every sector"), sector_choices())
        importances = [(value, sentence(label)) for value, label in Importance.choices(language())]
        self._offer("importance", _("Every importance"), importances)
        self._offer("weighed", _("Every importance"), importances)
        self._offer("own", _("Anybody"), [("1", _("This desk"))])

    def without_kind(self) -> Self:
        del self.fields["kind"]
        return self

    def _offer(self, name: str, everything: Any, choices: list[Any]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # all are ChoiceFields

    def wanted(self, before: int | None, kind: str = "") -> Wanted:
        given = self.cleaned_data
        return Wanted(
            tlps=_some(given["tlp"]),
            kinds=_some(kind or given.get("kind", "")),
            sectors=_some(given["sector"]),
            importances=_some(given["importance"]),
            is_own=bool(given["own"]),
            ticket=given["ticket"],
            weighed=given["weighed"],
            before=before,
            limit=A_PAGE + 1,
        )


@dataclass(frozen=True, slots=True)
class RowShown:
    """A line and how far this desk is with it."""

    line: LineShown
    state: StateShown


@dataclass(frozen=True, slots=True)
class ListPage:
    list: List
    url: str
    write_url: str
    scope: Scope | None
    rows: tuple[RowShown, ...]
    is_narrowed: bool
    pager: Pager


@require_safe
@login_required
def items(request: HttpRequest) -> HttpResponse:
    return _listed(request, ITEMS)


@require_safe
@login_required
def reports(request: HttpRequest) -> HttpResponse:
    return _listed(request, REPORTS)


@require_safe
@login_required
def advisories(request: HttpRequest) -> HttpResponse:
    return _listed(request, ADVISORIES)


@require_safe
@login_required
def sheets(request: HttpRequest) -> HttpResponse:
    return _listed(request, SHEETS)


def _listed(request: HttpRequest, which: List) -> HttpResponse:
    """With HTMX only the list is sent."""
    form = FilterForm(request.GET)
    form = form.without_kind() if which.kind else form
    asked = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
    with asked_once():
        found = _found(request, which, form, asked)
        rows = rows_of(viewer_of(request), found[:A_PAGE])
    page = ListPage(
        list=which,
        url=reverse(which.url_name),
        write_url=_write_url(viewer_of(request), which),
        scope=scope_of(tuple(row.line for row in rows)),
        rows=rows,
        is_narrowed=bool(asked),
        pager=_pager(request, which, found, asked),
    )
    template = "items/list.html#found" if request.headers.get("HX-Request") else "items/list.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def rows_of(viewer: Viewer, lines: Sequence[Line]) -> tuple[RowShown, ...]:
    known: dict[UUID, Here] = here(viewer, lines)
    shown = with_told_numbers(viewer, lines)
    return tuple(RowShown(line, state_of(row, known[row.public_id])) for line, row in zip(shown, lines, strict=True))


def with_told_numbers(viewer: Viewer, lines: Sequence[Line]) -> list[LineShown]:
    """An own report that went on without its name was numbered all the same."""
    unnumbered = [line.public_id for line in lines if line.kind == "report" and not line.reference_number]
    told = told_numbers(viewer, unnumbered) if unnumbered else {}
    return [
        replace(line_shown(line), reference_number=line.reference_number or told.get(line.public_id, ""))
        for line in lines
    ]


def _write_url(viewer: Viewer, which: List) -> str:
    """Nowhere that the own house would be refused."""
    kinds = own_kinds(viewer.seat)
    if (which is ADVISORIES and OrganizationKind.CENTER not in kinds) or (
        which is SHEETS and not may_share_sheets(kinds)
    ):
        return ""
    begins = {"report": "begin_report", "advisory": "begin_advisory", "sheet": "begin_sheet"}
    return address(begins.get(which.kind, "write_notice"))


def _found(request: HttpRequest, which: List, form: FilterForm, asked: dict[str, str]) -> list[Line]:
    if not form.is_valid():
        return []
    viewer = viewer_of(request)
    place = place_from(request.GET.get("cursor", ""), viewer.seat, (which.url_name, asked))
    return editions_readable_by(viewer, form.wanted(int(place) if place else None, which.kind))


def _pager(request: HttpRequest, which: List, found: list[Line], asked: dict[str, str]) -> Pager:
    is_later = "cursor" in request.GET
    older = ""
    if len(found) > A_PAGE:
        place = place_sealed(str(found[A_PAGE - 1].key), viewer_of(request).seat, (which.url_name, asked))
        older = _address(which, asked | {"cursor": place})
    return Pager(newer_url=_address(which, asked) if is_later else "", older_url=older)


def _address(which: List, asked: dict[str, str]) -> str:
    return reverse(which.url_name) + (f"?{urlencode(asked)}" if asked else "")


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


urlpatterns = [
    path("items/", items, name="items"),
    path("reports/", reports, name="reports"),
    path("advisories/", advisories, name="advisories"),
    path("sheets/", sheets, name="sheets"),
]
