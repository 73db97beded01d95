"""Techniques in their tactics: of everything one may read, or of what hangs on one report, actor or campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.intel.graphs import around
from noroshi.intel.techniques import OTHER, Tactic, of_everything, of_graph
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb

STEPS: Final = 2
NAMES: Final = {
    "reconnaissance": gettext_lazy("Reconnaissance"),
    "resource-development": gettext_lazy("Preparing resources"),
    "initial-access": gettext_lazy("Getting in"),
    "execution": gettext_lazy("Execution"),
    "persistence": gettext_lazy("Staying in"),
    "privilege-escalation": gettext_lazy("Gaining rights"),
    "defense-evasion": gettext_lazy("Avoiding detection"),
    "credential-access": gettext_lazy("Stealing credentials"),
    "discovery": gettext_lazy("Looking around"),
    "lateral-movement": gettext_lazy("Moving on inside"),
    "collection": gettext_lazy("Collecting"),
    "command-and-control": gettext_lazy("Remote control"),
    "exfiltration": gettext_lazy("Carrying data out"),
    "impact": gettext_lazy("Impact"),
    OTHER: gettext_lazy("No tactic said"),
}


@dataclass(frozen=True, slots=True)
class TacticShown:
    name: str
    tactic: Tactic
    count: int


@dataclass(frozen=True, slots=True)
class MatrixPage:
    crumbs: tuple[Crumb, ...]
    title: str
    tactics: tuple[TacticShown, ...]


@require_safe
@login_required
def intel_techniques(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    with asked_once():
        tactics = of_everything(viewer)
    return shown(request, _("Techniques"), tactics, [_intel(), Crumb(_("Techniques"), "")])


@require_safe
@login_required
def intel_techniques_of(request: HttpRequest, uuid: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    with asked_once():
        graph = around(viewer, uuid, steps=STEPS)
    title = graph.nodes[0].of.title
    here = Crumb(title, reverse("intel_object", args=[uuid]))
    return shown(request, titled(title), of_graph(graph), [_intel(), here, Crumb(_("Techniques"), "")])


def shown(request: HttpRequest, title: str, tactics: Iterable[Tactic], crumbs: Iterable[Crumb]) -> HttpResponse:
    """Of whatever it is, in one form."""
    columns = tuple(TacticShown(name_of(one.phase), one, len(one.techniques)) for one in tactics)
    return render(request, "intel/techniques.html", {"page": MatrixPage(tuple(crumbs), title, columns)})


def titled(of: str) -> str:
    return _("Techniques: %(title)s") % {"title": of}


def _intel() -> Crumb:
    return Crumb(_("Intelligence"), reverse("intel"))


def name_of(phase: str) -> str:
    """What has no name of ours stands as its sender wrote it."""
    return str(NAMES.get(phase, phase.replace("-", " ")))


urlpatterns = [
    path("intel/techniques/", intel_techniques, name="intel_techniques"),
    path("intel/<uuid:uuid>/techniques/", intel_techniques_of, name="intel_techniques_of"),
]
