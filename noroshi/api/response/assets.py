"""The systems of the own organization."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.fields import Id, Incoming, Line, Name, Reason, Version
from noroshi.api.response.room import room
from noroshi.api.response.shown import AssetRead, asset_read
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.response import asset_csv
from noroshi.response.actions.assets import AssetWish, add_asset, amend_asset, retire_asset
from noroshi.response.assets import asset_shown, assets_of
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import AssetKind, ServiceWeight

AT = "/assets/{uuid:asset}"


class AssetGiven(Incoming):
    """`desk` runs it; `weight` is what the service loses when it stops."""

    name: Name
    kind: AssetKind
    desk: Id
    weight: ServiceWeight = ServiceWeight.WEAKENS
    product: Line = ""
    cpe: Line = ""
    note: Reason = ""
    read_number: Version | None = None

    def wish(self) -> AssetWish:
        kind, weight = AssetKind.of(self.kind), ServiceWeight.of(self.weight)
        return AssetWish(self.name, kind, self.desk, weight, self.product, self.cpe, self.note)


class AssetsReadIn(Schema):
    added: int
    changed: int


@room.get("/assets", Scope.EDITIONS_READ, Page[AssetRead])
def assets(request: HttpRequest) -> Page[AssetRead]:
    """All systems of my organization."""
    return Page(items=[asset_read(one) for one in assets_of(viewer_of(request))])


@room.post("/assets", Scope.EDITIONS_WRITE, AssetRead)
def write_asset(request: HttpRequest, answered: HttpResponse, given: AssetGiven) -> Status[AssetRead]:
    """Write a system into the list."""
    viewer = viewer_of(request)
    row = add_asset(viewer, given.wish())
    return made(request, answered, f"assets/{row.asset}", asset_read(asset_shown(viewer, row.asset)))


@room.download("/assets/csv", Scope.EDITIONS_READ)
def assets_as_csv(request: HttpRequest) -> HttpResponse:
    """The list as a CSV file."""
    return handed_over("assets.csv", None, iter([asset_csv.written(viewer_of(request)).encode()]))  # type: ignore[return-value]  # streamed


@room.upload("/assets/csv", Scope.EDITIONS_WRITE, AssetsReadIn)
def read_assets_in(request: HttpRequest, answered: HttpResponse) -> Status[AssetsReadIn]:
    """Bring a CSV file; what cannot be read is told by its line, and then nothing is written."""
    added, changed = asset_csv.read_in(viewer_of(request), b"".join(one_file(request).chunks))
    return made(request, answered, "assets", AssetsReadIn(added=added, changed=changed))


@room.get(AT, Scope.EDITIONS_READ, AssetRead)
def one_asset(request: HttpRequest, asset: UUID) -> AssetRead:
    """One system."""
    return asset_read(asset_shown(viewer_of(request), asset))


@room.post(AT, Scope.EDITIONS_WRITE, AssetRead, status=200)
def change_asset(request: HttpRequest, asset: UUID, given: AssetGiven) -> AssetRead:
    """Change a system."""
    viewer = viewer_of(request)
    amend_asset(viewer, asset, given.wish(), read_number=given.read_number)
    return asset_read(asset_shown(viewer, asset))


@room.delete(AT, Scope.EDITIONS_WRITE)
def take_asset_off(request: HttpRequest, asset: UUID) -> Status[None]:
    """Take a system off the list; orders that name it stay."""
    retire_asset(viewer_of(request), asset)
    return Status(204, None)
