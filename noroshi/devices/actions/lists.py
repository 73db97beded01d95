"""A desk's lists: begun, changed, ended. What stands on one keeps standing until it is withdrawn or the list ends."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.devices.errors import ListNamedTwice, ListScopeUnknown
from noroshi.devices.models import BlockList
from noroshi.devices.ranges import own_list
from noroshi.ledger.actions import record
from noroshi.observables import Kind
from noroshi.triage.profiles import profile_of
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True, slots=True)
class ListWish:
    """`lowest` confidence from 0 to 100; `days` for values of which nobody says how long they hold; `profile` of triage, if any."""

    name: str
    kinds: Collection[Kind]
    lowest: int = 50
    days: int = 30
    drops: bool = False
    note: str = ""
    profile: uuid.UUID | None = None


def begin_list(viewer: Viewer, wish: ListWish) -> BlockList:
    row = BlockList(
        audience_id=own_list(viewer),
        desk_id=viewer.desk_id,
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
        **_said(wish),
    )
    _bound(viewer, row, wish)
    _kept(row, is_new=True)
    told(viewer, "begin_device_list", row)
    return row


def amend_list(viewer: Viewer, list_id: uuid.UUID, wish: ListWish) -> BlockList:
    """What is listed already stays: what the list takes from now on follows from this."""
    row = own_list_row(viewer, list_id)
    for name, value in _said(wish).items():
        setattr(row, name, value)
    _bound(viewer, row, wish)
    _kept(row, is_new=False)
    told(viewer, "amend_device_list", row)
    return row


def end_list(viewer: Viewer, list_id: uuid.UUID) -> None:
    """Its devices find nothing under their address any more."""
    row = own_list_row(viewer, list_id)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    told(viewer, "end_device_list", row)


def own_list_row(viewer: Viewer, list_id: uuid.UUID) -> BlockList:
    """Of the viewer's own desk, in force; every other one is not found."""
    row = readable_by(
        viewer, BlockList.objects.filter(public_id=list_id, desk_id=viewer.desk_id, ended_at=None)
    ).first()
    if row is None:
        raise NotFound
    return row


def told(viewer: Viewer, deed: str, row: BlockList, **detail: int | str) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)], detail=detail)


def _bound(viewer: Viewer, row: BlockList, wish: ListWish) -> None:
    """To a profile of one's own house; another one is not found. Who tied it first stays who proposes."""
    number = profile_of(viewer, wish.profile).number if wish.profile else None
    if number != row.profile_id:
        row.profile_id, row.bound_by_id = number, viewer.seat.person_id if number else None


def _said(wish: ListWish) -> dict[str, object]:
    if not wish.kinds or not 0 <= wish.lowest <= 100 or not 1 <= wish.days <= 365:
        raise ListScopeUnknown
    return {
        "name": clean_line(wish.name, most=80, required=True),
        "note": clean_line(wish.note, most=400),
        "kinds": sorted({int(kind) for kind in wish.kinds}),
        "lowest": wish.lowest,
        "days": wish.days,
        "drops": wish.drops,
    }


def _kept(row: BlockList, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as mistake:
        if "one_block_list_a_name_and_desk" in str(mistake):
            raise ListNamedTwice from None
        raise
