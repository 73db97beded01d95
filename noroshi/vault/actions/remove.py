"""Taking a file out of a draft, and putting it back while it is still there."""

import uuid

from django.utils import timezone

from noroshi.audiences.actions import definition_of
from noroshi.audiences.viewer import Viewer
from noroshi.ledger.actions import record
from noroshi.vault.actions.room_left import room_left
from noroshi.vault.errors import FileBound, FileGone, FilesTooLarge
from noroshi.vault.limits import MB, draft_bytes
from noroshi.vault.models import Blob, StoredFile
from noroshi.vault.queries import FileShown, readable, shown
from noroshi.vocabulary.errors import NotFound


def remove(viewer: Viewer, file_id: uuid.UUID) -> FileShown:
    """Out of the draft; it can be put back until it is swept."""
    row = _own(viewer, file_id)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _note(viewer, "remove_file", row)
    return shown(row)


def put_back(viewer: Viewer, file_id: uuid.UUID) -> FileShown:
    row = _own(viewer, file_id)
    if row.removed_at is None:
        return shown(row)
    if not Blob.objects.filter(pk=row.blob_id).exists():
        raise FileGone
    if row.draft is not None and row.size > room_left(viewer, row.draft):
        raise FilesTooLarge(most=draft_bytes() // MB)
    row.removed_at = None
    row.save(update_fields=["removed_at"])
    _note(viewer, "put_back_file", row)
    return shown(row)


def _own(viewer: Viewer, file_id: uuid.UUID) -> StoredFile:
    """A file of an unsent draft of the own desk; what others hold is not found."""
    row = readable(viewer, StoredFile.objects.filter(public_id=file_id)).select_for_update(of=("self",)).first()
    if row is None or row.desk_id != viewer.desk_id:
        raise NotFound
    if row.edition_id is not None or not _is_own_range(viewer, row):
        raise FileBound
    return row


def _is_own_range(viewer: Viewer, row: StoredFile) -> bool:
    """What was brought under another desk's words, as proof for its order, was handed over with that."""
    found = definition_of(row.audience_id)
    return found is not None and found.marking.originator == viewer.desk_id


def _note(viewer: Viewer, deed: str, row: StoredFile) -> None:
    record(
        deed=deed,
        actor=viewer.actor,
        objects=[(row.draft or row.public_id, viewer.organization_id)],
        detail={"file": str(row.public_id)},
    )
