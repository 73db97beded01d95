"""Invented words for the style guide: the parts that only the stations use."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from noroshi.reports.anonymizing import Step
from noroshi.vocabulary import AnswerState, Nature
from noroshi.vocabulary.traces import Sureness, TraceSign
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.stations.bench_shown import FileShown, FindingShown, KindShown, Left, RowShown, Segment
from noroshi.web.pages.stations.board import FIGURES, SIGNS, Figure


@dataclass(frozen=True, slots=True)
class Samples:
    figures: tuple[Figure, ...]
    rows: tuple[RowShown, ...]
    findings: tuple[FindingShown, ...]
    open_count: int
    suggested: int
    kinds: tuple[KindShown, ...]
    steps: int
    decided: int
    files: tuple[FileShown, ...]


def samples() -> Samples:
    return Samples(_figures(), (_row(),), _findings(), 2, 1, _kinds(), 2, 2, _files())


def _figures() -> tuple[Figure, ...]:
    counts = dict(zip(FIGURES, (3, 41, 6, 4, 23), strict=True))
    lang = language()
    return tuple(
        Figure(
            sentence(state.label(lang)),
            count,
            "#stations",
            state is AnswerState.SILENT,
            SIGNS[state],
            _("not a no") if state is AnswerState.SILENT else "",
        )
        for state, count in counts.items()
    )


def _row() -> RowShown:
    operator, host = ("汐見電力", "203.0.113.77") if language() == "ja" else ("Shiomi Electric Power", "203.0.113.77")
    before, after = (" の端末が ", " へ通信。") if language() == "ja" else (" saw traffic to ", ".")
    return RowShown(
        id="sample",
        label=_("What happened"),
        nature=Nature.VICTIM,
        original=(
            (
                Segment(operator, 1, Step.DONE.value, is_known=True),
                Segment(before),
                Segment(host, 2, Step.OPEN.value),
                Segment(after),
            ),
        ),
        kind="text",
        value=f"{_('the operator')}{before}{host}{after}",
        cells=(),
        options=(),
        left=(Left(2, before, host, after, Step.OPEN.value),),
        is_anonymized=False,
        may_empty=True,
        half_day="",
        day="",
    )


def _findings() -> tuple[FindingShown, ...]:
    name = "汐見電力" if language() == "ja" else "Shiomi Electric Power"
    return (
        _finding(2, _("IP address"), "203.0.113.77", Step.OPEN),
        _finding(3, _("Organization"), name, Step.OPEN, is_known=True),
        _finding(1, _("Organization"), name, Step.DONE, is_known=True),
        _finding(4, _("Machine"), "HKR-HOSHU-07", Step.KEPT),
    )


def _kinds() -> tuple[KindShown, ...]:
    return (KindShown("address", _("IP address"), 3),)


def _finding(number: int, kind: str, texts: str, step: Step, *, is_known: bool = False) -> FindingShown:
    return FindingShown(
        number=number,
        key=str(number),
        kind=kind,
        texts=texts,
        instead=_("the operator") if is_known else f"[{kind}]",
        step=step.value,
        is_known=is_known,
        is_company=False,
        places=_("What happened"),
        in_file=False,
        why=(TraceSign.DIRECTORY if is_known else TraceSign.SHAPE).label(language()),
        sureness=(Sureness.OWN if is_known else Sureness.POSSIBLE).value,
    )


def _files() -> tuple[FileShown, ...]:
    one = UUID(int=1)
    return (
        FileShown(one, "memo-1.docx", 40_960, is_specimen=False, is_taken=False, copy=None),
        FileShown(one, "sample-2.bin", 8_192, is_specimen=True, is_taken=True, copy=one),
    )
