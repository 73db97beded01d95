"""The list of pages with what is open in the whole house, and its own past."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.briefing.overview import OpenAdvisories, Overview, Quarter, overview
from noroshi.briefing.queries import briefings_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb, Pager
from noroshi.web.pages.briefing.words import crumbs_to
from noroshi.web.pages.items.lines import LineShown, lines_shown
from noroshi.web.pages.needing import span
from noroshi.web.pages.response.words import RowShown, rows_shown


@dataclass(frozen=True, slots=True)
class QuarterShown:
    """`to_report` and `orders` are empty where there is nothing to say."""

    name: str
    reports: int
    to_report: str
    orders: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    crumbs: tuple[Crumb, ...]
    briefings: tuple[Any, ...]
    advisories: tuple[LineShown, ...]
    advisories_open: int
    pager: Pager
    orders: tuple[RowShown, ...]
    orders_open: int
    orders_late: int
    quarters: tuple[QuarterShown, ...]


@require_safe
@login_required
def briefings(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = request.GET.get("page", "")
    found: Overview = overview(viewer, int(asked) if asked.isdecimal() and len(asked) < 6 else 1)
    page = OverviewPage(
        crumbs_to(),
        tuple(briefings_readable_by(viewer)),
        lines_shown(found.advisories.lines),
        found.advisories.all,
        _pager(found.advisories),
        rows_shown(found.orders),
        found.counted.open,
        found.counted.late,
        tuple(_quarter_shown(one) for one in found.quarters),
    )
    return render(request, "briefing/list.html", {"page": page})


def _pager(found: OpenAdvisories) -> Pager:
    here = reverse("briefings")
    before = f"{here}?page={found.page - 1}#advisories" if found.page > 1 else ""
    after = f"{here}?page={found.page + 1}#advisories" if found.page < found.pages else ""
    return Pager(newer_url=before, older_url=after)


def _quarter_shown(one: Quarter) -> QuarterShown:
    words = {"kept": one.orders_in_time, "due": one.orders_due}
    return QuarterShown(
        _quarter(one.begins),
        one.reports,
        span(one.to_report) if one.to_report is not None else "",
        _("%(kept)d of %(due)d") % words if one.orders_due else "",
    )


def _quarter(begins: date) -> str:
    return _("Quarter %(quarter)d of %(year)d") % {"quarter": (begins.month + 2) // 3, "year": begins.year}


urlpatterns = [path("briefings/", briefings, name="briefings")]
