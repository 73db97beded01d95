"""Ordering: what, which systems, by when, how to verify, to one desk or several. Each desk has an order of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.devices.queries import list_shown
from noroshi.directory.models import Desk
from noroshi.response.about import About, least_reach, must_read
from noroshi.response.actions.stepping import Standing, step, tell, told
from noroshi.response.errors import AfterUnfit, DeskNotOurs, DueUnfit, FieldOrdersItself
from noroshi.response.models import Order
from noroshi.response.ranges import order_range
from noroshi.response.rows import asset_rows, latest_step, order_row, own_desk_row
from noroshi.response.states import OPEN
from noroshi.vocabulary import DeskKind, Importance, NoticeKind, OrderReach, OrderState, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.vocabulary.text import clean_line, clean_text

USUAL: Final = timedelta(days=7)
LATEST: Final = timedelta(days=366)
MOST_TEXT: Final = 4000


@dataclass(frozen=True, slots=True)
class OrderWish:
    """Desks, systems and orders by their public ids; without `due_at` it is a week, without `reach` as narrow as the item asks.

    `asks` is the color that people within the reach are asked by, where it is another than that of the reach itself.
    """

    title: str
    what: str
    to: Collection[UUID]
    due_at: datetime | None = None
    verify: str = ""
    importance: Importance | None = None
    reach: OrderReach | None = None
    asks: Tlp | None = None
    about: About | None = None
    assets: Collection[UUID] = ()
    after: Collection[UUID] = ()
    template: str = ""
    block_list: UUID | None = None


def order(viewer: Viewer, wish: OrderWish) -> list[Order]:
    """One for each desk, in the order in which they were named."""
    thing = must_read(viewer, wish.about) if wish.about else None
    reach = wish.reach or least_reach(thing.tlp if thing else None)
    if wish.block_list:
        list_shown(viewer, wish.block_list)
    assets = _assets(viewer, wish.assets)
    desks = [_fit(viewer, desk_id) for desk_id in dict.fromkeys(wish.to)]
    if not desks:
        raise DeskNotOurs
    return [_ordered(viewer, wish, reach, desk, assets) for desk in desks]


def put_off(viewer: Viewer, order_id: UUID, due_at: datetime, reason: str = "") -> Order:
    """Another time, said with why; its chasing begins anew."""
    row = _own(viewer, order_id)
    before = latest_step(viewer, row)
    row.due_at = _due(due_at)
    row.save(update_fields=["due_at"])
    text = clean_text(reason, most=MOST_TEXT)
    now = Standing(OrderState.of(before.state), before.desk_id, before.person_id, text)
    step(viewer, row, before.number + 1, now)
    told(viewer, "put_off_order", row)
    tell(viewer, [before.desk_id], NoticeKind.ORDERED, row)
    return row


def lift(viewer: Viewer, order_id: UUID) -> Order:
    """It may begin before what it waited for."""
    row = _own(viewer, order_id)
    row.after = []
    row.save(update_fields=["after"])
    told(viewer, "lift_order", row)
    return row


def _own(viewer: Viewer, order_id: UUID) -> Order:
    """Of an order that is still open, whoever gave it says more; to others of the house that is not theirs."""
    row = order_row(viewer, order_id)
    if row.by_desk_id != viewer.desk_id or OrderState.of(latest_step(viewer, row).state) not in OPEN:
        raise NotYours
    return row


def _ordered(viewer: Viewer, wish: OrderWish, reach: OrderReach, desk: Desk, assets: Sequence[UUID]) -> Order:
    made = Order.objects.create(
        audience_id=order_range(viewer, reach, desk.pk, wish.asks),
        organization_id=viewer.organization_id,
        by_desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        made_at=timezone.now(),
        title=clean_line(wish.title, most=120, required=True),
        what=clean_text(wish.what, most=MOST_TEXT, required=True),
        verify=clean_text(wish.verify, most=MOST_TEXT),
        importance=wish.importance.value if wish.importance else "",
        reach=reach.value,
        due_at=_due(wish.due_at),
        about_kind=wish.about.kind if wish.about else "",
        about=wish.about.id if wish.about else None,
        template=clean_line(wish.template, most=80),
        block_list=wish.block_list,
        assets=list(assets),
        after=_after(viewer, wish, desk),
    )
    step(viewer, made, 1, Standing(OrderState.ORDERED, desk.pk))
    told(viewer, "order_work", made, desk=str(desk.public_id))
    tell(viewer, [desk.pk], NoticeKind.ORDERED, made)
    return made


def _fit(viewer: Viewer, desk_id: UUID) -> Desk:
    """Of the own house. A field department orders itself alone, unless the house has no CSIRT (S003 3.3(4))."""
    found = own_desk_row(viewer, desk_id)
    if found is None:
        raise DeskNotOurs
    house = Desk.objects.filter(organization_id=viewer.organization_id, is_active=True)
    is_field = house.filter(pk=viewer.desk_id, kind=DeskKind.FIELD.value).exists()
    if is_field and found.pk != viewer.desk_id and house.filter(kind=DeskKind.CSIRT.value).exists():
        raise FieldOrdersItself
    return found


def _due(due_at: datetime | None) -> datetime:
    now = timezone.now()
    if due_at is None:
        return now + USUAL
    if not now < due_at < now + LATEST:
        raise DueUnfit
    return due_at


def _assets(viewer: Viewer, wanted: Collection[UUID]) -> list[UUID]:
    if not wanted:
        return []
    there = set(asset_rows(viewer).values_list("asset", flat=True))
    if not there.issuperset(wanted):
        raise NotFound
    return list(dict.fromkeys(wanted))


def _after(viewer: Viewer, wish: OrderWish, desk: Desk) -> list[UUID]:
    """What waits for something must be able to see it end."""
    if not wish.after:
        return []
    rows = {row.public_id: row for row in readable_by(viewer, Order.objects.filter(public_id__in=list(wish.after)))}
    if set(wish.after) - rows.keys():
        raise NotFound
    if any(_is_hidden_from(viewer, row, desk) for row in rows.values()):
        raise AfterUnfit
    return list(dict.fromkeys(wish.after))


def _is_hidden_from(viewer: Viewer, row: Order, desk: Desk) -> bool:
    is_theirs = desk.pk in {row.by_desk_id, latest_step(viewer, row).desk_id}
    return row.reach == OrderReach.DESKS and not is_theirs
