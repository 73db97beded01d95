"""What is said of a file, and the file itself. Files are added to drafts, under the routes of reports and advisories."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import Schema

from noroshi.api.routing import NO_KEY, Room
from noroshi.audiences.viewer import Public
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vault import queries
from noroshi.vault.queries import FileShown
from noroshi.vault.specimens import handed_out
from noroshi.vocabulary.files import FileFinding, FileSort, Scan

room: Final = Room("files")


class FileRead(Schema):
    """`edition` is the edition that names it; `draft` the draft that it was added to.

    `sort` is what it is by its content, `findings` what to know before it is opened; `scan` is null where no scanner is set up.
    """

    id: UUID
    field: str
    name: str
    size: int
    sha256: str
    added_at: datetime
    draft: UUID | None
    edition: UUID | None
    sort: FileSort | None
    findings: list[FileFinding]
    scan: Scan | None


def file_read(file: FileShown) -> FileRead:
    return FileRead(
        id=file.public_id,
        field=file.field,
        name=file.name,
        size=file.size,
        sha256=file.sha256,
        added_at=file.added_at,
        draft=file.draft if file.edition is None else None,
        edition=file.edition,
        sort=file.sort,
        findings=list(file.findings),
        scan=file.scan,
    )


@room.get("/files/{uuid:file}", Scope.EDITIONS_READ, FileRead)
def one(request: HttpRequest, file: UUID) -> FileRead:
    """What is said of one file."""
    return file_read(queries.file(viewer_of(request), file))


@room.download("/files/{uuid:file}/content", Scope.EDITIONS_READ)
def content(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """The file itself; a specimen comes in a zip encrypted with the password "infected"."""
    out = handed_out(viewer_of(request), file)
    return handed_over(out.name, out.size, out.chunks)


@room.download("/public/files/{uuid:file}/content", NO_KEY)
def published(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """An attachment of a published edition, for everybody; never a specimen."""
    opened = queries.open_file(Public(), file)
    return handed_over(opened.name, opened.size, opened.chunks)
