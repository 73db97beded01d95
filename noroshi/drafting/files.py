"""The files of a draft: kept by whoever keeps the draft, added and taken out while it is being written."""

from collections.abc import Iterable
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.errors import DraftSent
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown, draft_row
from noroshi.vault import actions as vault
from noroshi.vault.queries import FileShown, file, files_of_draft
from noroshi.vocabulary.errors import NotFound


def add_file(viewer: Viewer, draft_id: UUID, *, field: str, name: str, chunks: Iterable[bytes]) -> FileShown:
    """Read while it comes in; what is refused leaves nothing behind."""
    row = _unsent(viewer, draft_id)
    row.writers = sorted({*row.writers, viewer.seat.person_id})
    row.save(update_fields=["writers"])
    return vault.take_in(
        viewer, audience_id=row.audience_id, draft=row.public_id, field=field, name=name, chunks=chunks
    )


def files(viewer: Viewer, draft_id: UUID) -> list[FileShown]:
    return files_of_draft(viewer, draft_row(viewer, draft_id).public_id)


def files_of(viewer: Viewer, draft: DraftShown) -> list[FileShown]:
    """Of a draft that was read already."""
    return files_of_draft(viewer, draft.public_id)


def remove_file(viewer: Viewer, draft_id: UUID, file_id: UUID) -> None:
    """It can be put back for a while."""
    vault.remove(viewer, _file_of(viewer, _unsent(viewer, draft_id), file_id))


def put_back_file(viewer: Viewer, draft_id: UUID, file_id: UUID) -> FileShown:
    row = _unsent(viewer, draft_id)
    shown = vault.put_back(viewer, file_id)
    if shown.draft != row.public_id:
        raise NotFound
    return shown


def _file_of(viewer: Viewer, row: Draft, file_id: UUID) -> UUID:
    """A file of another draft is not found here."""
    if file(viewer, file_id).draft != row.public_id:
        raise NotFound
    return file_id


def _unsent(viewer: Viewer, draft_id: UUID) -> Draft:
    row = draft_row(viewer, draft_id, to_change=True)
    if row.sent_at is not None:
        raise DraftSent
    return row
