"""Standing relay orders: written and ended by the desk that they speak for."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from noroshi.audiences.everybody import everybody
from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions.hops import CARRIERS
from noroshi.editions.errors import NotACarrier
from noroshi.editions.models import StandingOrder
from noroshi.editions.orders import MAY_ORDER
from noroshi.ledger.actions import record
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary.errors import NotFound, NotYours


@dataclass(frozen=True)
class Order:
    """What comes to this desk and is about these goes on to those at once; an empty list means any."""

    to: frozenset[Party]
    sectors: frozenset[str] = frozenset()
    tlps: frozenset[str] = frozenset()
    importances: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    note: str = ""


def write_order(viewer: Viewer, order: Order) -> StandingOrder:
    """Ministries, CEPTOARs and hubs may; it is shown as theirs on every hop it makes."""
    own = next(desk for desk in everybody() if desk.desk == viewer.desk_id)
    if not own.kinds & MAY_ORDER & CARRIERS:
        raise NotACarrier
    if Party(Naming.PUBLIC) in order.to or not order.to:
        raise NotYours
    written = StandingOrder.objects.create(
        desk_id=viewer.desk_id,
        to=_texts(order.to),
        sectors=sorted(order.sectors),
        tlps=sorted(order.tlps),
        importances=sorted(order.importances),
        kinds=sorted(order.kinds),
        note=order.note,
        written_by_id=viewer.seat.person_id,
    )
    record(deed="write_order", actor=viewer.actor, objects=[(written.public_id, viewer.organization_id)])
    return written


def end_order(viewer: Viewer, order_id: uuid.UUID) -> StandingOrder:
    order = StandingOrder.objects.select_for_update().filter(public_id=order_id, desk=viewer.desk_id).first()
    if order is None:
        raise NotFound
    order.ended_at = order.ended_at or timezone.now()
    order.save(update_fields=["ended_at"])
    record(deed="end_order", actor=viewer.actor, objects=[(order.public_id, viewer.organization_id)])
    return order


def _texts(parties: Iterable[Party]) -> list[str]:
    return sorted(map(str, parties))
