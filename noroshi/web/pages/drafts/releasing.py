"""Advisories that wait for a second person: asked for, sent back, listed; and for which ones the desk wants two."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.advisories.actions import ask_release, send_back_advisory, set_two_persons
from noroshi.advisories.releasing import rule_here, waiting
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import TwoPersons
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.web.components import Choice, Scope
from noroshi.web.pages.directory.asking import OPEN_QUESTIONS
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.drafts.listing import DraftRow, row_of, scope_of_rows
from noroshi.web.pages.drafts.typed import version_of


@dataclass(frozen=True, slots=True)
class WaitingPage:
    rows: tuple[DraftRow, ...]
    scope: Scope | None
    rules: tuple[Choice, ...]
    may_set: bool


@require_safe
@login_required
def waiting_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    now, lang = rule_here(viewer), language()
    rows = tuple(row_of(line, at="send_draft") for line in waiting(viewer))
    page = WaitingPage(
        rows=rows,
        scope=scope_of_rows(rows),
        rules=tuple(Choice(one.value, sentence(one.label(lang)), is_chosen=one is now) for one in TwoPersons),
        may_set=viewer.seat.is_administrator,
    )
    return render(request, "drafts/waiting.html", {"page": page})


@require_POST
@login_required
def ask(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    done = _told(request, lambda: ask_release(viewer, public_id, version=version_of(request.POST)))
    if done:
        messages.success(request, _("Your desk was told that it waits."))
    return HttpResponseRedirect(reverse("send_draft", args=[public_id]))


@require_POST
@login_required
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, reason = viewer_of(request), request.POST.get("reason", "")
    version = version_of(request.POST)
    if not _told(request, lambda: send_back_advisory(viewer, public_id, version=version, reason=reason)):
        return HttpResponseRedirect(reverse("send_draft", args=[public_id]))
    messages.success(request, _("It went back to its writers."))
    return HttpResponseRedirect(reverse("waiting"))


@require_POST
@login_required
def set_rule(request: HttpRequest) -> HttpResponse:
    rule = request.POST.get("rule", "")
    if rule not in set(TwoPersons):
        raise NotFound
    set_two_persons(viewer_of(request), TwoPersons.of(rule))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("waiting"))


def _told(request: HttpRequest, deed: Callable[[], object]) -> bool:
    """What the room refuses is said on the page one comes back to."""
    try:
        with transaction.atomic():
            deed()
    except NotFound:
        raise
    except Refusal as refusal:
        if refusal.status not in OPEN_QUESTIONS:
            raise
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        words = [word for each in refusal.field_messages(language()).values() for word in each]
        messages.error(request, " ".join(words) or refusal.message(language()))
        return False
    return True


urlpatterns = [
    path("advisories/waiting/", waiting_list, name="waiting"),
    path("advisories/two-persons/", set_rule, name="two_persons"),
    path("drafts/<uuid:public_id>/release/ask/", ask, name="ask_release"),
    path("drafts/<uuid:public_id>/release/return/", send_back, name="send_back_advisory"),
]
