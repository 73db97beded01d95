"""Systems written into the own list, changed, taken off it: each time under the next number, so that nothing is lost."""

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.ledger.actions import record
from noroshi.response.errors import AssetNamedTwice, DeskNotOurs
from noroshi.response.models import Asset
from noroshi.response.ranges import house
from noroshi.response.rows import asset_rows, own_desk_row
from noroshi.vocabulary import AssetKind, ServiceWeight
from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True, slots=True)
class AssetWish:
    """`desk` is who runs it, by its public id; orders about it go there."""

    name: str
    kind: AssetKind
    desk: UUID
    weight: ServiceWeight = ServiceWeight.WEAKENS
    product: str = ""
    cpe: str = ""
    note: str = ""


def add_asset(viewer: Viewer, wish: AssetWish) -> Asset:
    return _written(viewer, uuid.uuid4(), 1, wish)


def amend_asset(viewer: Viewer, asset_id: UUID, wish: AssetWish, *, read_number: int | None = None) -> Asset:
    now = _now(viewer, asset_id)
    if read_number is not None and now.number != read_number:
        raise ChangedMeanwhile(current={"number": now.number})
    return _written(viewer, asset_id, now.number + 1, wish)


def retire_asset(viewer: Viewer, asset_id: UUID) -> Asset:
    """Orders that name it keep standing."""
    now = _now(viewer, asset_id)
    now.pk, now.number, now.is_retired = None, now.number + 1, True
    return _kept(viewer, now, "retire_asset")


def _now(viewer: Viewer, asset_id: UUID) -> Asset:
    found = asset_rows(viewer).filter(asset=asset_id).first()
    if found is None:
        raise NotFound
    return found


def _written(viewer: Viewer, asset_id: UUID, number: int, wish: AssetWish) -> Asset:
    desk = _desk(viewer, wish.desk)
    name = clean_line(wish.name, most=120, required=True)
    if asset_rows(viewer).filter(name=name).exclude(asset=asset_id).exists():
        raise AssetNamedTwice
    row = Asset(
        asset=asset_id,
        number=number,
        name=name,
        kind=wish.kind.value,
        desk=desk,
        product=clean_line(wish.product, most=200),
        cpe=clean_line(wish.cpe, most=250),
        weight=wish.weight.value,
        note=clean_line(wish.note, most=400),
    )
    return _kept(viewer, row, "write_asset")


def _kept(viewer: Viewer, row: Asset, deed: str) -> Asset:
    row.audience_id = house(viewer)
    row.organization_id = viewer.organization_id
    row.by_desk_id, row.by_id, row.at = viewer.desk_id, viewer.seat.person_id, timezone.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as mistake:
        if "one_asset_a_number" in str(mistake):
            raise ChangedMeanwhile from None
        raise
    record(deed=deed, actor=viewer.actor, objects=[(row.asset, viewer.organization_id)])
    return row


def _desk(viewer: Viewer, desk_id: UUID) -> Desk:
    found = own_desk_row(viewer, desk_id)
    if found is None:
        raise DeskNotOurs
    return found
