"""Shared intelligence, newest first: narrowed by kind, source, color, confidence, valid time and sector. A value leads to what names it."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.intel.browsing import Found, Listed, Wanted, browse
from noroshi.intel.by_name import found_by_words
from noroshi.intel.colors import Color
from noroshi.intel.naming import title_of, type_of, whole_of
from noroshi.intel.queries import readable_origins
from noroshi.stix.confidence import in_words
from noroshi.stix.kinds import KINDS, StixKind
from noroshi.threshold.acting import seat_of, viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import StixType, Tlp2
from noroshi.web.components import Pager
from noroshi.web.pages.directory.words import language, sector_choices, sentence
from noroshi.web.pages.intel.whose import whose_shown

A_PAGE: Final = 30
OFFERED: Final = (
    StixKind.INDICATOR,
    StixKind.VULNERABILITY,
    StixKind.COURSE_OF_ACTION,
    StixKind.INCIDENT,
    StixKind.THREAT_ACTOR,
    StixKind.ATTACK_PATTERN,
    StixKind.CAMPAIGN,
    StixKind.REPORT,
    StixKind.MALWARE,
    StixKind.TOOL,
    StixKind.INTRUSION_SET,
    StixKind.INFRASTRUCTURE,
    StixKind.IDENTITY,
    StixKind.SIGHTING,
    StixKind.NOTE,
    StixKind.CUSTOM,
)
LEVELS: Final = {"high": 70, "med": 30, "low": 1}


class FilterForm(forms.Form):
    """Everything is optional; a word that nobody knows is told, not ignored."""

    q = forms.CharField(label=_("Value, name or number"), required=False, max_length=400)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    origin = forms.ChoiceField(label=_("Source"), required=False)
    color = forms.ChoiceField(label=_("Sharing scope"), required=False)
    confidence = forms.ChoiceField(label=_("Confidence"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    now = forms.ChoiceField(label=_("Valid time"), required=False)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        self._offer("kind", _("Every kind"), [(kind.type, StixType.of(kind.type).label(lang)) for kind in OFFERED])
        self._offer("origin", _("Every source"), [(str(one.public_id), one.name) for one in readable_origins(viewer)])
        self._offer("color", _("Every color"), [(color.value, color.label(lang)) for color in Tlp2])
        self._offer(
            "confidence", _("Any"), [("high", _("high")), ("med", _("medium or more")), ("low", _("low or more"))]
        )
        self._offer("sector", _("Every sector"), sector_choices())
        self._offer("now", _("Any"), [("1", _("valid now"))])

    def _offer(self, name: str, everything: Any, choices: list[Any]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # all are ChoiceFields

    def wanted(self, before: int | None, limit: int = A_PAGE) -> Wanted:
        given = self.cleaned_data
        kinds = {"kinds": (KINDS.get(given["kind"], StixKind.CUSTOM),)} if given["kind"] else {}
        return Wanted(
            origin=UUID(given["origin"]) if given["origin"] else None,
            color=given["color"],
            confidence=LEVELS.get(given["confidence"]),
            sectors=(given["sector"],) if given["sector"] else (),
            is_valid_now=bool(given["now"]),
            before=before,
            limit=limit,
            **kinds,
        )


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """One object in a list, in the reader's words."""

    uuid: UUID
    kind: str
    title: str
    source: str
    whose: str
    color: Color
    confidence: str
    version: Any
    is_over: bool

    @classmethod
    def of(cls, one: Listed) -> "ObjectLine":
        whole = whole_of(one.kept.raw)
        step = in_words(whole.get("confidence"))
        return cls(
            uuid=one.kept.uuid,
            kind=sentence(type_of(whole).label(language())),
            title=title_of(whole),
            source=one.origin.name if one.origin else "",
            whose=whose_shown(one.whose),
            color=one.color,
            confidence=f"{step.label(language())} ({whole['confidence']})" if step else "",
            version=one.kept.version,
            is_over=bool(whole.get("revoked")),
        )


@dataclass(frozen=True, slots=True)
class ListPage:
    lines: tuple[ObjectLine, ...]
    is_narrowed: bool
    is_partly: bool
    pager: Pager
    query: str


@require_safe
@login_required
def intel(request: HttpRequest) -> HttpResponse:
    """With HTMX only the list is sent."""
    viewer = viewer_of(request)
    with asked_once():
        form = FilterForm(viewer, request.GET)
        asked = {name: value for name in form.fields if (value := request.GET.get(name, ""))}
        found = _found(request, viewer, form, asked)
        lines = tuple(ObjectLine.of(one) for one in found.rows)
    page = ListPage(lines, bool(asked), found.is_partly, _pager(request, asked, found), urlencode(asked))
    template = "intel/list.html#found" if request.headers.get("HX-Request") else "intel/list.html"
    return render(request, template, {"page": page, "form": form}, status=422 if form.errors else 200)


def _found(request: HttpRequest, viewer: Viewer, form: FilterForm, asked: dict[str, str]) -> Found:
    if not form.is_valid():
        return Found(())
    if words := form.cleaned_data["q"]:
        return found_by_words(viewer, words, limit=A_PAGE)
    place = place_from(request.GET.get("after", ""), seat_of(request), ("intel", sorted(asked.items())))
    return browse(viewer, form.wanted(int(place) if place else None))


def found_by(viewer: Viewer, form: FilterForm, limit: int) -> Found:
    """From the newest on, whatever page somebody is on; a filter that makes no sense finds nothing."""
    if not form.is_valid():
        return Found(())
    if words := form.cleaned_data["q"]:
        return found_by_words(viewer, words, limit=limit)
    return browse(viewer, form.wanted(None, limit))


def _pager(request: HttpRequest, asked: dict[str, str], found: Found) -> Pager:
    here = reverse("intel")
    newer = f"{here}?{urlencode(asked)}" if request.GET.get("after") else ""
    if not found.next:
        return Pager(newer_url=newer)
    after = place_sealed(str(found.next), seat_of(request), ("intel", sorted(asked.items())))
    return Pager(newer_url=newer, older_url=f"{here}?{urlencode({**asked, 'after': after})}")


urlpatterns = [path("intel/", intel, name="intel")]
