"""For a duty officer at night: whom to ring now, under which number, who next; what came of each call; over when they answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.advisories.actions import begin_calls, end_calls, note_call, remind
from noroshi.advisories.calling import House, call_list
from noroshi.advisories.ringing import Contact
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import CallOutcome
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import LineShown, line_shown

SIGNS = {CallOutcome.REACHED: "done", CallOutcome.NO_ANSWER: "silent", CallOutcome.WRONG_NUMBER: "failed"}


@dataclass(frozen=True, slots=True)
class CallMade:
    name: str
    sign: str
    words: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HouseShown:
    """`dial` is the number as a telephone takes it."""

    name: str
    desk: str
    contact: Contact | None
    dial: str
    part: str
    then: tuple[str, ...]
    not_before: datetime | None
    was_reached: bool
    calls: tuple[CallMade, ...]


@dataclass(frozen=True, slots=True)
class CallPage:
    public_id: UUID
    crumbs: tuple[Crumb, ...]
    line: LineShown
    first: HouseShown | None
    rest: tuple[HouseShown, ...]
    begins_at: datetime
    ended_at: datetime | None
    made: int
    outcomes: tuple[tuple[str, str], ...]
    board_url: str


@require_safe
@login_required
def calls(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = call_list(viewer_of(request), public_id)
    houses = tuple(_house(one) for one in found.houses)
    line = line_shown(found.line)
    is_now = bool(houses and houses[0].contact)
    page = CallPage(
        public_id=found.public_id,
        crumbs=(Crumb(_("Notices"), reverse("notices")), Crumb(line.title, line.url), Crumb(_("Calls"), "")),
        line=line,
        first=houses[0] if is_now else None,
        rest=houses[1:] if is_now else houses,
        begins_at=found.begins_at,
        ended_at=found.ended_at,
        made=found.made,
        outcomes=tuple((one.value, sentence(one.label(language()))) for one in CallOutcome),
        board_url=reverse("answers", args=[found.line.public_id]),
    )
    return render(request, "notices/calls.html", {"page": page})


@require_POST
@login_required
def begin(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    form = _empty()
    row = tried(request, form, lambda: begin_calls(viewer_of(request), public_id))
    if row is None:
        return _back_to_board(request, form, public_id)
    return HttpResponseRedirect(reverse("call_list", args=[row.public_id]))


@require_POST
@login_required
def note(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    form = _empty()
    given = request.POST.get("outcome", "")
    whom, words = request.POST.get("whom", ""), request.POST.get("note", "")
    if given in {one.value for one in CallOutcome}:
        outcome = CallOutcome.of(given)
        tried(request, form, lambda: note_call(viewer_of(request), public_id, whom, outcome, words))
        _tell(request, form)
    return HttpResponseRedirect(reverse("call_list", args=[public_id]))


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    end_calls(viewer_of(request), public_id)
    messages.success(request, _("Ringing has ended."))
    return HttpResponseRedirect(reverse("notices"))


@require_POST
@login_required
def remind_silent(request: HttpRequest, public_id: UUID) -> HttpResponseRedirect:
    form = _empty()
    told = tried(request, form, lambda: remind(viewer_of(request), public_id))
    if told is None:
        return _back_to_board(request, form, public_id)
    messages.success(request, _("Reminded; only those who have not answered were told."))
    return HttpResponseRedirect(reverse("answers", args=[public_id]))


def _empty() -> forms.Form:
    form = forms.Form({})
    form.is_valid()
    return form


def _tell(request: HttpRequest, form: forms.Form) -> None:
    for each in form.non_field_errors():
        messages.error(request, str(each))


def _back_to_board(request: HttpRequest, form: forms.Form, public_id: UUID) -> HttpResponseRedirect:
    _tell(request, form)
    return HttpResponseRedirect(reverse("answers", args=[public_id]))


def _house(one: House) -> HouseShown:
    lang, now = language(), one.turn.now
    return HouseShown(
        name=one.organization.name(lang),
        desk=one.desk.name(lang),
        contact=now,
        dial="".join(sign for sign in now.number.split("内線")[0] if sign.isdigit() or sign == "+") if now else "",
        part=_part(now) if now else "",
        then=tuple(f"{each.name} {each.number}" for each in one.turn.then[:3]),
        not_before=one.turn.not_before,
        was_reached=one.turn.was_reached,
        calls=tuple(
            CallMade(each.name, SIGNS[each.outcome], sentence(each.outcome.label(lang)), each.note, each.at)
            for each in reversed(one.calls)
        ),
    )


def _part(one: Contact) -> str:
    return _("Point of contact") if one.is_poc else _("Deputy") if one.is_deputy else _("The desk's own number")


urlpatterns = [
    path("calls/<uuid:public_id>/", calls, name="call_list"),
    path("calls/<uuid:public_id>/note/", note, name="note_call"),
    path("calls/<uuid:public_id>/end/", end, name="end_calls"),
    path("items/<uuid:public_id>/calls/", begin, name="begin_calls"),
    path("items/<uuid:public_id>/remind/", remind_silent, name="remind"),
]
