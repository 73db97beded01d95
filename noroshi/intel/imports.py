"""How far the imports of a desk are, and what was wrong in their files. To everybody else they do not exist."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Sum
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.models import Import, ImportBatch, ImportFault
from noroshi.stix.faults import Fault
from noroshi.vocabulary import ImportState
from noroshi.vocabulary.errors import NotFound

RECENT = timedelta(seconds=30)
MOST = 50


@dataclass(frozen=True, slots=True)
class ImportShown:
    """Bytes and counts so far. `bytes_a_second` and `seconds_left` only while it runs."""

    public_id: uuid.UUID
    name: str
    origin: str
    state: ImportState
    trouble: str
    began_at: datetime
    ended_at: datetime | None
    size: int
    done: int
    taken: int
    known: int
    refused: int
    bytes_a_second: float = 0.0

    @property
    def percent(self) -> int:
        if self.state is ImportState.DONE:
            return 100
        return min(99, self.done * 100 // self.size) if self.size else 0

    @property
    def seconds_left(self) -> int | None:
        return int((self.size - self.done) / self.bytes_a_second) if self.bytes_a_second else None


@dataclass(frozen=True, slots=True)
class FaultShown:
    """`stretch` is where in the file the part with it begins, in bytes."""

    stretch: int
    stix_id: str
    fault: Fault


def imports_of(viewer: Viewer) -> list[ImportShown]:
    """The desk's own, the newest first."""
    rows = readable_by(viewer, Import.objects.filter(desk_id=viewer.desk_id)).select_related("origin")
    return [_shown(row) for row in rows.order_by("-began_at")[:MOST]]


def import_shown(viewer: Viewer, import_id: uuid.UUID) -> ImportShown:
    return _shown(_found(viewer, import_id))


def faults_of(viewer: Viewer, import_id: uuid.UUID, *, most: int | None = None) -> Iterator[FaultShown]:
    """In the order of the file, for whoever sent it."""
    row = _found(viewer, import_id)
    rows = readable_by(viewer, ImportFault.objects.filter(of=row)).order_by("start", "number")
    for one in rows[:most] if most else rows.iterator(2000):
        fault = Fault(one.code, one.path, one.number, one.stix_id or None, one.given)
        yield FaultShown(one.start, one.stix_id, fault)


def _found(viewer: Viewer, import_id: uuid.UUID) -> Import:
    rows = Import.objects.filter(public_id=import_id, desk_id=viewer.desk_id).select_related("origin")
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return row


def _shown(row: Import) -> ImportShown:
    batches = ImportBatch.objects.filter(of=row)
    counts = batches.aggregate(
        taken=Sum("taken", default=0), known=Sum("known", default=0), refused=Sum("refused", default=0), at=Max("at")
    )
    stretches: Sequence[tuple[int, int, datetime]] = list(batches.values_list("start", "end", "at"))
    return ImportShown(
        public_id=row.public_id,
        name=row.name,
        origin=row.origin.name,
        state=ImportState.of(row.state),
        trouble=row.trouble,
        began_at=row.began_at,
        ended_at=row.ended_at,
        size=row.size,
        done=sum(end - start for start, end, _ in stretches),
        taken=counts["taken"],
        known=counts["known"],
        refused=counts["refused"],
        bytes_a_second=_speed(stretches) if row.state == ImportState.RUNNING else 0.0,
    )


def _speed(stretches: Sequence[tuple[int, int, datetime]]) -> float:
    """Of the last half minute: what was before a pause says nothing about now."""
    recent = [(end - start, at) for start, end, at in stretches if at > timezone.now() - RECENT]
    if len(recent) < 2:
        return 0.0
    seconds = (max(at for _, at in recent) - min(at for _, at in recent)).total_seconds()
    return sum(length for length, _ in recent) / seconds if seconds > 0 else 0.0
