"""The same file in a draft of one's own: the ciphertext is shared, the name and the audience are the copy's."""

import uuid

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.ledger.actions import record
from noroshi.vault.actions.room_left import room_left
from noroshi.vault.errors import FileGone, FilesTooLarge
from noroshi.vault.limits import MB, draft_bytes
from noroshi.vault.models import Blob, StoredFile
from noroshi.vault.queries import FileShown, found, shown


def copy_to(viewer: Viewer, file_id: uuid.UUID, *, audience_id: int, draft: uuid.UUID) -> FileShown:
    """A file that the viewer may read, into a draft of its own desk. Copying is reading: its provider sees it."""
    source = found(viewer, file_id)
    if not Blob.objects.filter(pk=source.blob_id).exists():
        raise FileGone
    if source.size > room_left(viewer, draft):
        raise FilesTooLarge(most=draft_bytes() // MB)
    copy = StoredFile.objects.create(
        audience_id=audience_id,
        blob_id=source.blob_id,
        is_first=False,
        desk_id=viewer.desk_id,
        draft=draft,
        field=source.field,
        name=source.name,
        size=source.size,
        sha256=source.sha256,
        sort=source.sort,
        findings=source.findings,
        scan=source.scan,
        added_by_id=viewer.seat.person_id,
        added_at=timezone.now(),
    )
    edition = source.edition
    origin = [(edition.public_id, edition.originator_organization_id)] if edition else []
    record(deed="copy_file", answer="record", actor=viewer.actor, objects=origin, detail={"file": str(copy.public_id)})
    return shown(copy)
