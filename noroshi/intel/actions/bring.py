"""A file brought by the portal: it waits in its folder, and the worker takes it in."""

import uuid
from collections.abc import Iterable

from django.db import transaction

from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.intel import later
from noroshi.intel.actions.imports import begin_import, own_import, run_import
from noroshi.intel.bulk.running import Progress, Stopped
from noroshi.intel.errors import FileGone, ImportEnded
from noroshi.intel.misp import as_stix
from noroshi.intel.models import Import
from noroshi.intel.staging import forget, place_of, settle, staged
from noroshi.ledger.actions import record
from noroshi.vocabulary import ImportState
from noroshi.vocabulary.text import clean_line


def bring(viewer: Viewer, origin_id: uuid.UUID, name: str, chunks: Iterable[bytes]) -> Import:
    """On disk before the row says so; the work is queued in the same transaction."""
    path = staged(chunks)
    try:
        as_stix(path)
        row = begin_import(viewer, origin_id, clean_line(name, most=200) or "stix.json", path)
        settle(path, row.public_id)
    finally:
        path.unlink(missing_ok=True)
    later.import_file(row.public_id)
    return row


def go_on(viewer: Viewer, import_id: uuid.UUID) -> None:
    """After it was stopped or has failed: from where it ended."""
    row = own_import(viewer, import_id)
    if ImportState.of(row.state) not in {ImportState.STOPPED, ImportState.FAILED} or row.origin.ended_at is not None:
        raise ImportEnded
    if not place_of(import_id).exists():
        raise FileGone
    row.state = ImportState.WAITING
    row.save(update_fields=["state"])
    record(deed="go_on_import", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    later.import_file(import_id)


def import_brought(import_id: uuid.UUID) -> int:
    """The worker's part. Run twice it goes on where it ended; what was stopped meanwhile stays stopped."""
    with acting_as(SystemViewer("import")):
        row = Import.objects.filter(public_id=import_id).first()
    if row is None or ImportState.of(row.state) not in {ImportState.WAITING, ImportState.RUNNING}:
        return 0
    try:
        progress: Progress = run_import(import_id, place_of(import_id))
    except Stopped:
        return 0
    transaction.on_commit(lambda: forget(import_id))
    return progress.taken
