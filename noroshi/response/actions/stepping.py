"""Writing the next step: the one way in which an order's standing changes. Two at once: the second is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.response.errors import OrderMoved
from noroshi.response.models import Order, Step
from noroshi.vocabulary import NoticeKind, OrderState, Urgency


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds from this step on."""

    state: OrderState
    desk: int
    person: int | None = None
    text: str = ""
    files: tuple[UUID, ...] = ()
    takes_back: int | None = None


def step(viewer: Viewer, order: Order, number: int, now: Standing) -> Step:
    try:
        with transaction.atomic():
            return Step.objects.create(
                audience_id=order.audience_id,
                order=order,
                number=number,
                state=now.state.value,
                desk_id=now.desk,
                person_id=now.person,
                by_desk_id=viewer.desk_id,
                by_id=viewer.seat.person_id,
                at=timezone.now(),
                text=now.text,
                files=list(now.files),
                takes_back=now.takes_back,
            )
    except IntegrityError as mistake:
        if "one_step_a_number" in str(mistake):
            raise OrderMoved from None
        raise


def told(viewer: Viewer, deed: str, order: Order, **detail: Any) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(order.public_id, viewer.organization_id)], detail=detail)


def tell(viewer: Viewer, desks: Iterable[int], kind: NoticeKind, order: Order) -> None:
    """Whoever did it knows."""
    others = {*desks} - {viewer.desk_id}
    urgency = Urgency.EMERGENCY if order.importance == "warning" else Urgency.ROUTINE
    if others:
        notify(viewer, others, kind, urgency=urgency, link=f"/orders/{order.public_id}/")
