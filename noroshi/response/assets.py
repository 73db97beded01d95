"""The systems of the own organization as its people see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.response.models import Asset
from noroshi.response.rows import asset_rows
from noroshi.vocabulary import AssetKind, ServiceWeight
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class AssetShown:
    public_id: UUID
    number: int
    name: str
    kind: AssetKind
    desk: Desk
    product: str
    cpe: str
    weight: ServiceWeight
    note: str
    at: datetime


def assets_of(viewer: Viewer) -> list[AssetShown]:
    return [asset_of(row) for row in asset_rows(viewer)]


def asset_shown(viewer: Viewer, asset_id: UUID) -> AssetShown:
    row = asset_rows(viewer).filter(asset=asset_id).first()
    if row is None:
        raise NotFound
    return asset_of(row)


def assets_named(viewer: Viewer, wanted: Collection[UUID]) -> dict[UUID, AssetShown]:
    if not wanted:
        return {}
    return {row.asset: asset_of(row) for row in asset_rows(viewer).filter(asset__in=list(wanted))}


def asset_of(row: Asset) -> AssetShown:
    return AssetShown(
        public_id=row.asset,
        number=row.number,
        name=row.name,
        kind=AssetKind.of(row.kind),
        desk=row.desk,
        product=row.product,
        cpe=row.cpe,
        weight=ServiceWeight.of(row.weight),
        note=row.note,
        at=row.at,
    )
