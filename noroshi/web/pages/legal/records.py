"""Rules for records: periods by kind and color, the dry run, holds, and disposals that two persons decide."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import lines_readable_by
from noroshi.legal.actions import (
    confirm_disposal,
    propose_disposal,
    set_period,
    withdraw_disposal,
)
from noroshi.legal.actions.retain import kind_of, tlp_of
from noroshi.legal.needed import kept_by
from noroshi.legal.periods import PeriodShown, may_set, periods
from noroshi.legal.retention import (
    Count,
    DisposalShown,
    HoldShown,
    disposal,
    disposals,
    dry_run,
    holds,
    remnants,
)
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DisposalState, Tlp
from noroshi.vocabulary.errors import Malformed
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, sentence

SIGNS = {
    DisposalState.PROPOSED: "half",
    DisposalState.CONFIRMED: "late",
    DisposalState.DONE: "done",
    DisposalState.WITHDRAWN: "ended",
}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One kind, a cell for each color."""

    kind: str
    name: str
    cells: tuple[PeriodShown, ...]


@dataclass(frozen=True, slots=True)
class CountLine:
    kind: str
    tlp: Tlp
    number: int


@dataclass(frozen=True, slots=True)
class DisposalLine:
    disposal: DisposalShown
    sign: str
    state: str
    counts: tuple[CountLine, ...]


@dataclass(frozen=True, slots=True)
class HoldLine:
    hold: HoldShown
    title: str


@dataclass(frozen=True, slots=True)
class RecordsPage:
    crumbs: tuple[Crumb, ...]
    colors: tuple[Tlp, ...]
    periods: tuple[PeriodRow, ...]
    may_set: bool
    counts: tuple[CountLine, ...]
    total: int
    held: int
    matters: int
    waits: bool
    disposals: tuple[DisposalLine, ...]
    holds: tuple[HoldLine, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of one item."""

    public_id: UUID
    kind: str
    sealed_at: object
    sha256: str


@dataclass(frozen=True, slots=True)
class NeededLine:
    """What does not go yet, and what was made from it; `made_title` is empty where this desk does not hold that."""

    edition: UUID
    title: str
    made: UUID | None
    made_title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DisposalPage:
    crumbs: tuple[Crumb, ...]
    line: DisposalLine
    kept: tuple[Kept, ...]
    needed: tuple[NeededLine, ...]


@require_safe
@login_required
def records(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found, held, past = dry_run(viewer), holds(viewer), disposals(viewer)
    lines = lines_readable_by(viewer, [one.edition for one in held])
    page = RecordsPage(
        crumbs=(Crumb(_("Record"), reverse("ledger")), Crumb(_("Rules for records"), "")),
        colors=tuple(Tlp),
        periods=_rows(periods(viewer)),
        may_set=may_set(viewer),
        counts=_counts(found.counts),
        total=found.total,
        held=found.held,
        matters=len(found.due),
        waits=any(one.state is DisposalState.PROPOSED for one in past),
        disposals=tuple(map(_line, past)),
        holds=tuple(HoldLine(one, lines[one.edition].title) for one in held if one.edition in lines),
    )
    request.place = reverse("ledger")  # type: ignore[attr-defined]  # the tab that it belongs to
    return render(request, "legal/records.html", {"page": page})


@require_POST
@login_required
def change_period(request: HttpRequest) -> HttpResponse:
    try:
        days = int(request.POST.get("days", ""))
    except ValueError:
        raise Malformed from None
    kind, tlp = kind_of(request.POST.get("kind", "")), tlp_of(request.POST.get("tlp", ""))
    set_period(viewer_of(request), kind, tlp, days)
    messages.success(request, _("The period was changed. How it was before stays written down."))
    return HttpResponseRedirect(reverse("records"))


@require_POST
@login_required
def propose(request: HttpRequest) -> HttpResponse:
    row = propose_disposal(viewer_of(request))
    messages.success(request, _("Proposed. Another person of your desk confirms it; until then nothing goes."))
    return HttpResponseRedirect(reverse("disposal", args=[row.public_id]))


@require_safe
@login_required
def one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    line = _line(disposal(viewer, public_id))
    kept = tuple(
        Kept(row.edition_public_id, _kind(row.kind), row.sealed_at, row.seal["sha256"])
        for row in remnants(viewer, public_id)
    )
    crumbs = (
        Crumb(_("Record"), reverse("ledger")),
        Crumb(_("Rules for records"), reverse("records")),
        Crumb(_("Disposal"), ""),
    )
    request.place = reverse("ledger")  # type: ignore[attr-defined]  # the tab that it belongs to
    return render(
        request, "legal/disposal.html", {"page": DisposalPage(crumbs, line, kept, _needed(viewer, public_id))}
    )


@require_POST
@login_required
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    confirm_disposal(viewer_of(request), public_id)
    messages.success(request, _("Confirmed. The system erases it now; what is still needed stays."))
    return HttpResponseRedirect(reverse("disposal", args=[public_id]))


@require_POST
@login_required
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    withdraw_disposal(viewer_of(request), public_id)
    messages.success(request, _("Withdrawn. Nothing was erased."))
    return HttpResponseRedirect(reverse("records"))


def _needed(viewer: Viewer, public_id: UUID) -> tuple[NeededLine, ...]:
    found = kept_by(viewer, public_id)
    ids = {one for row in found for one in (row.edition, row.made) if one}
    titles = {one: line.title for one, line in lines_readable_by(viewer, list(ids)).items()} if ids else {}
    return tuple(
        NeededLine(row.edition, titles[row.edition], row.made, titles.get(row.made, "") if row.made else "", row.at)
        for row in found
        if row.edition in titles
    )


def _rows(found: list[PeriodShown]) -> tuple[PeriodRow, ...]:
    by_kind: dict[str, list[PeriodShown]] = defaultdict(list)
    for one in found:
        by_kind[one.kind].append(one)
    return tuple(PeriodRow(kind, _kind(kind), tuple(cells)) for kind, cells in by_kind.items())


def _counts(found: tuple[Count, ...]) -> tuple[CountLine, ...]:
    return tuple(CountLine(_kind(count.kind.value), count.tlp, count.number) for count in found)


def _line(one: DisposalShown) -> DisposalLine:
    return DisposalLine(one, SIGNS[one.state], sentence(one.state.label(language())), _counts(one.counts))


def _kind(kind: str) -> str:
    return {"report": _("Reports"), "advisory": _("Advisories")}.get(kind, _("Notices"))


urlpatterns = [
    path("records/", records, name="records"),
    path("records/periods/", change_period, name="change_period"),
    path("records/disposals/", propose, name="propose_disposal"),
    path("records/disposals/<uuid:public_id>/", one, name="disposal"),
    path("records/disposals/<uuid:public_id>/confirm/", confirm, name="confirm_disposal"),
    path("records/disposals/<uuid:public_id>/withdraw/", withdraw, name="withdraw_disposal"),
]
