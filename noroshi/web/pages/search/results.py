"""Search results, as one types: what was found with its hits marked, and the same as a call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from noroshi.search.beside import Beside, beside
from noroshi.search.finding import Result, search
from noroshi.search.origins import Origins, offered, origins
from noroshi.search.showing import Found
from noroshi.search.snippets import Piece
from noroshi.search.wanted import Wanted
from noroshi.threshold.acting import seat_of, viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import EventKind, FoundKind, FoundState, Importance, Tlp
from noroshi.web.components import Pager
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.intel.browsing import ObjectLine
from noroshi.web.pages.items.lines import LineShown, line_shown

A_PAGE: Final = 20


class SearchForm(forms.Form):
    """Everything is optional, and stands in the address."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    tlp = forms.ChoiceField(label=_("Sharing scope"), required=False)
    importance = forms.ChoiceField(label=_("Importance"), required=False)
    event_kind = forms.ChoiceField(label=_("Kind of event"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    source = forms.CharField(
        label=_("From whom"),
        required=False,
        max_length=400,
        help_text=_("The name of an organization, or a part of it; several with a comma between them."),
        widget=forms.TextInput(attrs={"list": "search-sources", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        self._offer("kind", _("Everything"), [(one.value, sentence(one.label(lang))) for one in FoundKind])
        self._offer("tlp", _("Every color"), [(one.value, one.label(lang)) for one in Tlp])
        self._offer("importance", _("Any"), [(one.value, sentence(one.label(lang))) for one in Importance])
        self._offer("event_kind", _("Any"), [(one.value, sentence(one.label(lang))) for one in EventKind])
        self._offer("sector", _("Every sector"), sector_choices())
        self._offer("state", _("Any"), [(one.value, sentence(one.label(lang))) for one in FoundState])
        self._offer("sort", _("Best match first"), [("newest", _("Newest first"))])
        self.fields["from"] = forms.DateField(
            label=_("From the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
        )
        self.fields["to"] = forms.DateField(
            label=_("Until the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
        )

    @classmethod
    def asked(cls, request: HttpRequest, whose: Origins) -> "SearchForm":
        """Organizations stand in an address by number, and in the form by name."""
        given = request.GET.copy()
        given["source"] = whose.names
        form = cls(given)
        if whose.nobody:
            form.add_error("source", _("You know no organization of this name. Choose another, or leave it empty."))
        return form

    def _offer(self, name: str, everything: Any, choices: list[Any]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # all are ChoiceFields


@dataclass(frozen=True, slots=True)
class LineFound:
    """One result: an edition, a file of one, or an object."""

    url: str
    kind: str
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]
    at: datetime | None
    tlp: Tlp | None
    edition: LineShown | None = None
    of_object: ObjectLine | None = None
    is_file: bool = False
    desk: str = ""
    source: str = ""

    @classmethod
    def of(cls, one: Found) -> "LineFound":
        kind = sentence(one.kind.label(language()))
        if one.listed:
            shown = ObjectLine.of(one.listed)
            url = reverse("intel_object", args=[one.item])
            return cls(
                url,
                shown.kind,
                one.title or (Piece(shown.kind, is_hit=False),),
                one.words,
                shown.version,
                shown.color.tlp,
                of_object=shown,
            )
        if one.order:
            url = reverse("order", args=[one.item])
            return cls(url, kind, one.title, one.words, one.at, None, desk=one.order.desk.name(language()))
        line = line_shown(one.line) if one.line else None
        title = one.title or (Piece(line.title if line else kind, is_hit=False),)
        return cls(
            url=line.url if line else "",
            kind=kind,
            title=title,
            words=_worth_showing(one.title, one.words),
            at=one.at,
            tlp=line.tlp if line else None,
            edition=line,
            source=str(one.line.originator.organization.public_id) if one.line else "",
            is_file=one.kind is FoundKind.FILE,
        )


def _worth_showing(title: tuple[Piece, ...], words: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Where the title says it already and the text does not, its beginning tells nothing."""
    is_in_title_alone = any(piece.is_hit for piece in title) and not any(piece.is_hit for piece in words)
    return () if is_in_title_alone else words


@dataclass(frozen=True, slots=True)
class SearchPage:
    result: Result
    lines: tuple[LineFound, ...]
    exactly: tuple[ObjectLine, ...]
    beside: Beside
    pager: Pager
    wanted: Wanted
    query: str
    exact_query: str
    open_query: str
    call: str
    unnamed: tuple[str, ...] = ()
    offered: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines and self.beside.is_empty


@require_safe
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """With HTMX the results alone are sent."""
    viewer, given = viewer_of(request), {name: request.GET.getlist(name) for name in request.GET}
    whose = origins(viewer, given.get("source", ()), language())
    form, is_part = SearchForm.asked(request, whose), bool(request.headers.get("HX-Request"))
    given["source"] = list(whose.ids)
    wanted = Wanted.of(given) if form.is_valid() else Wanted()
    place = place_from(request.GET.get("after", ""), seat_of(request), _bound(wanted))
    wanted = wanted.at(place, A_PAGE)
    result = search(viewer, wanted)
    aside = beside(viewer, result.asked, wanted, language())
    page = SearchPage(
        result=result,
        lines=tuple(LineFound.of(one) for one in result.found),
        exactly=tuple(ObjectLine.of(one) for one in aside.exactly),
        beside=aside,
        pager=_pager(request, wanted, result),
        wanted=wanted,
        query=urlencode(wanted.plain, doseq=True),
        exact_query=urlencode({**wanted.plain, "exact": "on"}, doseq=True),
        open_query=urlencode({name: values for name, values in wanted.plain.items() if name != "source"}, doseq=True),
        call=request.build_absolute_uri(f"/api/v1/search?{urlencode(wanted.plain, doseq=True)}"),
        unnamed=whose.unnamed,
        offered=() if is_part else offered(viewer, language()),
    )
    template = "search/results.html#found" if is_part else "search/results.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def _pager(request: HttpRequest, wanted: Wanted, result: Result) -> Pager:
    here, asked = reverse("search"), wanted.plain
    newer = f"{here}?{urlencode(asked, doseq=True)}" if wanted.place else ""
    if not result.next:
        return Pager(newer_url=newer)
    after = place_sealed(result.next, seat_of(request), _bound(wanted))
    return Pager(newer_url=newer, older_url=f"{here}?{urlencode({**asked, 'after': after}, doseq=True)}")


def _bound(wanted: Wanted) -> object:
    return "search", sorted(wanted.plain.items())


urlpatterns = [path("search/", found, name="search")]
