"""Files of a draft; what is said of each, and its bytes, stand under `/files`."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.drafts.room import room
from noroshi.api.files import FileRead, file_read
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.files import add_file, files, put_back_file, remove_file
from noroshi.threshold.acting import viewer_of


class Enclosing(Schema):
    """What the file is: beside the form, or a specimen that nobody opens."""

    field: Literal["attachments", "specimens"] = "attachments"


@room.get("/drafts/{uuid:draft}/files", Scope.EDITIONS_READ, Page[FileRead])
def files_beside(request: HttpRequest, draft: UUID) -> Page[FileRead]:
    """The files of a draft, in the order of their adding."""
    return Page(items=[file_read(row) for row in files(viewer_of(request), draft)])


@room.upload("/drafts/{uuid:draft}/files", Scope.EDITIONS_WRITE, FileRead)
def enclose(request: HttpRequest, answer: HttpResponse, draft: UUID, wanted: Query[Enclosing]) -> Status[FileRead]:
    """Add a file as `multipart/form-data`, in one part named `file`. It is kept encrypted and never opened."""
    given = one_file(request)
    shown = add_file(viewer_of(request), draft, field=wanted.field, name=given.name, chunks=given.chunks)
    return made(request, answer, f"files/{shown.public_id}", file_read(shown))


@room.delete("/drafts/{uuid:draft}/files/{uuid:file}", Scope.EDITIONS_WRITE)
def take_out(request: HttpRequest, draft: UUID, file: UUID) -> Status[None]:
    """Take a file out of a draft; it can be put back for a while."""
    remove_file(viewer_of(request), draft, file)
    return Status(204, None)


@room.post("/drafts/{uuid:draft}/files/{uuid:file}/put-back", Scope.EDITIONS_WRITE, FileRead, status=200)
def put_file_back(request: HttpRequest, draft: UUID, file: UUID) -> FileRead:
    """Put a file back that was taken out."""
    return file_read(put_back_file(viewer_of(request), draft, file))
