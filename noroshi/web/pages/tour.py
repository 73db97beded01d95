"""Five minutes through the relay: where to sign in, what to look at. The demo's own names stand there only in the demo."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe


@dataclass(frozen=True, slots=True)
class Stop:
    """`login` is the demo's account for this part."""

    part: str | Promise
    login: str
    look: str | Promise
    deed: str | Promise


STOPS: Final = (
    Stop(
        _("CSIRT of an electric power company"),
        "saeki@shiomi",
        _("Home says first what is due, then what is new, then where your own reports are, station by station."),
        _(
            "Write a report: the starred items are enough. Choose the way and the color, look at who will read it, send."
        ),
    ),
    Stop(
        _("CEPTOAR secretariat of the sector"),
        "miwa@electricity_ceptoar",
        _("A report that came by the anonymous way waits here. Original and outgoing edition stand side by side."),
        _("Take the name out and pass it on. Who it was stays at this desk."),
    ),
    Stop(
        _("Liaison at the ministry"),
        "hirasawa-k@meti",
        _("The report waits under Needs you now. Blank items are named in one line; estimates are marked as such."),
        _("Pass it on as it is, or finish it as the ministry’s own edition and look at what differs."),
    ),
    Stop(
        _("The center"),
        "makino@nisc",
        _("It was numbered when it arrived, and everybody on its way saw the number at once."),
        _(
            "Write an advisory from it: no source is named, and it goes no further than its reports allow. "
            "A second person of the desk issues it: saotome@nisc."
        ),
    ),
    Stop(
        _("Liaison at the ministry, again"),
        "hirasawa-k@meti",
        _("The advisory waits to be passed down."),
        _("Pass it down to the CEPTOAR and to operators in none; see who has answered."),
    ),
    Stop(
        _("CSIRT of an electric power company, again"),
        "saeki@shiomi",
        _("From the second edition on you see first what changed since the one that you read."),
        _("Answer at the foot of the page: it has come here, it has not, you do not know. It may be changed later."),
    ),
    Stop(
        _("CSIRT of a bank"),
        "kanbara@aoshio",
        _("Another sector: no title, no number, no gap. The same address is not found."),
        _("Ask under Who may see what, why."),
    ),
)


@dataclass(frozen=True, slots=True)
class TourPage:
    stops: tuple[Stop, ...]
    is_demo: bool


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Open to all: it tells of parts, and of nobody's information."""
    known = _logins() if settings.DEMO else frozenset()
    stops = tuple(stop if stop.login in known else replace(stop, login="") for stop in STOPS)
    return render(request, "tour/tour.html", {"page": TourPage(stops, settings.DEMO)})


def _logins() -> frozenset[str]:
    """As `make demo` wrote them down."""
    kept = Path(settings.DATA) / "accounts.json"
    if not kept.exists():
        return frozenset()
    found = json.loads(kept.read_text(encoding="utf-8"))
    accounts = found["accounts"] if isinstance(found, dict) else found
    return frozenset(str(account.get("login", "")) for account in accounts)


urlpatterns = [path("tour/", tour, name="tour")]
