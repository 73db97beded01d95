"""What a machine hands over, into a source of its own desk: durable before it is answered, each fault with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import msgspec
from django.utils import timezone

from noroshi.audiences.queries import any_of, array, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.origins import desks_own, own_origin
from noroshi.intel.actions.take_in import take_into
from noroshi.intel.actions.withdraw import withdraw
from noroshi.intel.errors import CollectionReadOnly, NoEnvelope
from noroshi.intel.exchange.choosing import chosen
from noroshi.intel.exchange.collections import Collection, withdrawn
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.models import Handover, StixObject
from noroshi.intel.rows import version_of
from noroshi.stix.faults import Fault
from noroshi.stix.reading import Read, read
from noroshi.stix.splitting import Piece, objects_in
from noroshi.vocabulary.errors import Malformed, NotFound
from noroshi.vocabulary.word import Text

WITHDRAWN: Final = "withdrawn"
TAKEN_BACK: Final = Text(
    "この版は取り下げられています。新しい版（modified）で送ってください。",
    "This version was withdrawn. Send a newer one (modified).",
)


class Envelope(msgspec.Struct, frozen=True):
    """Other keys are for whoever knows them."""

    objects: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET


_envelope: Final = msgspec.json.Decoder(Envelope).decode


@dataclass(frozen=True, slots=True)
class Refused:
    """One object that was not taken. Without an id it is named by its place."""

    id: str
    version: str
    path: str
    says: Text


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of an envelope. `known` objects were there already: handing over twice does no harm."""

    id: UUID
    at: datetime
    new: int
    known: int
    refused: Sequence[Refused]

    @property
    def total(self) -> int:
        return self.new + self.known + len(self.refused)


def bring(viewer: Viewer, of: Collection, body: bytes) -> Handed:
    """Whole envelopes only: of a body that ends in the middle nothing is kept.

    Audiences are found before it is one's turn to write: whoever waits for one holds nothing that another waits for.
    """
    if of.origin is None or not of.is_own:
        raise CollectionReadOnly
    origin = own_origin(viewer, of.id)
    audience = desks_own(origin)
    pieces = enumerate(objects_of(body.strip()))
    taken = take_into(viewer, origin, (one if isinstance(one, Fault) else read(one, place) for place, one in pieces))
    back = _taken_back(viewer, of, taken.known)
    row = Handover(
        audience_id=audience,
        desk_id=viewer.desk_id,
        origin_id=of.origin,
        at=timezone.now(),
        new=len(taken.new),
        known=len(taken.known) - len(back),
        refused=len(taken.faults) + len(back),
        faults=[*map(_plain, taken.faults), *back],
    )
    row.save(force_insert=True)
    return _handed(row)


def objects_of(body: bytes) -> Sequence[Piece]:
    """A body that is whole and in which single objects are broken still gives the others."""
    try:
        found = _envelope(body).objects
    except msgspec.ValidationError:
        raise NoEnvelope from None
    except (ValueError, RecursionError):
        return _one_by_one(body)
    if found is msgspec.UNSET:
        raise NoEnvelope
    return [bytes(one) for one in found]


def _one_by_one(body: bytes) -> Sequence[Piece]:
    begins_and_ends = body[:1] == b"{" and body[-1:] == b"}" and b'"objects"' in body
    pieces = list(objects_in(BytesIO(body))) if begins_and_ends else []
    if not pieces or any(isinstance(one, Fault) and one.position is None for one in pieces):
        raise Malformed
    return pieces


def handed(viewer: Viewer, handover_id: UUID) -> Handed:
    row = readable_by(viewer, Handover.objects.filter(public_id=handover_id, desk_id=viewer.desk_id)).first()
    if row is None:
        raise NotFound
    return _handed(row)


def take_back(viewer: Viewer, of: Collection, one: UUID, wanted: Wanted) -> int:
    """The versions that were asked for; of what others brought, nothing."""
    if of.origin is None or not of.is_own:
        raise CollectionReadOnly
    numbers = [number for (number,) in chosen(viewer, of, wanted)]
    rows = readable_by(viewer, StixObject.objects.filter(pk__in=numbers, uuid=one))
    versions = sorted(rows.values_list("version", flat=True))
    if not versions:
        raise NotFound
    return sum(withdraw(viewer, of.id, one, version=version) for version in versions)


def _taken_back(viewer: Viewer, of: Collection, known: Sequence[Read]) -> list[dict[str, Any]]:
    """Versions that were withdrawn stay so: sent again they are refused with the reason."""
    closed = withdrawn(viewer, of) if known else []
    if not closed:
        return []
    rows = StixObject.objects.filter(origin__public_id=of.id, uuid__in=[one.uuid for one in known])
    found = readable_by(viewer, rows.filter(any_of("audience_id", array(closed))))
    gone = set(found.values_list("uuid", "version", "kind"))
    return [
        {"id": one.id, "version": _stamp(one), "path": "$", "code": WITHDRAWN, "given": ""}
        for one in known
        if (UUID(one.uuid), version_of(one), int(one.kind)) in gone
    ]


def _stamp(one: Read) -> str:
    return one.version.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if one.version else ""


def _plain(fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.id or "",
        "version": "",
        "path": fault.path if fault.position is None else f"objects[{fault.position}]{fault.path.removeprefix('$')}",
        "code": fault.code,
        "given": fault.given,
    }


def _handed(row: Handover) -> Handed:
    return Handed(row.public_id, row.at, row.new, row.known, [_refused(one) for one in row.faults])


def _refused(one: dict[str, Any]) -> Refused:
    says = TAKEN_BACK if one["code"] == WITHDRAWN else Fault(one["code"], given=one["given"]).says
    return Refused(one["id"], one["version"], one["path"], says)
