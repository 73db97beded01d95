"""Several reports of one event: linked, read together, split again; for the own desk only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from unicodedata import normalize
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, Wanted, edition_readable_by, editions_readable_by
from noroshi.matters import actions, queries
from noroshi.matters.beside import placed
from noroshi.matters.likely import likely
from noroshi.matters.merged import look_through, merged
from noroshi.matters.offered import suggested_beside
from noroshi.matters.queries import EventShown, Thread
from noroshi.matters.suggested import declined, suggested
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.event_beside import narrowest, placed_shown, thing_shown
from noroshi.web.pages.event_forecast import forecast_of, forecast_url
from noroshi.web.pages.event_picture import (
    ContradictionShown,
    Entry,
    contradictions_shown,
    timeline,
)
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of, scope_within
from noroshi.web.pages.items.passing import crumbs

MOST_TOLD: Final = 50
MOST_SOURCES: Final = 12
MOST_DOUBLES: Final = 6
"""A screen begins with the newest; the whole of a long event is one press further."""
LOOKED_THROUGH: Final = 200
OFFERED: Final = 20


class LinkForm(forms.Form):
    """Which other item, and why one thinks so."""

    other = forms.UUIDField(
        label=gettext_lazy("The other item"), error_messages={"required": gettext_lazy("Choose one of the items.")}
    )
    reason = forms.CharField(label=gettext_lazy("Why you think so"), required=False, max_length=400)


@dataclass(frozen=True, slots=True)
class LinkPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    find: str
    offered: tuple[tuple[UUID, LineShown], ...]
    scope: Scope | None
    chosen: str


@dataclass(frozen=True, slots=True)
class ThreadShown:
    id: UUID
    newest: LineShown
    editions: int
    reason: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DoubleNumber:
    """A number that was given to the same matter a second time, and that under which it goes on."""

    edition: UUID
    number: str
    instead: UUID
    instead_number: str


@dataclass(frozen=True, slots=True)
class EventPage:
    id: UUID
    title: str
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    threads: tuple[ThreadShown, ...]
    sources: int
    told: tuple[Entry, ...]
    lines: int
    contradictions: tuple[ContradictionShown, ...]
    new: int
    items: str
    forecast: str
    doubles: tuple[DoubleNumber, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Items that this desk reads, the newest first; `find` looks in numbers, titles and names."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id)
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = tried(request, form, lambda: actions.link(viewer, public_id, given["other"], reason=given["reason"]))
        if made is not None:
            messages.success(request, _("Both are read together now. Nothing of either has changed."))
            return HttpResponseRedirect(reverse("event", args=[made.public_id]))
    find = request.GET.get("find", "")[:100]
    offered = _offered(viewer, reading, find)
    line = line_shown(reading)
    shown = tuple((one.public_id, line_shown(one)) for one in offered)
    page = LinkPage(
        line,
        crumbs(line, _("Same event as…")),
        find,
        shown,
        scope_of([line, *(one for _id, one in shown)]),
        request.POST.get("other", ""),
    )
    return render(request, "matters/link.html", {"page": page, "form": form}, status=status_of(request, form))


@require_safe
@login_required
def event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    with asked_once():
        page = _event_page(request, viewer_of(request), public_id)
        request.place = page.crumbs[0].url  # type: ignore[attr-defined]  # the tab that it belongs to
        return render(request, "matters/event.html", {"page": page})


def _event_page(request: HttpRequest, viewer: Viewer, public_id: UUID) -> EventPage:
    picture = merged(viewer, public_id)
    found = picture.event
    is_whole = "all" in request.GET
    return EventPage(
        found.public_id,
        line_shown(found.statements[0]).title,
        (Crumb(_("Shared items"), reverse("items")), Crumb(_("Event"), "")),
        scope_within([*(one.tlp for one in found.statements), *narrowest(picture.beside)]),
        tuple(_thread(one) for one in found.threads[: None if is_whole else MOST_SOURCES]),
        len(found.threads),
        timeline(picture, viewer.desk_id, None if is_whole else MOST_TOLD),
        len(picture.told) + len(picture.beside),
        contradictions_shown(picture.contradictions, None if is_whole else MOST_SOURCES),
        len(picture.new) + len(picture.new_beside),
        "&".join(f"item={one.newest.public_id}" for one in found.threads),
        forecast_url(picture),
        tuple(_double(*pair) for pair in queries.double_numbers(viewer, found)[: None if is_whole else MOST_DOUBLES]),
    )


@require_POST
@login_required
def looked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What comes from now on is new."""
    look_through(viewer_of(request), public_id)
    return HttpResponseRedirect(reverse("event", args=[public_id]))


@require_POST
@login_required
def decline_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A suggestion that is wrong: with the reason, and for good."""
    viewer = viewer_of(request)
    other = _named(request, "other")
    actions.decline(viewer, public_id, other, reason=request.POST.get("reason", ""))
    messages.success(request, _("Kept. The two are not suggested to your desk again."))
    return HttpResponseRedirect(reverse("item", args=[public_id]))


@require_POST
@login_required
def withdraw_number(request: HttpRequest, public_id: UUID, edition: UUID) -> HttpResponse:
    """It cannot be undone: whoever holds the matter is told under which number it goes on."""
    viewer = viewer_of(request)
    number = actions.withdraw_number(viewer, public_id, edition, _named(request, "instead"))
    messages.success(
        request, _("Withdrawn. It goes on as %(number)s, and whoever holds it is told.") % {"number": number}
    )
    return HttpResponseRedirect(reverse("event", args=[public_id]))


def _named(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(str(request.POST.get(name, "")))
    except ValueError:
        raise NotFound from None


@require_POST
@login_required
def split(request: HttpRequest, public_id: UUID, edition: UUID) -> HttpResponse:
    """Undone by linking them again."""
    viewer = viewer_of(request)
    actions.split(viewer, public_id, edition, reason=request.POST.get("reason", ""))
    messages.success(request, _("It stands alone again."))
    return HttpResponseRedirect(reverse("item", args=[edition]))


@require_safe
@login_required
def item_event(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Beside an item, asked for by itself: what else this desk holds to be the same event."""
    viewer = viewer_of(request)
    found = queries.event_of(viewer, public_id)
    others = _others(found, public_id)
    is_part = bool(request.headers.get("HX-Request"))
    if not is_part:
        name = ("event", [found.public_id]) if found else ("link_item", [public_id])
        return HttpResponseRedirect(reverse(name[0], args=name[1]))
    line = edition_readable_by(viewer, public_id, answer="page")
    near = [(one.public_id, line_shown(one)) for one in likely(viewer, public_id)]
    alike = [(one.line.public_id, line_shown(one.line)) for one in suggested(viewer, public_id)]
    known = {one for one, _line in near}
    shown = {
        "public_id": public_id,
        "event": found,
        "others": others,
        "likely": near,
        "alike": [pair for pair in alike if pair[0] not in known],
        "beside": placed_shown(one for one in placed(viewer, [line]) if one.put),
        "fitting": [thing_shown(one) for one in suggested_beside(viewer, public_id)],
        "forecast": forecast_of(line),
        "declined": [(one.reason, one.by.name(language())) for one in declined(viewer, public_id)],
    }
    return render(request, "matters/of_item.html", shown)


def _others(found: EventShown | None, public_id: UUID) -> tuple[LineShown, ...]:
    threads = found.threads if found else ()
    return tuple(line_shown(one.newest) for one in threads if public_id not in {line.public_id for line in one.lines})


def _double(line: Line, instead: Line) -> DoubleNumber:
    return DoubleNumber(line.public_id, line.reference_number, instead.public_id, instead.reference_number)


def _thread(one: Thread) -> ThreadShown:
    by = one.by.name(language()) if one.by else ""
    return ThreadShown(one.newest.public_id, line_shown(one.newest), len(one.lines), one.reason, by, one.at)


def _offered(viewer: Viewer, about: Line, find: str) -> list[Line]:
    """One line a matter, its newest."""
    wanted = Wanted(kinds=("report", "advisory", "sheet"), limit=LOOKED_THROUGH)
    newest: dict[UUID, Line] = {}
    for line in editions_readable_by(viewer, wanted):
        if line.matter != about.matter and not line.is_recalled and _is_meant(line, _plain(find)):
            newest.setdefault(line.matter, line)
    return list(newest.values())[:OFFERED]


def _is_meant(line: Line, find: str) -> bool:
    home = line.originator.organization
    return not find or any(
        find in _plain(text) for text in (line.reference_number, line.title, home.name_ja, home.name_en)
    )


def _plain(text: str) -> str:
    """Half and full width, small and capital letters are one."""
    return normalize("NFKC", text).casefold().strip()


urlpatterns = [
    path("items/<uuid:public_id>/link/", link, name="link_item"),
    path("items/<uuid:public_id>/event/", item_event, name="item_event"),
    path("items/<uuid:public_id>/event/decline/", decline_link, name="decline_link"),
    path("events/<uuid:public_id>/", event, name="event"),
    path("events/<uuid:public_id>/looked/", looked, name="event_looked"),
    path("events/<uuid:public_id>/number/<uuid:edition>/", withdraw_number, name="withdraw_number"),
    path("events/<uuid:public_id>/split/<uuid:edition>/", split, name="split_event"),
]
