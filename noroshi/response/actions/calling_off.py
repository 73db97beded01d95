"""What orders rested on does not hold any more: those that nobody has begun end, the others hear it and stay with whoever has them."""

from collections.abc import Collection
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.response.actions.answering import answer
from noroshi.response.actions.stepping import Standing, step, tell, told
from noroshi.response.models import Order, Step
from noroshi.response.rows import latest_step
from noroshi.response.states import BEGUN, UNBEGUN
from noroshi.vocabulary import NoticeKind, OrderState


def call_off(viewer: Viewer, orders: Collection[UUID], why: str) -> list[UUID]:
    """By the desk that gave them; of others nothing is touched. Gives those that were withdrawn."""
    rows = readable_by(viewer, Order.objects.filter(public_id__in=list(orders), by_desk=viewer.desk_id)).order_by("pk")
    withdrawn = []
    for row in rows:
        latest = latest_step(viewer, row)
        if OrderState.of(latest.state) in UNBEGUN:
            answer(viewer, row.public_id, OrderState.WITHDRAWN, text=why, read_number=latest.number)
            withdrawn.append(row.public_id)
        elif OrderState.of(latest.state) in BEGUN:
            _say(viewer, row, latest, why)
    return withdrawn


def _say(viewer: Viewer, row: Order, latest: Step, why: str) -> None:
    """It stands where it stood: what is half done, its field department ends or undoes as is safe."""
    now = Standing(OrderState.of(latest.state), latest.desk_id, latest.person_id, why)
    step(viewer, row, latest.number + 1, now)
    told(viewer, "call_off_order", row)
    tell(viewer, {latest.desk_id}, NoticeKind.ORDER_ANSWERED, row)
