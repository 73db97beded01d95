"""Taking in what somebody sent: good objects are kept, bad ones are named. Small amounts; files go the way of `intel.bulk`."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.intel.actions.origins import own_origin, reach_of
from noroshi.intel.marked import Marked
from noroshi.intel.models import Origin, StixObject
from noroshi.intel.rows import Rows, version_of
from noroshi.intel.writing import write
from noroshi.ledger.actions import record
from noroshi.stix.kinds import StixKind
from noroshi.stix.reading import Fault, Read, read, read_all


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of each object, in the order in which they came: `new` were not there before."""

    new: Sequence[Read]
    known: Sequence[Read]
    faults: Sequence[Fault]


def take_in_body(viewer: Viewer, origin_id: uuid.UUID, body: bytes) -> Taken:
    """A bundle, an envelope, a list, or lines."""
    return take_in(viewer, origin_id, read_all(body))


def take_in(viewer: Viewer, origin_id: uuid.UUID, given: Iterable[Read | Fault]) -> Taken:
    """In the caller's transaction; durable when that ends. Only into an origin of the viewer's own desk."""
    return take_into(viewer, own_origin(viewer, origin_id), given)


def take_into(viewer: Viewer, origin: Origin, given: Iterable[Read | Fault]) -> Taken:
    """The same, where the viewer's `own_origin` is at hand."""
    pieces = list(given)
    reads = [one for one in pieces if isinstance(one, Read)]
    rows, again = _rows(reads, _marked(viewer, origin, reads))
    new = write(origin.pk, rows)
    taken = Taken(
        new=[one for place, one in enumerate(rows.reads) if place in new],
        known=[one for place, one in enumerate(rows.reads) if place not in new] + again,
        faults=[one for one in pieces if isinstance(one, Fault)],
    )
    record(
        deed="take_in_objects",
        actor=viewer.actor,
        objects=[(origin.public_id, viewer.organization_id)],
        detail={"new": len(taken.new), "known": len(taken.known), "refused": len(taken.faults)},
    )
    return taken


def follow_up(viewer: Viewer, origin_id: uuid.UUID, given: Iterable[tuple[Read | Fault, int]]) -> int:
    """Later versions each under the audience of the one before: exactly who holds it hears, however far the source goes by now."""
    origin, rows = own_origin(viewer, origin_id), Rows()
    for one, audience in given:
        if isinstance(one, Read):
            rows.add(one, audience, version_of(one))
    new = len(write(origin.pk, rows))
    record(
        deed="take_in_objects",
        actor=viewer.actor,
        objects=[(origin.public_id, viewer.organization_id)],
        detail={"new": new, "known": len(rows.reads) - new, "refused": 0},
    )
    return new


def _marked(viewer: Viewer, origin: Origin, reads: Sequence[Read]) -> Marked:
    """Markings may be defined in what comes now, or have come from the same origin before."""
    marked = Marked(reach_of(origin))
    marked.know(reads)
    if missing := marked.unknown(reads):
        marked.know(defined_before(viewer, origin, missing))
    return marked


def defined_before(viewer: AnyViewer, origin: Origin, refs: Iterable[str]) -> list[Read]:
    rows = StixObject.objects.filter(
        origin=origin, kind=int(StixKind.MARKING_DEFINITION), uuid__in=[uuid.UUID(ref[-36:]) for ref in refs]
    )
    found = (read(row.raw.encode()) for row in readable_by(viewer, rows))
    return [one for one in found if isinstance(one, Read)]


def _rows(reads: Sequence[Read], marked: Marked) -> tuple[Rows, list[Read]]:
    """Each object and version once; what stands twice in the same body is told beside."""
    rows, seen, again = Rows(), set[tuple[str, int]](), list[Read]()
    for one in reads:
        version = version_of(one)
        if (one.id, version) in seen:
            again.append(one)
            continue
        seen.add((one.id, version))
        rows.add(one, marked.audience(one), version)
    return rows, again
