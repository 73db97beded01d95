"""Orders of the house as they stand this moment, with nothing of their words: for rooms above that count them or choose among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.response.models import Order, Step
from noroshi.response.queries import Wanted, narrowed
from noroshi.response.states import FINISHED, OPEN
from noroshi.vocabulary import OrderReach, OrderState

ANSWERED_FOR_GOOD: Final = FINISHED - {OrderState.CONFIRMED}
"""What the field says. That it was looked at comes later, and takes none of its time."""


@dataclass(frozen=True, slots=True)
class Stand:
    order: UUID
    state: OrderState
    is_late: bool


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """Of an order that its viewer may read: how far it is told in the house, and which systems it concerns."""

    reach: OrderReach
    assets: tuple[UUID, ...]


def stands(viewer: Viewer, finished_since: datetime) -> tuple[Stand, ...]:
    """What is open, and what was finished since then."""
    now = timezone.now()
    wanted = Q(now_state__in=_values(OPEN)) | Q(now_state__in=_values(FINISHED), now_at__gte=finished_since)
    rows = _moved(viewer).filter(wanted).order_by("pk").values_list("public_id", "now_state", "due_at")
    return tuple(_stand(order, OrderState.of(state), due_at, now) for order, state, due_at in rows)


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether an order whose time has come was done by then: against the time that it was given last."""

    due_at: datetime
    is_in_time: bool


def kept_times(viewer: Viewer, since: datetime) -> list[Kept]:
    """Of orders due since then; what was withdrawn is none, and what is still open was not in time."""
    answers = Step.objects.filter(order=OuterRef("pk"), state__in=_values(ANSWERED_FOR_GOOD)).order_by("-number")
    rows = narrowed(viewer, Wanted(states=[*OPEN, *FINISHED])).filter(due_at__gte=since, due_at__lt=timezone.now())
    told = rows.annotate(done_at=Subquery(answers.values("at")[:1])).values_list("due_at", "now_state", "done_at")
    return [
        Kept(due, OrderState.of(state) in FINISHED and done is not None and done <= due) for due, state, done in told
    ]


def finished_lately(viewer: Viewer, most: int) -> list[UUID]:
    """The latest first."""
    rows = _moved(viewer).filter(now_state__in=_values(FINISHED)).order_by("-now_at", "-pk")
    return list(rows.values_list("public_id", flat=True)[:most])


def known_orders(viewer: Viewer, orders: Collection[UUID]) -> dict[UUID, KnownOrder]:
    """Those among these that this viewer may read; the others are as if they were not."""
    rows = readable_by(viewer, Order.objects.filter(public_id__in=list(orders)))
    found = rows.values_list("public_id", "reach", "assets")
    return {order: KnownOrder(OrderReach.of(reach), tuple(assets)) for order, reach, assets in found}


def _moved(viewer: Viewer) -> QuerySet[Any]:
    """With the moment since when each stands so."""
    latest = Step.objects.filter(order=OuterRef("pk")).order_by("-number")
    rows: QuerySet[Any] = narrowed(viewer, Wanted()).annotate(now_at=Subquery(latest.values("at")[:1]))
    return rows


def _stand(order: UUID, state: OrderState, due_at: datetime, now: datetime) -> Stand:
    return Stand(order, state, state in OPEN and due_at < now)


def _values(states: Collection[OrderState]) -> list[str]:
    return [state.value for state in states]
