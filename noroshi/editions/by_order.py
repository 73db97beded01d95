"""Which of its standing orders passed an edition on, for the desk that wrote the order."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.addressed import OrderShown, order_shown
from noroshi.editions.models import Hop


@dataclass(frozen=True, slots=True)
class PassedByOrder:
    at: datetime
    order: OrderShown


def passed_by_own_orders(viewer: Viewer, edition_id: uuid.UUID) -> list[PassedByOrder]:
    """Other desks learn from the receipt that it was an order, and nothing of the order."""
    hops = Hop.objects.filter(edition_public_id=edition_id, by_order__desk=viewer.desk_id)
    found = readable_by(viewer, hops).select_related("by_order").order_by("number")
    return [PassedByOrder(hop.at, order_shown(hop.by_order)) for hop in found if hop.by_order]
