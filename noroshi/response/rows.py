"""Rows of this room that a deed or a question begins from; every one of them by its viewer."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from noroshi.audiences.queries import readable_by
from noroshi.audiences.shared import SharedModel
from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.directory.models import Desk
from noroshi.response.models import Asset, Order, Playbook, Step
from noroshi.response.states import FIELD, OPEN, ORDERER
from noroshi.vocabulary.errors import NotFound


def order_row(viewer: Viewer, order_id: UUID) -> Order:
    found = readable_by(viewer, Order.objects.filter(public_id=order_id)).select_related("by_desk", "by").first()
    if found is None:
        raise NotFound
    return found


def latest_step(viewer: AnyViewer, order: Order) -> Step:
    """Where it stands; every order has one."""
    steps = Step.objects.filter(order=order).select_related("desk", "person")
    return readable_by(viewer, steps).order_by("-number")[0]


def latest_steps(viewer: AnyViewer, orders: Iterable[Order]) -> dict[int, Step]:
    rows = Step.objects.filter(order__in=[one.pk for one in orders]).select_related("desk", "person", "by")
    newest = rows.order_by("order", "-number").distinct("order")
    kept = readable_by(viewer, rows).filter(pk__in=newest.values("pk"))
    return {step.order_id: step for step in kept}


def standing(rows: QuerySet[Order]) -> QuerySet[Any]:
    """With the newest step's state and desk beside each, so that the database narrows by them."""
    steps = Step.objects.filter(order=OuterRef("pk")).order_by("-number")
    return rows.annotate(now_state=Subquery(steps.values("state")[:1]), now_desk=Subquery(steps.values("desk")[:1]))


def sides_of(viewer: Viewer, order: Order, step: Step) -> frozenset[str]:
    """What the viewer's desk is to an order; the same desk may be both."""
    sides = set()
    if step.desk_id == viewer.desk_id:
        sides.add(FIELD)
    if order.by_desk_id == viewer.desk_id:
        sides.add(ORDERER)
    return frozenset(sides)


def still_open(viewer: Viewer, ids: Collection[UUID]) -> list[Order]:
    """Of orders to be done first, those that are not finished and that this viewer may read."""
    if not ids:
        return []
    rows = readable_by(viewer, Order.objects.filter(public_id__in=list(ids)))
    return list(standing(rows).filter(now_state__in=[state.value for state in OPEN]).order_by("pk"))


def own_desk_row(viewer: Viewer, desk_id: UUID) -> Desk | None:
    rows = Desk.objects.filter(organization_id=viewer.organization_id, is_active=True)
    return rows.filter(public_id=desk_id).select_related("organization").first()


def newest_of[M: SharedModel](viewer: AnyViewer, rows: QuerySet[M], key: str) -> QuerySet[M]:
    """Of what is written anew under the next number, the newest of each that is still there."""
    latest = readable_by(viewer, rows).order_by(key, "-number").distinct(key)
    return readable_by(viewer, rows).filter(pk__in=latest.values("pk"), is_retired=False)


def asset_rows(viewer: AnyViewer) -> QuerySet[Asset]:
    return newest_of(viewer, Asset.objects.all(), "asset").select_related("desk").order_by(F("name"), "pk")


def playbook_rows(viewer: AnyViewer) -> QuerySet[Playbook]:
    return newest_of(viewer, Playbook.objects.all(), "playbook").select_related("desk").order_by("title", "pk")
