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
from noroshi.intel.telling import Told, tell
from noroshi.stix.confidence import in_words
from noroshi.stix.information import information_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Reliability, StixType
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.intel.fields import FieldShown, shown_fields
from noroshi.web.pages.intel.ties import TieShown, ties_shown

RAW_TYPE: Final = "application/stix+json;version=2.1"


@dataclass(frozen=True, slots=True)
class ObjectPage:
    crumbs: tuple[Crumb, ...]
    told: Told
    kind: str
    title: str
    confidence: str
    reliability: str
    fields: tuple[FieldShown, ...]
    ties: tuple[TieShown, ...]
    is_newest: bool
    is_written_here: bool


@require_safe
@login_required
def intel_object(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`?version=` shows an earlier one, or the one of another source."""
    viewer = viewer_of(request)
    with asked_once():
        told = tell(viewer, uuid, _number(request.GET.get("version", "")))
        page = _page(told)
    return render(request, "intel/object.html", {"page": page})


@require_safe
@login_required
def intel_raw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Byte for byte as it came, to be kept, never shown as a page."""
    told = tell(viewer_of(request), uuid, _number(request.GET.get("version", "")))
    answer = HttpResponse(told.kept.raw, content_type=RAW_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{told.id}.json"'
    return answer


@require_safe
@login_required
def intel_text(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The text as it came, to look at and to copy: values in it are live, so it is a page of its own."""
    told = tell(viewer_of(request), uuid, _number(request.GET.get("version", "")))
    return render(request, "intel/text.html", {"page": _page(told)})


def kind_of(told: Told) -> str:
    """As one of the eleven kinds where it is one, else as what it is."""
    information = information_of(told.whole)
    if information is not None:
        return sentence(information.label(language()))
    own = f" ({told.whole['type']})" if told.type is StixType.CUSTOM else ""
    return sentence(told.type.label(language())) + own


def _page(told: Told) -> ObjectPage:
    step, kind = in_words(told.read.confidence), kind_of(told)
    return ObjectPage(
        crumbs=(Crumb(_("Intelligence"), reverse("intel")), Crumb(told.title or kind, "")),
        told=told,
        kind=kind,
        title=told.title or kind,
        confidence=f"{step.label(language())} ({told.read.confidence})" if step else "",
        reliability=Reliability.of(told.origin.reliability).label(language()) if told.origin else "",
        fields=shown_fields(told),
        ties=ties_shown(told.relations),
        is_newest=told.kept.number == told.stops[0].kept.number,
        is_written_here=told.is_own,
    )


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise NotFound
    return int(text)


urlpatterns = [
    path("intel/<uuid:uuid>/", intel_object, name="intel_object"),
    path("intel/<uuid:uuid>/text/", intel_text, name="intel_text"),
    path("intel/<uuid:uuid>/raw/", intel_raw, name="intel_raw"),
]
