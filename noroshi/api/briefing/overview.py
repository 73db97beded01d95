"""What is open in my whole organization, and its own past by quarter; nobody is ranked against anybody."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.briefing.room import room
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.response.shown import OrderFigures, OrderInList, figures_read, in_list
from noroshi.briefing.overview import OpenAdvisories, Quarter, overview
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of


class OpenAsked(Schema):
    """`page` counts from 1 and is one of `advisories`; beyond the last it is the last."""

    page: Annotated[int, Field(ge=1, le=99999)] = 1


class AdvisoriesOpen(Schema):
    """Advisories that no desk of my organization has answered, as far as I read them; the newest first. `all` counts every page's."""

    items: list[EditionLine]
    all: int
    page: int
    pages: int


class QuarterRead(Schema):
    """`seconds_to_report` is the median from detection to the first report, of those that tell an hour."""

    begins: date
    reports: int
    seconds_to_report: int | None
    orders_due: int
    orders_in_time: int


class OverviewRead(Schema):
    """`orders` are those that are due next; `figures` counts all that I read."""

    advisories: AdvisoriesOpen
    orders: list[OrderInList]
    figures: OrderFigures
    quarters: list[QuarterRead]


@room.get("/briefings/overview", Scope.EDITIONS_READ, OverviewRead)
def what_is_open(request: HttpRequest, asked: Query[OpenAsked]) -> OverviewRead:
    """Open advisories and orders of my organization, and its own past, as far as I may read."""
    found = overview(viewer_of(request), asked.page)
    return OverviewRead(
        advisories=_advisories(found.advisories),
        orders=[in_list(one) for one in found.orders],
        figures=figures_read(found.counted),
        quarters=[_quarter(one) for one in found.quarters],
    )


def _advisories(found: OpenAdvisories) -> AdvisoriesOpen:
    return AdvisoriesOpen(items=[line(one) for one in found.lines], all=found.all, page=found.page, pages=found.pages)


def _quarter(one: Quarter) -> QuarterRead:
    return QuarterRead(
        begins=one.begins,
        reports=one.reports,
        seconds_to_report=int(one.to_report.total_seconds()) if one.to_report is not None else None,
        orders_due=one.orders_due,
        orders_in_time=one.orders_in_time,
    )
