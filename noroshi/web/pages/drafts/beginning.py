"""Beginning: a report by one of the ways that this desk has, an advisory, the next edition of one's own."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.advisories import actions as advisories
from noroshi.advisories.actions.begin import must_be_center
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_kinds
from noroshi.drafting.queries import DraftShown, drafts
from noroshi.editions.queries import edition_readable_by, lines_readable_by
from noroshi.reports import actions as reports
from noroshi.reports.ways import consulting_ways, ways
from noroshi.sheets.actions import begin_next_sheet
from noroshi.sheets.sharers import may_share_sheets
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import EventKind
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.listing import DraftRow, row_of
from noroshi.web.pages.items.lines import LineShown, lines_shown

MOST_SOURCES = 20


@dataclass(frozen=True, slots=True)
class BeginPage:
    crumbs: tuple[Crumb, ...]
    ways: tuple[Choice, ...]
    consulting: tuple[Choice, ...]
    near_miss: str
    may_share_sheets: bool
    open_drafts: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class BeginAdvisoryPage:
    crumbs: tuple[Crumb, ...]
    sources: tuple[LineShown, ...]
    ids: tuple[UUID, ...]
    open_drafts: tuple[DraftRow, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin_report(request: HttpRequest) -> HttpResponse:
    """Where there is only one way, a press on any "report" button begins at once."""
    viewer = viewer_of(request)
    offered, wanted = ways(viewer), request.POST.get("way", "")
    if wanted == EventKind.NEAR_MISS:
        return opened(reports.begin_report(viewer, typed={"event_kind": EventKind.NEAR_MISS.value}))
    if request.method == "POST" and (wanted or len(offered) == 1):
        return opened(reports.begin_report(viewer, wanted))
    page = BeginPage(
        crumbs=_crumbs(_("New report")),
        ways=tuple(
            Choice(way.id, way.label(language()), way.when(language()), is_chosen=number == 0)
            for number, way in enumerate(offered)
        ),
        consulting=tuple(
            Choice(way.id, way.label(language()), way.when(language())) for way in consulting_ways(viewer)
        ),
        near_miss=EventKind.NEAR_MISS.value,
        may_share_sheets=may_share_sheets(own_kinds(viewer.seat)),
        open_drafts=still_open(viewer, "report"),
    )
    return render(request, "drafts/begin_report.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def begin_advisory(request: HttpRequest) -> HttpResponse:
    """`from` names the reports that it is made from; nothing of them is taken over by itself."""
    viewer = viewer_of(request)
    must_be_center(viewer)
    sources = _ids([*request.GET.getlist("from"), *request.POST.getlist("from")])
    if request.method == "POST":
        return opened(advisories.begin_advisory(viewer, sources))
    found = lines_readable_by(viewer, sources)
    if set(found) != set(sources):
        raise NotFound
    page = BeginAdvisoryPage(
        _crumbs(_("New advisory")), lines_shown(found.values()), sources, still_open(viewer, "advisory")
    )
    return render(request, "drafts/begin_advisory.html", {"page": page})


@require_POST
@login_required
def begin_follow_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    begins = {"advisory": advisories.begin_next_issue, "sheet": begin_next_sheet}
    begin = begins.get(edition_readable_by(viewer, public_id).kind, reports.begin_follow_up)
    return opened(begin(viewer, public_id))


def opened(draft: DraftShown) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("draft", args=[draft.public_id]))


def still_open(viewer: Viewer, kind: str) -> tuple[DraftRow, ...]:
    return tuple(row_of(line) for line in drafts(viewer, kinds=(kind,), limit=5))


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return Crumb(_("Drafts"), reverse("drafts")), Crumb(here, "")


def _ids(texts: list[str]) -> tuple[UUID, ...]:
    try:
        return tuple(dict.fromkeys(UUID(text) for text in texts[:MOST_SOURCES]))
    except ValueError:
        raise NotFound from None


urlpatterns = [
    path("reports/new/", begin_report, name="begin_report"),
    path("advisories/new/", begin_advisory, name="begin_advisory"),
    path("items/<uuid:public_id>/follow-up/", begin_follow_up, name="begin_follow_up"),
]
