"""Imports of files: begun by somebody at the desk or on the command line, done by whoever works, taken up again where they ended."""

import hashlib
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import AnyViewer, SystemViewer, Viewer, acting_as
from noroshi.intel.actions.origins import desks_own, own_origin, reach_of
from noroshi.intel.actions.take_in import defined_before
from noroshi.intel.bulk.defined import definitions_in
from noroshi.intel.bulk.running import Course, HandLost, Progress, Stopped, head_of, run
from noroshi.intel.bulk.writer import Target
from noroshi.intel.errors import ImportEnded, NoBulkLogin, OriginMissing
from noroshi.intel.marked import Marked
from noroshi.intel.models import Import, ImportBatch, Origin
from noroshi.intel.signs import Signs
from noroshi.ledger.actions import record
from noroshi.ledger.entries import NOBODY
from noroshi.stix.read import Read
from noroshi.vocabulary import ImportState
from noroshi.vocabulary.errors import NotFound

SYSTEM: Final = SystemViewer("import")
HEAD: Final = 1024 * 1024
GOES_ON: Final = frozenset({ImportState.WAITING, ImportState.RUNNING, ImportState.FAILED, ImportState.STOPPED})


@dataclass(frozen=True, slots=True)
class Logins:
    """Addresses of the two logins that an import needs: one that may only add, one that looks under a viewer's name."""

    bulk: str
    system: str

    @classmethod
    def here(cls) -> "Logins":
        """Only the worker and the command line are given them."""
        bulk, system = os.environ.get("DATABASE_BULK_URL", ""), os.environ.get("DATABASE_SYSTEM_URL", "")
        if not bulk or not system:
            raise NoBulkLogin
        return cls(bulk, system)


def begin_import(viewer: Viewer, origin_id: uuid.UUID, name: str, path: Path) -> Import:
    """By somebody at the desk that the origin belongs to."""
    return _begun(own_origin(viewer, origin_id), name, path, viewer)


def begin_import_by_hand(origin_id: uuid.UUID, path: Path) -> Import:
    """On the command line; the same file into the same origin is the same import and goes on where it ended."""
    with acting_as(SYSTEM):
        origin = Origin.objects.filter(public_id=origin_id, ended_at=None).select_related("desk").first()
        if origin is None:
            raise OriginMissing
        mark = mark_of(path)
        unfinished = Import.objects.filter(origin=origin, mark=mark).exclude(state=ImportState.DONE)
        return unfinished.order_by("-pk").first() or _begun(origin, path.name, path, SYSTEM)


def run_import(import_id: uuid.UUID, path: Path, told: Callable[[Progress], None] = lambda _: None) -> Progress:
    """To its end, in this process and two others. Whoever finds it running already is refused."""
    logins = Logins.here()
    with _alone(import_id):
        course, row = _course(import_id, path, logins, told)
        try:
            progress = run(path, course)
        except Stopped:
            _ended(row, ImportState.STOPPED)
            raise
        except BaseException as mistake:
            _ended(
                row, ImportState.FAILED, "hand_lost" if isinstance(mistake, HandLost) else type(mistake).__name__[:40]
            )
            raise
        _ended(row, ImportState.DONE)
    return progress


def stop_import(viewer: Viewer, import_id: uuid.UUID) -> None:
    """What is in stays in; it can go on later."""
    row = own_import(viewer, import_id)
    if ImportState.of(row.state) not in {ImportState.WAITING, ImportState.RUNNING}:
        raise ImportEnded
    row.state = ImportState.STOPPED
    row.save(update_fields=["state"])
    record(deed="stop_import", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def own_import(viewer: AnyViewer, import_id: uuid.UUID) -> Import:
    row = readable_by(viewer, Import.objects.filter(public_id=import_id)).first()
    if row is None:
        raise NotFound
    return row


def mark_of(path: Path) -> bytes:
    """Size and beginning: enough to know a file again that is taken up a second time."""
    with path.open("rb") as file:
        return hashlib.sha256(b"%d " % path.stat().st_size + file.read(HEAD)).digest()


def so_far(row: Import, head: int) -> tuple[dict[int, int], Progress]:
    batches = ImportBatch.objects.filter(of=row)
    done = dict(batches.values_list("start", "end"))
    counts = batches.aggregate(
        taken=Sum("taken", default=0), known=Sum("known", default=0), refused=Sum("refused", default=0)
    )
    at = min(row.size, head + sum(end - start for start, end in done.items()))
    return done, Progress(size=row.size, at=at, seconds=0.0, **counts)


def _begun(origin: Origin, name: str, path: Path, by: Viewer | SystemViewer) -> Import:
    person = by.seat.person_id if isinstance(by, Viewer) else None
    keep_scheme(scheme_key())
    row = Import.objects.create(
        audience_id=desks_own(origin),
        origin=origin,
        desk=origin.desk,
        name=name[:200],
        size=path.stat().st_size,
        mark=mark_of(path),
        state=ImportState.WAITING,
        began_by_id=person,
        began_at=timezone.now(),
    )
    _told("begin_import", row, by)
    return row


def _course(
    import_id: uuid.UUID, path: Path, logins: Logins, told: Callable[[Progress], None]
) -> tuple[Course, Import]:
    with acting_as(SYSTEM):
        row = Import.objects.select_related("origin__desk").get(public_id=import_id)
        if ImportState.of(row.state) not in GOES_ON or row.origin.ended_at is not None:
            raise ImportEnded
        row.state, row.trouble = ImportState.RUNNING, ""
        row.save(update_fields=["state", "trouble"])
        done, before = so_far(row, head_of(path))
        _told("run_import", row, SYSTEM)
    target = Target(row.pk, row.origin_id, row.audience_id, logins.bulk, logins.system)
    ranges = _Ranges(row.origin, path)
    return Course(target, done, before, ranges.of, told, lambda: not _is_stopped(row)), row


class _Ranges:
    """Answers for signs; definitions are looked for in the file and the store when somebody names one."""

    def __init__(self, origin: Origin, path: Path) -> None:
        self.origin, self.path = origin, path
        self.marked = Marked(reach_of(origin))
        self.has_looked = False

    def of(self, signs: set[Signs]) -> Mapping[Signs, int]:
        with acting_as(SYSTEM):
            self._look({ref for markings, _ in signs for ref in markings})
            return {one: self.marked.of_signs(one) for one in signs}

    def _look(self, refs: set[str]) -> None:
        missing = self.marked.unknown_of(refs)
        if missing and not self.has_looked:
            self.has_looked = True
            self.marked.know(definitions_in(self.path))
            missing = self.marked.unknown_of(refs)
        if missing:
            before: list[Read] = defined_before(SYSTEM, self.origin, missing)
            self.marked.know(before)


def _is_stopped(row: Import) -> bool:
    with acting_as(SYSTEM):
        return Import.objects.values_list("state", flat=True).get(pk=row.pk) == ImportState.STOPPED


def _ended(row: Import, state: ImportState, trouble: str = "") -> None:
    with acting_as(SYSTEM):
        row.state, row.trouble, row.ended_at = state, trouble, timezone.now()
        row.save(update_fields=["state", "trouble", "ended_at"])
        _told("end_import", row, SYSTEM, state=state.value)


def _told(deed: str, row: Import, by: Viewer | SystemViewer, **detail: str) -> None:
    record(
        deed=deed,
        actor=by.actor if isinstance(by, Viewer) else NOBODY,
        system=by.name if isinstance(by, SystemViewer) else "",
        objects=[(row.public_id, row.desk.organization_id)],
        detail={"origin": str(row.origin.public_id), **detail},
    )


@contextmanager
def _alone(import_id: uuid.UUID) -> Iterator[None]:
    """One runner for one import, for as long as its connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext('noroshi.import'), hashtext(%s))", [str(import_id)])
        if not cursor.fetchone()[0]:
            raise ImportEnded
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(hashtext('noroshi.import'), hashtext(%s))", [str(import_id)])


__all__ = ["Logins", "begin_import", "begin_import_by_hand", "run_import", "stop_import"]
