"""Which standing orders speak about an edition that has just arrived at their desks."""

from collections.abc import Collection

from noroshi.audiences.everybody import everybody
from noroshi.editions.models import Edition, Hop, StandingOrder
from noroshi.vocabulary import OrganizationKind

MAY_ORDER = frozenset({OrganizationKind.MINISTRY, OrganizationKind.CEPTOAR, OrganizationKind.CROSS_SECTOR_HUB})
"""An order ends with the office of whoever gave it."""


def orders_matching(edition: Edition, desks: Collection[int]) -> list[StandingOrder]:
    """In force, at a desk that now holds it, about its sector, color, importance and kind; each relays an edition once.

    An originator may ask for relay by hand, or that nothing goes on under its name; then no order speaks.
    """
    if not desks or edition.relay_by_hand or edition.only_anonymized:
        return []
    done = Hop.objects.filter(edition=edition, by_order__isnull=False).values_list("by_order_id", flat=True)
    offices = [desk.desk for desk in everybody() if desk.desk in desks and desk.kinds & MAY_ORDER]
    orders = StandingOrder.objects.filter(desk__in=offices, ended_at=None).exclude(pk__in=list(done)).order_by("pk")
    return [order for order in orders if _speaks_about(order, edition)]


def _speaks_about(order: StandingOrder, edition: Edition) -> bool:
    asked = (
        (order.tlps, {edition.tlp}),
        (order.importances, {edition.importance}),
        (order.kinds, {edition.kind}),
        (order.sectors, set(edition.sectors)),
    )
    return all(not wanted or not found.isdisjoint(wanted) for wanted, found in asked)
