"""How many orders were open at the end of each day: a burn-down, reckoned from the steps and nothing kept beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.response.models import Step
from noroshi.response.queries import Wanted, narrowed
from noroshi.response.states import OPEN
from noroshi.vocabulary import OrderState

MOST_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class BurnDay:
    day: date
    open: int
    finished: int


def burn_down(viewer: Viewer, wanted: Wanted | None = None, days: int = MOST_DAYS) -> tuple[BurnDay, ...]:
    """From the first order, at most so many days back, to now."""
    orders = list(narrowed(viewer, wanted or Wanted()).values_list("pk", flat=True))
    steps = readable_by(viewer, Step.objects.filter(order__in=orders)).order_by("at", "pk")
    told = [(order, at, OrderState.of(state)) for order, at, state in steps.values_list("order", "at", "state")]
    if not told:
        return ()
    today = timezone.localdate()
    first = max(timezone.localdate(told[0][1]), today - timedelta(days=days - 1))
    return tuple(_day(told, first + timedelta(days=n)) for n in range((today - first).days + 1))


def _day(told: Iterable[tuple[int, datetime, OrderState]], day: date) -> BurnDay:
    latest = {order: state for order, at, state in told if timezone.localdate(at) <= day}
    standing = [state for state in latest.values() if state is not OrderState.WITHDRAWN]
    is_open = [state in OPEN for state in standing]
    return BurnDay(day, sum(is_open), len(is_open) - sum(is_open))
