"""An optional guide before writing: is this to be reported, must it, and by which way (C-021, C-022)."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.reports.guide import Advice, Law, case_groups, gates, guided, own_laws
from noroshi.reports.ways import Way
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.words import language

MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class GuideGroup:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class LawShown:
    service: str
    laws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    crumbs: tuple[Crumb, ...]
    groups: tuple[GuideGroup, ...]
    gates: tuple[Choice, ...]
    laws: tuple[LawShown, ...]
    advice: str
    title: str
    words: str
    ways: tuple[Choice, ...]


@require_safe
@login_required
def guide(request: HttpRequest) -> HttpResponse:
    """The answers stand in the address and nowhere else."""
    viewer, answers = viewer_of(request), request.GET.getlist("a")[:MOST_ANSWERS]
    found, lang = guided(viewer, answers), language()
    title, words = _told(found.advice)
    page = GuidePage(
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(_("New report"), reverse("begin_report")), _here()),
        groups=tuple(
            GuideGroup(
                f"{'①②③④'[number]} {group.threat.label(lang)}",
                tuple(Choice(case.id, case.label(lang), is_chosen=case.id in answers) for case in group.cases),
            )
            for number, group in enumerate(case_groups())
        ),
        gates=tuple(Choice(gate.id, gate.label(lang), is_chosen=gate.id in answers) for gate in gates()),
        laws=tuple(_law(law, lang) for law in own_laws(viewer)),
        advice=found.advice.value,
        title=title,
        words=words,
        ways=tuple(_way(way, lang) for way in found.ways),
    )
    return render(request, "drafts/guide.html", {"page": page})


def _here() -> Crumb:
    return Crumb(_("Is this to be reported?"), "")


def _law(law: Law, lang: str) -> LawShown:
    return LawShown(law.label(lang), law.laws)


def _way(way: Way, lang: str) -> Choice:
    return Choice(way.id, way.label(lang), way.when(lang))


def _told(advice: Advice) -> tuple[str, str]:
    return {
        Advice.UNANSWERED: ("", ""),
        Advice.STATUTORY: (
            _("It has to be reported"),
            _("A law asks for it: to the responsible ministry, under your own name. The starred items are enough now."),
        ),
        Advice.DUE: (
            _("Report it"),
            _("One of the cases holds and you judge it serious. Fragments and guesses may go now, the rest follows."),
        ),
        Advice.WELCOME: (
            _("You need not, but others would be glad of it"),
            _("No law asks for it. Under the plan in force every fault, sign and near miss may be reported."),
        ),
        Advice.CONSULT: (
            _("Ask, or report it as a sign"),
            _("No case fits, or it is unclear. Consult your ministry or the center, or report what you noticed."),
        ),
    }[advice]


urlpatterns = [path("reports/guide/", guide, name="report_guide")]
