"""Files on the workbench: what each holds of its source inside, and putting a cleaned one in the place of another."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import amend
from noroshi.drafting.files import add_file, remove_file
from noroshi.drafting.written import Written
from noroshi.reports.anonymizing import Workbench, workbench
from noroshi.reports.leaks_in_files import FileLeaks, in_file
from noroshi.reports.sources import known_of_sources
from noroshi.vault.queries import FileShown
from noroshi.vocabulary import YesNo
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of the original or of the outgoing edition. `copy` is the one that goes along for it; `is_new` where it has no original."""

    file: FileShown
    found: FileLeaks
    copy: uuid.UUID | None
    is_new: bool = False

    @property
    def is_clean(self) -> bool:
        return not self.found.traces and not self.found.unseen


def files_seen(viewer: Viewer, bench: Workbench) -> tuple[FileSeen, ...]:
    """Those of the original first, each once; then what was added here."""
    known = known_of_sources(viewer, bench.draft.sources)
    copies = {one.sha256: one.public_id for one in bench.files}
    own = {one.sha256 for one in bench.original_files}
    originals = [FileSeen(one, in_file(viewer, one, known), copies.get(one.sha256)) for one in bench.original_files]
    added = [one for one in bench.files if one.sha256 not in own]
    return (*originals, *(FileSeen(one, in_file(viewer, one, known), one.public_id, is_new=True) for one in added))


def replace_file(
    viewer: Viewer, draft_id: uuid.UUID, file_id: uuid.UUID, *, name: str, chunks: Iterable[bytes]
) -> FileShown:
    """A cleaned one goes along instead: the copy of the original, or what was added before, goes out."""
    bench = workbench(viewer, draft_id)
    known = {one.public_id: one for one in (*bench.original_files, *bench.files)}
    chosen = known.get(file_id)
    if chosen is None:
        raise NotFound
    for one in bench.files:
        if one.public_id == file_id or one.sha256 == chosen.sha256:
            remove_file(viewer, draft_id, one.public_id)
    made = add_file(viewer, draft_id, field=chosen.field, name=name, chunks=chunks)
    if not chosen.is_specimen:
        change = Written({"attachment_presence": YesNo.YES.value})
        amend(viewer, draft_id, change, version=bench.draft.version)
    return made
