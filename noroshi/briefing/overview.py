"""For CISO and executives in normal times: what is open, and the own past by quarter (C-181, C-183). Nobody is ranked against anybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.utils import timezone

from noroshi.advisories.queries import to_acknowledge
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import Line
from noroshi.response.queries import OrderLine, Wanted, orders_readable_by
from noroshi.response.states import OPEN

LOOKED_BACK: Final = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Quarter:
    """`reports` that the own house has made, first editions only."""

    begins: date
    reports: int


@dataclass(frozen=True, slots=True)
class Overview:
    advisories: tuple[Line, ...]
    orders: tuple[OrderLine, ...]
    quarters: tuple[Quarter, ...]


def overview(viewer: Viewer) -> Overview:
    """As far as this person reads it."""
    orders = orders_readable_by(viewer, Wanted(states=list(OPEN)))
    return Overview(tuple(to_acknowledge(viewer)), tuple(orders), _quarters(viewer))


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
