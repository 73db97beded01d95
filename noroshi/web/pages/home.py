"""The home of a desk: what needs it now, what is new, and how far its own words have come. And the way to another desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import changes_shown_to, contacts, overdue_contacts, own_organization
from noroshi.directory.shown import ChangeShown, ContactShown
from noroshi.editions.queries import Wanted, editions_readable_by, receipts_readable_by
from noroshi.threshold.acting import DESK_IN_SESSION, Seats, viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Hop, Scope
from noroshi.web.pages.items.lines import LineShown, line_shown, lines_shown, strictest
from noroshi.web.pages.items.routes import route_of

NEW: Final = 10
OWN: Final = 5
AT_ONCE: Final = 4
DUE_SOON: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sent:
    """An item of this desk and the stations that it has passed."""

    line: LineShown
    route: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    now: datetime
    organization: str
    desk: str
    scope: Scope | None
    needed: int
    contacts: tuple[ContactShown, ...]
    overdue: tuple[ContactShown, ...]
    changes: tuple[ChangeShown, ...]
    new: tuple[LineShown, ...]
    sent: tuple[Sent, ...]


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    seats: Seats = request.seats  # type: ignore[attr-defined]  # set with the viewer
    new = lines_shown(editions_readable_by(viewer, Wanted(limit=NEW, is_foreign=True)))
    sent = _sent(viewer)
    due, overdue = _due(viewer), _overdue_elsewhere(viewer)
    changes = tuple(change for change in changes_shown_to(viewer.seat) if change.state == "asked")
    page = HomePage(
        now=timezone.now(),
        organization=seats.chosen.organization,
        desk=seats.chosen.desk,
        scope=scope_of((*new, *(each.line for each in sent))),
        needed=len(due) + len(overdue) + len(changes),
        contacts=due[:AT_ONCE],
        overdue=overdue[:AT_ONCE],
        changes=changes[:AT_ONCE],
        new=new,
        sent=sent,
    )
    return render(request, "home/home.html", {"page": page})


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


def scope_of(lines: tuple[LineShown, ...]) -> Scope | None:
    """The strictest color on the screen, for whoever shows the screen to others."""
    tlp = strictest(lines)
    return Scope(_("The narrowest range on this page. Look around before you show the screen."), tlp) if tlp else None


def _sent(viewer: Viewer) -> tuple[Sent, ...]:
    own = editions_readable_by(viewer, Wanted(limit=OWN, is_own=True))
    return tuple(Sent(line_shown(line), route_of(line, receipts_readable_by(viewer, line.public_id))) for line in own)


def _due(viewer: Viewer) -> tuple[ContactShown, ...]:
    """Contacts of the own organization that this person may confirm, soon due or late."""
    until = timezone.localdate() + DUE_SOON
    own = contacts(viewer.seat, own_organization(viewer.seat).id)
    mine = (contact for contact in own if contact.may_confirm)
    due = (contact for contact in mine if contact.due_date and contact.due_date <= until)
    return tuple(sorted(due, key=lambda contact: contact.due_date or until))


def _overdue_elsewhere(viewer: Viewer) -> tuple[ContactShown, ...]:
    return tuple(contact for contact in overdue_contacts(viewer.seat) if not contact.may_confirm)


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
