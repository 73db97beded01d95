"""The nine sharing patterns: chosen, looked at before it is done, done, undone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.sheets.actions import set_up_pattern, undo_pattern
from noroshi.sheets.patterns import Pattern, pattern_of
from noroshi.sheets.setting_up import (
    PatternNotForThisHouse,
    Planned,
    SetUpShown,
    in_force,
    offered,
    partners_known,
    planned,
)
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.asking import OPEN_QUESTIONS
from noroshi.web.pages.directory.words import language, sentence


@dataclass(frozen=True, slots=True)
class PatternLine:
    url: str
    number: int
    name: str
    what: str


@dataclass(frozen=True, slots=True)
class StandingSetUp:
    undo_url: str
    pattern: str
    community: str
    relays: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class PatternsPage:
    crumbs: tuple[Crumb, ...]
    offered: tuple[PatternLine, ...]
    in_force: tuple[StandingSetUp, ...]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What would be set up, in words."""

    desks: tuple[str, ...]
    members: tuple[str, ...]
    relays: bool


@dataclass(frozen=True, slots=True)
class PatternPage:
    crumbs: tuple[Crumb, ...]
    line: PatternLine
    partners: tuple[Choice, ...]
    needs_partners: bool
    name: str
    plan: PlanShown | None
    refused: str


@require_safe
@login_required
def patterns(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = PatternsPage(
        (Crumb(_("Incident sheets"), reverse("sheets")), Crumb(_("Sharing patterns"), "")),
        tuple(map(_line, offered(viewer))),
        tuple(map(_in_force, in_force(viewer))),
    )
    return render(request, "sheets/patterns.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pattern(request: HttpRequest, key: str) -> HttpResponse:
    """`preview` says what would be set up, `set_up` does it."""
    viewer, one = viewer_of(request), pattern_of(key)
    if one not in offered(viewer):
        raise PatternNotForThisHouse
    given = request.POST
    chosen, name = _ids(given.getlist("partner")), given.get("name", "")[:120]
    plan, refused, status = None, "", 200
    if request.method == "POST":
        try:
            with transaction.atomic():
                plan = planned(viewer, key, chosen)
                if given.get("deed") == "set_up":
                    set_up_pattern(viewer, key, chosen, name=name)
                    messages.success(request, _("Set up. Sheets can be shared with the new community at once."))
                    return HttpResponseRedirect(reverse("sharing_patterns"))
        except NotFound:
            raise
        except Refusal as refusal:
            if refusal.status not in OPEN_QUESTIONS:
                raise
            request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
            refused, status = refusal.message(language()), refusal.status
    page = PatternPage(
        (Crumb(_("Sharing patterns"), reverse("sharing_patterns")), Crumb(sentence(one.label(language())), "")),
        _line(one),
        _partners(viewer, one, chosen),
        bool(one.partners),
        name,
        _plan(plan) if plan else None,
        refused,
    )
    return render(request, "sheets/pattern.html", {"page": page}, status=status)


@require_POST
@login_required
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    undo_pattern(viewer_of(request), public_id)
    messages.success(request, _("Undone. What was held by the community alone is closed with it."))
    return HttpResponseRedirect(reverse("sharing_patterns"))


def _line(one: Pattern) -> PatternLine:
    lang = language()
    return PatternLine(
        reverse("sharing_pattern", args=[one.id]), one.number, sentence(one.label(lang)), one.what.label(lang)
    )


def _in_force(one: SetUpShown) -> StandingSetUp:
    lang = language()
    return StandingSetUp(
        reverse("undo_pattern", args=[one.public_id]),
        sentence(one.pattern.label(lang)),
        one.group_en if lang == "en" and one.group_en else one.group_ja,
        one.relays,
        one.at,
    )


def _partners(viewer: Viewer, one: Pattern, chosen: list[UUID]) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(desk.public_id), desk_name(desk), is_chosen=desk.public_id in chosen)
        for desk in partners_known(viewer, one)
    )


def _plan(plan: Planned) -> PlanShown:
    lang = language()
    return PlanShown(
        tuple(sentence(kind.label(lang)) for kind in plan.missing),
        tuple(desk_name(desk) for desk in (*plan.own, *plan.partners)),
        plan.relays,
    )


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise NotFound from None


urlpatterns = [
    path("sheets/patterns/", patterns, name="sharing_patterns"),
    path("sheets/patterns/<slug:key>/", pattern, name="sharing_pattern"),
    path("sheets/patterns/<uuid:public_id>/undo/", undo, name="undo_pattern"),
]
