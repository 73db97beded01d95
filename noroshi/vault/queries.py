"""What a viewer may read of the vault. A file is handed out whole and proved, or not at all."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import AnyViewer, Public, SystemViewer, Viewer, acting_as
from noroshi.editions.given import give
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.vault.models import Field, StoredFile
from noroshi.vault.pieces import Pieces
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.files import UNSEEN, FileFinding, FileSort, Scan


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file as a list shows it. `edition` is the public id of the edition that names it, once there is one."""

    public_id: uuid.UUID
    field: str
    name: str
    size: int
    sha256: str
    added_at: datetime
    draft: uuid.UUID | None
    edition: uuid.UUID | None
    is_removed: bool
    sort: FileSort | None = None
    findings: tuple[FileFinding, ...] = ()
    scan: Scan | None = None

    @property
    def is_specimen(self) -> bool:
        return self.field == Field.SPECIMENS

    @property
    def is_unseen(self) -> bool:
        """Nobody could look into it; its sender is told what to do."""
        return not UNSEEN.isdisjoint(self.findings)

    @property
    def plain(self) -> dict[str, object]:
        """As the content of an edition names it."""
        return {"file": str(self.public_id), "name": self.name, "size": self.size, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file proved whole against its hash before any of it is given."""

    name: str
    size: int
    sha256: str
    field: str
    chunks: Iterator[bytes]


def readable(viewer: AnyViewer, rows: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """Who holds the part and the whole; a specimen is nothing for the public."""
    held = Held.by(viewer)
    whole = Exists(held.of_these(Edition.objects.filter(pk=OuterRef("edition"))))
    found = held.of_these(rows).filter(Q(edition=None) | whole).select_related("edition", "desk")
    return found.exclude(field=Field.SPECIMENS) if isinstance(viewer, Public) else found


def files_of_draft(viewer: Viewer, draft: uuid.UUID) -> list[FileShown]:
    """In the order of their adding; those taken out are not among them."""
    return [
        shown(row) for row in readable(viewer, StoredFile.objects.filter(draft=draft, removed_at=None)).order_by("pk")
    ]


def files_of(viewer: AnyViewer, edition_id: uuid.UUID, *, answer: str = "") -> list[FileShown]:
    """The files of an edition as far as this viewer holds the parts that name them.

    `answer` says where they are shown when they are an answer of their own, not part of one.
    """
    rows = list(readable(viewer, StoredFile.objects.filter(edition__public_id=edition_id)).order_by("pk"))
    if answer and rows:
        give(viewer, answer, [_named(row) for row in rows[:1]])
    return [shown(row) for row in rows]


def file(viewer: AnyViewer, public_id: uuid.UUID, *, answer: str = "record") -> FileShown:
    """What is said of one file without opening it."""
    row = found(viewer, public_id)
    give(viewer, answer, [_named(row)])
    return shown(row)


def open_file(viewer: AnyViewer, public_id: uuid.UUID) -> OpenedFile:
    """Proved from the first chunk to the last before the first is given; one entry, which the edition's provider sees."""
    row = found(viewer, public_id)
    pieces = Pieces(row)
    kept = pieces.proved()
    _note(viewer, row)
    return OpenedFile(row.name, row.size, row.sha256, row.field, iter(kept or _streamed(viewer, pieces)))


def _streamed(viewer: AnyViewer, pieces: Pieces) -> Iterator[bytes]:
    """After the answer has begun, piece by piece, each asked for anew: who may no longer read it gets no further piece."""
    for number in range(pieces.blob.chunks):
        with acting_as(viewer):
            piece = pieces.one(number)
        yield piece


def found(viewer: AnyViewer, public_id: uuid.UUID) -> StoredFile:
    row = readable(viewer, StoredFile.objects.filter(public_id=public_id, removed_at=None)).first()
    if row is None:
        raise NotFound
    return row


def shown(row: StoredFile) -> FileShown:
    return FileShown(
        public_id=row.public_id,
        field=row.field,
        name=row.name,
        size=row.size,
        sha256=row.sha256,
        added_at=row.added_at,
        draft=row.draft,
        edition=row.edition.public_id if row.edition else None,
        is_removed=row.removed_at is not None,
        sort=FileSort.of(row.sort) if row.sort else None,
        findings=tuple(FileFinding.of(one) for one in row.findings),
        scan=Scan.of(row.scan) if row.scan else None,
    )


def _note(viewer: AnyViewer, row: StoredFile) -> None:
    """The public is nobody, so that nobody is followed."""
    write = partial(
        record, deed="download_file", answer="export", objects=[_named(row)], detail={"file": str(row.public_id)}
    )
    match viewer:
        case Viewer():
            write(actor=viewer.actor)
        case SystemViewer():
            write(system=viewer.name)
        case Public():
            return


def _named(row: StoredFile) -> tuple[uuid.UUID, int]:
    """The edition and its provider; a file of a draft is its own desk's."""
    if row.edition is None:
        return row.draft or row.public_id, row.desk.organization_id
    return row.edition.public_id, row.edition.originator_organization_id
