"""Told while somebody writes: what the writer may read already about the values that stand in the form. Nothing of it is kept."""

from dataclasses import dataclass
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from noroshi.intel.browsing import listed_of
from noroshi.threshold.acting import viewer_of
from noroshi.triage.similar import Similar, similar
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.intel.browsing import ObjectLine

MOST_SHOWN: Final = 10
TECHNICAL: Final = frozenset({"csrfmiddlewaretoken", "find"})


@dataclass(frozen=True, slots=True)
class KnownLine:
    one: Similar
    kind: str
    objects: tuple[ObjectLine, ...]


@require_POST
@login_required
def known_here(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    texts = [text for name, given in request.POST.lists() if name not in TECHNICAL for text in map(str, given)]
    lines = tuple(
        KnownLine(
            one,
            ObservableKind.of(one.kind.word).label(language()),
            tuple(ObjectLine.of(each) for each in listed_of(viewer, one.newest)),
        )
        for one in similar(viewer, "\n".join(texts))[:MOST_SHOWN]
    )
    return render(request, "intel/known_here.html", {"lines": lines})


urlpatterns = [path("intel/known-here/", known_here, name="intel_known_here")]
