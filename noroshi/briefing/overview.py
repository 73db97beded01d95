"""For CISO and executives in normal times: what is open, and the own past by quarter (C-181, C-183). Nobody is ranked against anybody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from django.utils import timezone

from noroshi.advisories.in_house import open_in_house
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.reports.promptness import FirstReport, first_reports
from noroshi.response.queries import Figures, OrderLine, Wanted, figures, orders_readable_by
from noroshi.response.standing import Kept, kept_times
from noroshi.response.states import OPEN

LOOKED_BACK: Final = timedelta(days=730)
A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Quarter:
    """`reports` that the own house has made, first editions only; `to_report` is the median from detection to them, where it is told.

    `orders_due` had their time in this quarter.
    """

    begins: date
    reports: int
    to_report: timedelta | None = None
    orders_due: int = 0
    orders_in_time: int = 0


@dataclass(frozen=True, slots=True)
class OpenAdvisories:
    """One page of them, the newest first; `all` counts every one. Pages count from 1."""

    lines: tuple[Line, ...]
    all: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.all // A_PAGE))


@dataclass(frozen=True, slots=True)
class Overview:
    """`orders` are those that are due next; `counted` is over all that this person reads."""

    advisories: OpenAdvisories
    orders: tuple[OrderLine, ...]
    counted: Figures
    quarters: tuple[Quarter, ...]


def overview(viewer: Viewer, page: int = 1) -> Overview:
    """Of the whole house, as far as this person reads it."""
    orders = orders_readable_by(viewer, Wanted(states=list(OPEN), most=A_PAGE))
    return Overview(_advisories(viewer, page), tuple(orders), figures(viewer), _quarters(viewer))


def _advisories(viewer: Viewer, page: int) -> OpenAdvisories:
    ids = open_in_house(viewer)
    last = max(1, -(-len(ids) // A_PAGE))
    shown = min(max(page, 1), last)
    chosen = ids[(shown - 1) * A_PAGE : shown * A_PAGE]
    lines = lines_readable_by(viewer, chosen) if chosen else {}
    return OpenAdvisories(tuple(lines[one] for one in chosen if one in lines), len(ids), shown)


def _quarters(viewer: Viewer) -> tuple[Quarter, ...]:
    since = timezone.now() - LOOKED_BACK
    reports, orders = defaultdict(list), defaultdict(list)
    for report in first_reports(viewer, since):
        reports[_begins(report.sealed_at)].append(report)
    for order in kept_times(viewer, since):
        orders[_begins(order.due_at)].append(order)
    latest = sorted(reports.keys() | orders.keys(), reverse=True)
    return tuple(_quarter(begins, reports[begins], orders[begins]) for begins in latest)


def _quarter(begins: date, reports: Sequence[FirstReport], orders: Sequence[Kept]) -> Quarter:
    took = [one.took.total_seconds() for one in reports if one.took is not None]
    return Quarter(
        begins,
        reports=len(reports),
        to_report=timedelta(seconds=median(took)) if took else None,
        orders_due=len(orders),
        orders_in_time=sum(one.is_in_time for one in orders),
    )


def _begins(at: datetime) -> date:
    day = timezone.localdate(at)
    return day.replace(month=day.month - (day.month - 1) % 3, day=1)
