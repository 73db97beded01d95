"""An object's page, in words that need no knowledge of STIX; its text as it came stands behind a press."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line
from noroshi.intel.from_items import taken_from
from noroshi.intel.reaching import readers_of, why
from noroshi.intel.seen import Sighted, sighted
from noroshi.intel.telling import Told, tell
from noroshi.stix.confidence import in_words
from noroshi.stix.information import information_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Reliability, SightingAnswer, StixType
from noroshi.web.components import AudiencePreview, Change, ChangeKind, Crumb
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.intel.confidences import ScaleShown, scales_shown
from noroshi.web.pages.intel.fields import FieldShown, shown_fields
from noroshi.web.pages.intel.ties import TieShown, ties_shown
from noroshi.web.pages.intel.timeline import Moment, timeline_of
from noroshi.web.pages.intel.whose import house_shown
from noroshi.web.pages.intel.writing import SightForm
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.plain_sight import defanged_within

SIGNS: Final = {SightingAnswer.SEEN: "failed", SightingAnswer.NOT_SEEN: "done", SightingAnswer.UNKNOWN: "planned"}
RAW_TYPE: Final = "application/stix+json;version=2.1"


@dataclass(frozen=True, slots=True)
class SeenShown:
    one: Sighted
    answer: str
    sign: str


@dataclass(frozen=True, slots=True)
class ObjectPage:
    crumbs: tuple[Crumb, ...]
    told: Told
    kind: str
    title: str
    confidence: str
    scales: tuple[ScaleShown, ...]
    reliability: str
    house: str
    item: Line | None
    fields: tuple[FieldShown, ...]
    ties: tuple[TieShown, ...]
    is_newest: bool
    is_written_here: bool
    may_change: bool
    seen: tuple[SeenShown, ...]
    reach: AudiencePreview | None
    why: str
    changes: tuple[Change, ...]
    timeline: tuple[Moment, ...]


@require_safe
@login_required
def intel_object(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`?version=` shows an earlier one, or the one of another source."""
    viewer = viewer_of(request)
    with asked_once():
        told = tell(viewer, uuid, request.GET.get("version", ""))
    page = _page(viewer, told)
    return render(request, "intel/object.html", {"page": page, "sight": SightForm()})


@require_safe
@login_required
def intel_raw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """To be kept, never shown as a page: as it came, and elsewhere than at its own desk with the label that it has here."""
    told = tell(viewer_of(request), uuid, request.GET.get("version", ""))
    answer = HttpResponse(told.leaving, content_type=RAW_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{told.id}.json"'
    return answer


@require_safe
@login_required
def intel_text(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The text as it came, to look at and to copy: values in it are live, so it is a page of its own."""
    viewer = viewer_of(request)
    told = tell(viewer, uuid, request.GET.get("version", ""))
    return render(request, "intel/text.html", {"page": _page(viewer, told)})


def kind_of(told: Told) -> str:
    """As one of the eleven kinds where it is one, else as what it is."""
    information = information_of(told.whole)
    if information is not None:
        return sentence(information.label(language()))
    own = f" ({told.whole['type']})" if told.type is StixType.CUSTOM else ""
    return sentence(told.type.label(language())) + own


def _page(viewer: Viewer, told: Told) -> ObjectPage:
    step, kind = in_words(told.read.confidence), kind_of(told)
    (reach, clause), seen = _reach(viewer, told), sighted(viewer, told.kept.uuid)
    return ObjectPage(
        crumbs=(Crumb(_("Intelligence"), reverse("intel")), Crumb(told.title or kind, "")),
        told=told,
        kind=kind,
        title=told.title or kind,
        confidence=f"{step.label(language())} ({told.read.confidence})" if step else "",
        scales=scales_shown(told.read.confidence),
        reliability=Reliability.of(told.origin.reliability).label(language()) if told.origin else "",
        house=house_shown(told.whose),
        item=taken_from(viewer, told.whole),
        fields=shown_fields(told),
        ties=ties_shown(told.relations),
        is_newest=told.kept.number == told.stops[0].kept.number,
        is_written_here=told.is_own,
        may_change=information_of(told.whole) is not None,
        seen=tuple(_seen(one) for one in seen),
        reach=reach,
        why=clause,
        changes=_changes(told),
        timeline=timeline_of(told, seen),
    )


def _seen(one: Sighted) -> SeenShown:
    return SeenShown(one, one.answer.label(language()), SIGNS[one.answer])


def _reach(viewer: Viewer, told: Told) -> tuple[AudiencePreview | None, str]:
    """Its own desk sees who reads it; everybody else, by which clause they do."""
    if told.origin is None:
        return None, ""
    readers = readers_of(viewer, told.kept, told.origin)
    if readers is not None:
        return audience_of(told.color.tlp, readers), ""
    decision = why(viewer, told.kept)
    return None, "" if decision is None else sentence(f"{decision.label(language())} {decision.cite}".strip())


def _changes(told: Told) -> tuple[Change, ...]:
    """Against the version before from the same source, field by field."""
    stops = [one for one in told.stops if one.kept.origin == told.kept.origin]
    later = [one.kept.number for one in stops]
    place = later.index(told.kept.number) + 1
    if place >= len(stops):
        return ()
    before = _texts(shown_fields(told.at(stops[place].kept)))
    now = _texts(shown_fields(told))
    return tuple(
        Change(name, _kind(name, before, now), before.get(name, ""), now.get(name, ""))
        for name in dict.fromkeys((*now, *before))
        if before.get(name) != now.get(name)
    )


def _kind(name: str, before: dict[str, str], now: dict[str, str]) -> ChangeKind:
    if name not in before:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if name in now else ChangeKind.WITHDRAWN


def _texts(fields: tuple[FieldShown, ...]) -> dict[str, str]:
    """What relations say is told by the relations themselves."""
    return {one.label: defanged_within(one.plain) for one in fields if one.kind != "refs"}


urlpatterns = [
    path("intel/<uuid:uuid>/", intel_object, name="intel_object"),
    path("intel/<uuid:uuid>/text/", intel_text, name="intel_text"),
    path("intel/<uuid:uuid>/raw/", intel_raw, name="intel_raw"),
]
