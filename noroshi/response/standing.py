"""Orders of the house as they stand this moment, with nothing of their words: for rooms above that count them or choose among them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.response.models import Order, Step
from noroshi.response.queries import Wanted, narrowed
from noroshi.response.states import FINISHED, OPEN
from noroshi.vocabulary import OrderReach, OrderState


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
