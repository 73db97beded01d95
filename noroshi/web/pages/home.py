"""The home of a desk: what needs it now, what is new, and how far its own words have come. And the way to another desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.advisories.at_home import read_at_once
from noroshi.advisories.here import here
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_kinds
from noroshi.editions.queries import Line, Wanted, editions_readable_by
from noroshi.handover.queries import note_of
from noroshi.reports.queries import Parcel, parcels
from noroshi.threshold.acting import DESK_IN_SESSION, Seats, viewer_of
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Hop, Scope
from noroshi.web.pages.handover import NoteLine, note_line
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.listing import RowShown
from noroshi.web.pages.items.offered import address
from noroshi.web.pages.items.parcels import parcel_route
from noroshi.web.pages.items.states import state_of
from noroshi.web.pages.needing import Need, needs

OTHERS: Final = Wanted(limit=10, is_foreign=True)
OURS: Final = Wanted(limit=4, is_own=True)
AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """An item of this desk and the stations that it has passed."""

    line: LineShown
    number: str
    route: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """`needed` counts everything that waits; `needs` are the first of it, or all when they were asked for."""

    now: datetime
    organization: str
    desk: str
    scope: Scope | None
    writes: str
    write_url: str
    needed: int
    needs: tuple[Need, ...]
    has_more: bool
    new: tuple[RowShown, ...]
    sent: tuple[Sent, ...]
    note: NoteLine | None


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    with asked_once():
        page = _page(request, viewer_of(request))
    return render(request, "home/home.html", {"page": page})


def _page(request: HttpRequest, viewer: Viewer) -> HomePage:
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    kinds = own_kinds(viewer.seat)
    read_at_once(viewer, [OTHERS, OURS])
    found = editions_readable_by(viewer, OTHERS)
    states = here(viewer, found)
    new = tuple(RowShown(line_shown(line), state_of(line, states[line.public_id])) for line in found)
    sent, waiting = _sent(viewer), needs(viewer, kinds, found, states)
    shown = tuple(due.shown() for due in (waiting if "all" in request.GET else waiting[:AT_ONCE]))
    writes, write_url = _writes(kinds)
    lines = (*(each.line for each in new), *(each.line for each in sent), *(each.line for each in shown if each.line))
    return HomePage(
        now=timezone.now(),
        organization=seats.chosen.organization,
        desk=seats.chosen.desk,
        scope=scope_of(lines),
        writes=writes,
        write_url=write_url,
        needed=len(waiting),
        needs=shown,
        has_more=len(waiting) > len(shown),
        new=new,
        sent=sent,
        note=note_line(note_of(viewer)),
    )


def _writes(kinds: frozenset[OrganizationKind]) -> tuple[str, str]:
    """What a desk of this house writes first: the center advisories, everybody else reports."""
    if OrganizationKind.CENTER in kinds:
        return _("Write an advisory"), address("begin_advisory")
    return _("Write a report"), address("begin_report")


@require_POST
@login_required
def switch_desk(request: HttpRequest) -> HttpResponseRedirect:
    """Only to a desk where the person sits; another one does not exist."""
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    wanted = request.POST.get("desk", "")
    choice = next((choice for choice in seats.choices if str(choice.desk_public_id) == wanted), None)
    if choice is None:
        raise NotFound
    request.session[DESK_IN_SESSION] = wanted
    messages.success(
        request,
        _("You now act for %(organization)s %(desk)s.") % {"organization": choice.organization, "desk": choice.desk},
    )
    return HttpResponseRedirect(_way_back(request))


def _sent(viewer: Viewer) -> tuple[Sent, ...]:
    own = editions_readable_by(viewer, OURS)
    found = parcels(viewer, [line.public_id for line in own])
    return tuple(_sent_line(line, found[line.public_id]) for line in own if line.public_id in found)


def _sent_line(line: Line, parcel: Parcel) -> Sent:
    return Sent(line_shown(line), parcel.reference_number, parcel_route(line, parcel))


def _way_back(request: HttpRequest) -> str:
    """Local addresses only; the page of an item may not exist for the other desk, so lists are safer."""
    wanted = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"


urlpatterns = [
    path("", home, name="home"),
    path("desk/switch/", switch_desk, name="switch_desk"),
]
