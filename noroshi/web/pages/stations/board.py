"""Who has answered an advisory, for the center and for whoever passed it on. What needs a hand stands first; nobody is ranked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.advisories.board import Board, Row, board
from noroshi.advisories.queries import Answer
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import AnswerState, OrganizationKind, Tlp
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.words import label_of, language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.stations.relaying import crumbs

SIGNS: Final = {
    AnswerState.SEEN: "late",
    AnswerState.SILENT: "silent",
    AnswerState.UNKNOWN: "half",
    AnswerState.READ: "new",
    AnswerState.NOT_SEEN: "done",
}
"""How each state is drawn: a shape and a word."""
FIGURES: Final = (
    AnswerState.SEEN,
    AnswerState.NOT_SEEN,
    AnswerState.UNKNOWN,
    AnswerState.READ,
    AnswerState.SILENT,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that opens what it counts."""

    name: str
    count: int
    url: str
    is_here: bool
    sign: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    desk: str
    words: str
    sign: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RowShown:
    name: str
    kind: str
    state: str
    sign: str
    answers: tuple[DeskAnswer, ...]
    silent: str
    since: datetime | None
    passed_on_at: datetime | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope
    figures: tuple[Figure, ...]
    rows: tuple[RowShown, ...]
    total: int
    shown: str
    all_url: str
    unnamed: int
    groups: str
    group_states: str
    own: DeskAnswer | None
    is_own: bool
    has_passed_on: bool


@require_safe
@login_required
def answers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = board(viewer, public_id)
    reading = edition_readable_by(viewer, public_id, answer="page")
    asked = request.GET.get("state", "")
    state = AnswerState.of(asked) if asked in {each.value for each in AnswerState} else None
    line = line_shown(reading)
    page = BoardPage(
        line=line,
        crumbs=crumbs(reading.kind, line, _("Answers")),
        scope=_scope(reading.tlp, found),
        figures=_figures(found, state),
        rows=tuple(_row(row) for row in found.only(state)),
        total=len(found.rows),
        shown=_word(state) if state else "",
        all_url=reverse("answers", args=[public_id]),
        unnamed=found.unnamed,
        groups=separator().join(
            group.name_en if _is_english() and group.name_en else group.name_ja for group in found.groups
        ),
        group_states=separator().join(_word(each) for each in found.group_states),
        own=_desk_answer(found.own) if found.own else None,
        is_own=found.is_own,
        has_passed_on=found.has_passed_on,
    )
    return render(request, "stations/answers.html", {"page": page})


def _scope(tlp: Tlp, found: Board) -> Scope:
    if found.is_own:
        return Scope(
            _(
                "Answers are read by your desk and by who passed it on to the one who answers. No other recipient sees them."
            ),
            tlp,
        )
    return Scope(_("You see those whom your desk passed it on to. The center sees their answers as well."), tlp)


def _figures(found: Board, chosen: AnswerState | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            name=_word(state),
            count=found.figures.get(state, 0),
            url=f"?state={state.value}#rows",
            is_here=state is chosen,
            sign=SIGNS[state],
            words=_("not a no") if state is AnswerState.SILENT else "",
        )
        for state in FIGURES
    )


def _row(row: Row) -> RowShown:
    lang = language()
    return RowShown(
        name=row.organization.name(lang),
        kind=label_of(OrganizationKind, row.organization.kinds[0]),
        state=_word(row.state),
        sign=SIGNS[row.state],
        answers=tuple(_desk_answer(one) for one in row.answers),
        silent=separator().join(desk.name(lang) for desk in row.silent) if row.answers else "",
        since=row.since,
        passed_on_at=row.passed_on_at,
    )


def _desk_answer(one: Answer) -> DeskAnswer:
    state = AnswerState.of(one.sighting.value) if one.sighting else AnswerState.READ
    return DeskAnswer(one.desk.name(language()), _word(state), SIGNS[state], one.note, one.at)


def _word(state: AnswerState) -> str:
    return sentence(state.label(language()))


def _is_english() -> bool:
    return language() == "en"


urlpatterns = [path("items/<uuid:public_id>/answers/", answers, name="answers")]
