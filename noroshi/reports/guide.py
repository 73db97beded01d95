"""Whether, and by which way: plan 2's cases ①–④ and its gate as an optional guide (第2次行動計画 別添3(1); C-021, C-022)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import own_house
from noroshi.reports.ways import Way, consulting_ways, ways
from noroshi.schemes import Scheme, load_scheme, scheme_in_force
from noroshi.schemes.routes import Case
from noroshi.schemes.words import Option
from noroshi.vocabulary import FormKind

GUIDING: Final = "plan2"
"""Plan 4 prints no such gate: anything of 図2 may be reported. Its predecessor's guide still helps whoever hesitates."""
STATUTORY, SERIOUS = "statutory", "serious"


class Advice(StrEnum):
    """What follows from the answers."""

    UNANSWERED = "unanswered"
    STATUTORY = "statutory"
    DUE = "due"
    WELCOME = "welcome"
    CONSULT = "consult"


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """①–④: one kind of threat with its cases."""

    threat: Option
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """The reporting laws of one service of the own sector (手引書 表2)."""

    service_ja: str
    service_en: str
    laws: tuple[str, ...]

    def label(self, lang: str) -> str:
        return self.service_en if lang.startswith("en") else self.service_ja


@dataclass(frozen=True, slots=True)
class Guided:
    """The advice, the cases that hold, and the ways that fit it, the best first."""

    advice: Advice
    holding: tuple[Case, ...]
    ways: tuple[Way, ...]


@cache
def gates() -> tuple[Case, ...]:
    return tuple(case for case in _cases() if case.gate)


@cache
def case_groups() -> tuple[CaseGroup, ...]:
    threats = load_scheme(GUIDING).option_set("threat")
    named = {option.id: option for option in threats.options} if threats else {}
    held = (case for case in _cases() if case.threat in named)
    return tuple(CaseGroup(named[str(threat)], tuple(cases)) for threat, cases in groupby(held, lambda one: one.threat))


def laws_of(scheme: Scheme, sectors: Collection[str]) -> tuple[Law, ...]:
    """What makes an event of these sectors reportable, service by service; the same laws once."""
    found = [sector for sector_id in sectors if (sector := scheme.sector(sector_id))]
    laws = [
        Law(service.ja, service.en, sector.reporting_of(service))
        for sector in found
        for service in sector.services
        if sector.reporting_of(service)
    ]
    return tuple(_joined(list(same)) for _laws, same in groupby(laws, lambda law: law.laws))


def own_laws(viewer: Viewer) -> tuple[Law, ...]:
    return laws_of(scheme_in_force(timezone.localdate()), own_house(viewer.seat).sectors)


def guided(viewer: Viewer, answers: Collection[str]) -> Guided:
    """Unknown answers are nothing: the guide decides nothing that the desk does not decide itself."""
    holding = tuple(case for case in _cases() if case.id in answers and not case.gate)
    advice = _advice(answers, holding, {gate.id for gate in gates()} & set(answers))
    asking = consulting_ways(viewer) if advice is Advice.CONSULT else ()
    return Guided(advice, holding, (*asking, *_fitting(ways(viewer), advice)))


def _advice(answers: Collection[str], holding: Collection[Case], passed: Collection[str]) -> Advice:
    if STATUTORY in passed:
        return Advice.STATUTORY
    if not answers:
        return Advice.UNANSWERED
    if holding:
        return Advice.DUE if passed else Advice.WELCOME
    return Advice.CONSULT


def _fitting(found: Collection[Way], advice: Advice) -> tuple[Way, ...]:
    """A legal duty is never met by the anonymous way alone, and never claimed where there is none."""
    if advice is Advice.STATUTORY:
        return tuple(way for way in found if way.is_statutory) or tuple(found)
    return tuple(way for way in found if not way.is_statutory) or tuple(found)


def _cases() -> tuple[Case, ...]:
    return tuple(case for case in load_scheme(GUIDING).routes.cases if case.form is FormKind.REPORT)


def _joined(same: list[Law]) -> Law:
    return Law("・".join(law.service_ja for law in same), ", ".join(law.service_en for law in same), same[0].laws)
