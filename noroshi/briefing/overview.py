"""For CISO and executives in normal times: what is open, and the own past by quarter (C-181, C-183). Nobody is ranked against anybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from noroshi.advisories.in_house import open_in_house
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.response.queries import Figures, OrderLine, Wanted, figures, orders_readable_by
from noroshi.response.states import OPEN

LOOKED_BACK: Final = timedelta(days=730)
A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Quarter:
    """`reports` that the own house has made, first editions only."""

    begins: date
    reports: int


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
    own = Edition.objects.filter(
        originator_organization=viewer.organization_id,
        kind=EditionKind.REPORT,
        number=1,
        is_derived=False,
        is_recalled=False,
        sealed_at__gte=timezone.now() - LOOKED_BACK,
    )
    rows = readable_by(viewer, own).annotate(quarter=TruncQuarter("sealed_at")).values("quarter")
    told = rows.annotate(reports=Count("pk")).order_by("-quarter").values_list("quarter", "reports")
    return tuple(Quarter(timezone.localdate(begins), reports) for begins, reports in told)
