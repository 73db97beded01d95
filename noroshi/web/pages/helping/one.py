"""One request for help: what was asked and shown, every move with its time, and what this desk may do now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.helping.actions import leave_care, make_move, pass_on_help, take_care
from noroshi.helping.actions.move import Words
from noroshi.helping.experts import roster
from noroshi.helping.queries import HelpShown, StepShown, help_request, helpers
from noroshi.helping.showing import as_named
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpMove, HelpState, Importance
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.asking import OPEN_QUESTIONS
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.helping.shown import HelpLine, help_line

BUTTONS: Final[dict[HelpMove, str | Promise]] = {
    HelpMove.TAKE: gettext_lazy("Take it"),
    HelpMove.CLOSE: gettext_lazy("That answers it: close"),
    HelpMove.WITHDRAW: gettext_lazy("Take it back"),
    HelpMove.DECLINE: gettext_lazy("We cannot help"),
    HelpMove.CONSENT: gettext_lazy("Yes, they may pass it on"),
    HelpMove.REFUSE_CONSENT: gettext_lazy("No, it stays with them"),
}
"""Moves of one press; the others need words."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepLine:
    who: str
    words: str
    text: str
    identifiers: str
    importance: Importance | None
    at: datetime


@dataclass(frozen=True, slots=True)
class OneHelpPage:
    line: HelpLine
    crumbs: tuple[Crumb, ...]
    text: str
    shown: tuple[tuple[str, str], ...]
    about_url: str
    is_own: bool
    steps: tuple[StepLine, ...]
    moves: frozenset[str]
    pressed: tuple[tuple[str, str], ...]
    importances: tuple[tuple[str, str], ...]
    passes_to: tuple[tuple[str, str], ...]
    tied: tuple[str, ...]
    above: str
    experts: tuple[Choice, ...]
    refused: str
    typed: Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_help(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = help_request(viewer, public_id, answer="page")
    if request.method != "POST":
        return render(request, "helping/one.html", {"page": _page(viewer, found)})
    try:
        with transaction.atomic():
            words = _done(request, viewer, public_id)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        if refusal.status not in OPEN_QUESTIONS:
            raise
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        page = _page(viewer, found, refusal.message(language()), request.POST)
        return render(request, "helping/one.html", {"page": page}, status=refusal.status)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("help_request", args=[public_id]))


def _done(request: HttpRequest, viewer: Viewer, public_id: UUID) -> str:
    given = request.POST
    match given.get("deed", ""):
        case "pass_on":
            to, title, text = (given.get(name, "") for name in ("to", "title", "text"))
            pass_on_help(viewer, public_id, _id(to), title=title, text=text)
            return _("Passed on in your own name. The answer comes to you.")
        case "care":
            take_care(viewer, public_id, _id(given.get("expert", "")))
            return _("On the desk of whom you chose.")
        case "leave":
            leave_care(viewer, public_id, _id(given.get("expert", "")))
            return _("Taken off.")
        case move if move in set(HelpMove):
            importance = given.get("importance", "")
            words = Words(
                given.get("text", ""),
                given.get("identifiers", ""),
                Importance.of(importance) if importance in set(Importance) else None,
            )
            make_move(viewer, public_id, HelpMove.of(move), words)
            return _("Done. The other desk is told.")
    raise NotFound


def _page(viewer: Viewer, one: HelpShown, refused: str = "", given: Mapping[str, str] = NOTHING) -> OneHelpPage:
    """What was typed for passing it on is not lost when it is refused."""
    lang = language()
    return OneHelpPage(
        line=help_line(one),
        crumbs=(Crumb(_("Technical help"), reverse("help_requests")), Crumb(one.title, "")),
        text=one.text,
        shown=tuple((sentence(each.en if lang == "en" else each.ja), each.text) for each in as_named(one.shown)),
        about_url=reverse("item", args=[one.about]) if one.about else "",
        is_own=one.is_own,
        steps=tuple(map(_step, one.steps)),
        moves=frozenset(move.value for move in one.moves),
        pressed=tuple((move.value, str(BUTTONS[move])) for move in one.moves if move in BUTTONS),
        importances=tuple((value, sentence(label)) for value, label in Importance.choices(lang)),
        passes_to=_passes_to(viewer, one),
        tied=tuple(reverse("help_request", args=[each]) for each in one.below),
        above=reverse("help_request", args=[one.above]) if one.above else "",
        experts=_experts(viewer, one),
        refused=refused,
        typed=given if given.get("deed") == "pass_on" else NOTHING,
    )


def _passes_to(viewer: Viewer, one: HelpShown) -> tuple[tuple[str, str], ...]:
    if not one.may_be_passed_on:
        return ()
    others = (desk for desk in helpers(viewer) if desk.pk != one.by_desk.pk)
    return tuple((str(desk.public_id), desk_name(desk)) for desk in others)


def _experts(viewer: Viewer, one: HelpShown) -> tuple[Choice, ...]:
    """Of the own desk, those who know the field first; with how much each has to do now."""
    if one.is_own or one.state in {HelpState.CLOSED, HelpState.DECLINED, HelpState.WITHDRAWN}:
        return ()
    own = [each for each in roster(viewer) if each.is_own_desk]
    ordered = sorted(own, key=lambda each: not set(each.fields) & set(one.fields))
    return tuple(
        Choice(
            str(each.public_id),
            each.person.name(language()),
            _("%(n)d under way") % {"n": each.load},
            is_chosen=each.public_id in one.cares,
        )
        for each in ordered
    )


def _step(step: StepShown) -> StepLine:
    return StepLine(
        desk_name(step.desk),
        sentence(step.move.label(language())),
        step.text,
        step.identifiers,
        step.importance,
        step.at,
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


urlpatterns = [path("help/<uuid:public_id>/", one_help, name="help_request")]
