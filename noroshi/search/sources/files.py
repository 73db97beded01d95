"""The words of files that travel with editions, read by a job; never of a specimen. Held by whoever holds the file."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.editions.models import Edition
from noroshi.search.models import FileText
from noroshi.search.rows import LONGEST, Row, keep, unless_moving
from noroshi.traces.files import look_through
from noroshi.vault.models import Field, StoredFile
from noroshi.vault.queries import readable
from noroshi.vault.searched import LARGEST, whole_for_search
from noroshi.vocabulary import FoundKind

SOURCE: Final = "search_filetext"
SYSTEM: Final = SystemViewer("reading")
AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file with its words, and the edition that names it."""

    public_id: UUID
    name: str
    edition: UUID
    text: str


def words_kept(row: FileText) -> None:
    file = row.file
    edition = file.edition
    if edition is None:
        return
    keep(
        SOURCE,
        [
            Row(
                ref=row.pk,
                kind=FoundKind.FILE,
                item=file.public_id,
                audience=row.audience_id,
                at=edition.sealed_at,
                title=file.name,
                text=row.text,
                about=edition.public_id,
                matter=edition.matter,
                tlp=edition.tlp,
                importance=edition.importance,
                sectors=tuple(edition.sectors),
                organization=edition.originator_organization_id,
                is_recalled=edition.is_recalled,
            )
        ],
    )


def read_files(most: int = AT_ONCE) -> int:
    """The worker's part: files that were bound to an edition and have no words yet. One that cannot be read is found by its name."""
    with acting_as(SYSTEM):
        waiting = StoredFile.objects.exclude(edition=None).filter(field=Field.ATTACHMENTS)
        unread = waiting.exclude(pk__in=FileText.objects.values("file")).select_related("edition")
        said = {row: _text(row) for row in unread.order_by("pk")[:most]}
    done = 0
    for row, text in said.items():
        with unless_moving(), acting_as(SYSTEM):
            done += _kept(row, text)
    return done


def _kept(row: StoredFile, text: str) -> bool:
    """Reading takes long: held by whoever holds the file and its edition now, and neither moves until the words are there."""
    edition = Edition.objects.select_for_update(no_key=True, nowait=True).filter(pk=row.edition_id or 0).first()
    file = StoredFile.objects.select_for_update(no_key=True, nowait=True).filter(pk=row.pk).first()
    if edition is None or file is None:
        return False
    FileText.objects.create(audience_id=file.audience_id, file=file, text=text, read_at=timezone.now())
    return True


def found(viewer: Viewer, held: Held, files: Collection[UUID]) -> dict[UUID, FileFound]:
    rows = readable(viewer, StoredFile.objects.filter(public_id__in=files).exclude(edition=None))
    said = dict(held.of_these(FileText.objects.filter(file__in=[row.pk for row in rows])).values_list("file", "text"))
    return {
        row.public_id: FileFound(row.public_id, row.name, row.edition.public_id, said.get(row.pk, ""))
        for row in rows
        if row.edition
    }


def _text(row: StoredFile) -> str:
    if row.size > LARGEST:
        return ""
    looked = look_through(whole_for_search(SYSTEM, row.public_id, deed="index_file"), row.name)
    return "\n".join(piece.text for piece in looked.pieces).replace("\0", "")[:LONGEST]
