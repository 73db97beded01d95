"""Who has answered an advisory, for the center and for whoever passed it on. What needs a hand stands first; nobody is ranked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.advisories.board import Board, Delivery, Order, Row, board
from noroshi.advisories.cases import case_of
from noroshi.advisories.queries import Answer
from noroshi.advisories.tiers import tiers_heard
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.tiers import asked_of
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, AddresseeTier, AnswerState, OrganizationKind, Tlp, Word
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.words import label_of, language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.notices.words import SIGNS as MAIL_SIGNS
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
    more: str = ""


@dataclass(frozen=True, slots=True)
class WentShown:
    """How the notices to one organization went; empty words where nothing is known."""

    told_at: datetime | None
    mail: str
    mail_sign: str
    mail_at: datetime | None
    read_at: datetime | None
    reminded: int
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filter:
    """One way of looking at the rows."""

    name: str
    count: int
    url: str
    is_here: bool


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
    went: WentShown


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
    stages: tuple[Filter, ...]
    orders: tuple[Filter, ...]
    told: tuple[str, ...]
    silent: int
    remind_url: str
    ring_url: str


def _case(viewer: Viewer, public_id: UUID) -> tuple[str, ...]:
    """For the desk that issued it."""
    found = case_of(viewer, public_id)
    return (_("Case: %(case)s") % {"case": sentence(found.label(language()))},) if found else ()


def _by_tier(viewer: Viewer, public_id: UUID, asked: frozenset[AddresseeTier]) -> tuple[str, ...]:
    """How many desks have answered at each tier that is asked something."""
    found = [one for one in tiers_heard(viewer, public_id) if one.tier in asked] if asked else []
    words = _("%(tier)s: %(read)d answered, %(done)d done")
    return tuple(
        words
        % {
            "tier": sentence(one.tier.label(language())),
            "read": one.desks,
            "done": one.actions.get(ActionTaken.DONE, 0),
        }
        for one in found
    )


@require_safe
@login_required
def answers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = board(viewer, public_id)
    reading = edition_readable_by(viewer, public_id, answer="page")
    state = _asked(request, "state", AnswerState)
    stage = _asked(request, "went", Delivery)
    order = _asked(request, "order", Order) or Order.NEED
    line = line_shown(reading)
    page = BoardPage(
        line=line,
        crumbs=crumbs(reading.kind, line, _("Answers")),
        scope=_scope(reading.tlp, found),
        figures=_figures(found, state),
        rows=tuple(_row(row) for row in found.shown(state, stage, order)),
        total=len(found.rows),
        shown=_word(state) if state else sentence(stage.label(language())) if stage else "",
        all_url=reverse("answers", args=[public_id]),
        unnamed=found.unnamed,
        groups=separator().join(
            group.name_en if _is_english() and group.name_en else group.name_ja for group in found.groups
        ),
        group_states=separator().join(_word(each) for each in found.group_states),
        own=_desk_answer(found.own) if found.own else None,
        is_own=found.is_own,
        has_passed_on=found.has_passed_on,
        stages=_stages(found, state, stage, order),
        orders=tuple(
            Filter(sentence(each.label(language())), 0, _query(state, stage, each), each is order) for each in Order
        ),
        told=(*_case(viewer, public_id), *_told(found), *_by_tier(viewer, public_id, asked_of(reading.content))),
        silent=found.figures.get(AnswerState.SILENT, 0),
        remind_url=reverse("remind", args=[public_id]),
        ring_url=reverse("begin_calls", args=[public_id]),
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


def _asked[Asked: Word](request: HttpRequest, name: str, words: type[Asked]) -> Asked | None:
    given = request.GET.get(name, "")
    return words.of(given) if given in {each.value for each in words} else None


def _query(state: AnswerState | None, stage: Delivery | None, order: Order) -> str:
    asked = {"state": state, "went": stage, "order": None if order is Order.NEED else order}
    return f"?{urlencode({name: word.value for name, word in asked.items() if word})}#rows"


def _stages(found: Board, state: AnswerState | None, chosen: Delivery | None, order: Order) -> tuple[Filter, ...]:
    """Those that hold for somebody; the one that is open opens everybody again."""
    lang = language()
    return tuple(
        Filter(
            sentence(each.label(lang)),
            found.delivery.get(each, 0),
            _query(state, None if each is chosen else each, order),
            each is chosen,
        )
        for each in Delivery
        if found.delivery.get(each, 0) or each is chosen
    )


def _told(found: Board) -> tuple[str, ...]:
    """What was done and whether it helped, counted by desks that said so."""
    lang = language()
    pairs = [*found.actions.items(), *found.usefulness.items()]
    return tuple(f"{sentence(word.label(lang))} {count}" for word, count in pairs)


def _went(row: Row) -> WentShown:
    went, lang = row.went, language()
    return WentShown(
        told_at=went.told_at,
        mail=sentence(went.mail.label(lang)) if went.mail else "",
        mail_sign=MAIL_SIGNS[went.mail] if went.mail else "",
        mail_at=went.mail_at,
        read_at=went.read_at,
        reminded=went.reminded,
        reminded_at=went.reminded_at,
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
        went=_went(row),
    )


def _desk_answer(one: Answer) -> DeskAnswer:
    state = AnswerState.of(one.sighting.value) if one.sighting else AnswerState.READ
    more = [sentence(word.label(language())) for word in (one.action, one.usefulness) if word]
    return DeskAnswer(one.desk.name(language()), _word(state), SIGNS[state], one.note, one.at, separator().join(more))


def _word(state: AnswerState) -> str:
    return sentence(state.label(language()))


def _is_english() -> bool:
    return language() == "en"


urlpatterns = [path("items/<uuid:public_id>/answers/", answers, name="answers")]
