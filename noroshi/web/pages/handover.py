"""What one shift leaves for the next, and who of the own desk is at an item or a draft just now."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.handover.actions import take_over, write_note
from noroshi.handover.queries import NoteShown, here, notes_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import AtWork
from noroshi.vocabulary.errors import ChangedMeanwhile, Refusal
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note in words. `waits`: nobody has taken it over yet; `may_take`: the reader could."""

    number: int
    text: str
    by: str
    at: datetime
    taken_by: str
    taken_at: datetime | None
    waits: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """`typed` is what the reader wrote while somebody else was quicker."""

    crumbs: tuple[Crumb, ...]
    now: NoteLine | None
    earlier: tuple[NoteLine, ...]
    typed: str
    was_late: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    name: str
    is_writing: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def handover(request: HttpRequest) -> HttpResponse:
    """The note and those before it; writing it again."""
    viewer = viewer_of(request)
    if request.method != "POST":
        return _shown(request, viewer)
    typed = request.POST.get("text", "")
    try:
        write_note(viewer, typed, number=_number(request))
    except ChangedMeanwhile:
        return _shown(request, viewer, typed=typed, was_late=True)
    messages.success(request, _("The hand-over note is kept."))
    return HttpResponseRedirect(reverse("home"))


@require_POST
@login_required
def taken_over(request: HttpRequest) -> HttpResponse:
    try:
        take_over(viewer_of(request), number=_number(request))
    except ChangedMeanwhile:
        messages.warning(request, _("The note was written again meanwhile. Read it as it is now."))
        return HttpResponseRedirect(reverse("handover"))
    except Refusal as refusal:
        messages.error(request, refusal.message(language()))
        return HttpResponseRedirect(reverse("handover"))
    messages.success(request, _("You have taken over."))
    return HttpResponseRedirect(reverse("home"))


@require_safe
@login_required
def who_is_here(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """For a page that stands open, put in its place; without a script nobody asks."""
    found = here(viewer_of(request), f"{kind}:{public_id}")
    shown = [Colleague(one.person.name(language()), one.doing is AtWork.WRITING) for one in found]
    return render(request, "handover/here.html", {"people": shown, "is_item": kind == "item"})


def note_line(one: NoteShown | None) -> NoteLine | None:
    return _line(one) if one else None


def _shown(request: HttpRequest, viewer: Viewer, *, typed: str = "", was_late: bool = False) -> HttpResponse:
    found = [_line(one) for one in notes_of(viewer)]
    page = HandoverPage(
        crumbs=(Crumb(_("Home"), reverse("home")),),
        now=found[0] if found else None,
        earlier=tuple(found[1:]),
        typed=typed if was_late else (found[0].text if found else ""),
        was_late=was_late,
    )
    return render(request, "handover/handover.html", {"page": page}, status=409 if was_late else 200)


def _line(one: NoteShown) -> NoteLine:
    return NoteLine(
        number=one.number,
        text=one.text,
        by=one.by.name(language()),
        at=one.at,
        taken_by=one.taken_by.name(language()) if one.taken_by else "",
        taken_at=one.taken_at,
        waits=one.waits,
        may_take=one.waits and not one.is_own,
    )


def _number(request: HttpRequest) -> int:
    given = request.POST.get("number", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


urlpatterns = [
    path("handover/", handover, name="handover"),
    path("handover/taken-over/", taken_over, name="handover_taken"),
    path("here/<str:kind>/<str:public_id>/", who_is_here, name="who_is_here"),
]
