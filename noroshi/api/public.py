"""What was published: CLEAR editions, for everybody, without a key, contact blocks or names of people."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import Query

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.shown import EditionLine, EditionRead, line, reading
from noroshi.api.files import FileRead, file_read
from noroshi.api.routing import NO_KEY, Room
from noroshi.audiences.viewer import Public
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from noroshi.threshold.handing_over import handed_over
from noroshi.vault.queries import files_of, open_file

room = Room("public")


@room.get("/public/editions", NO_KEY, Page[EditionLine])
def newest(request: HttpRequest, wanted: Query[Paged]) -> Page[EditionLine]:
    """Everything published, newest first."""
    asked = Wanted(before=number_of(request, wanted.cursor), limit=wanted.limit)
    found = editions_readable_by(Public(), asked)
    return page(request, [line(row) for row in found], wanted.limit, str(found[-1].key) if found else None)


@room.get("/public/editions/{uuid:edition}", NO_KEY, EditionRead)
def one(request: HttpRequest, edition: UUID) -> EditionRead:
    """One published edition."""
    return reading(edition_readable_by(Public(), edition))


@room.get("/public/editions/{uuid:edition}/files", NO_KEY, Page[FileRead])
def files(request: HttpRequest, edition: UUID) -> Page[FileRead]:
    """The attachments of a published edition; never a specimen."""
    edition_readable_by(Public(), edition)
    return Page(items=[file_read(one) for one in files_of(Public(), edition)])


@room.download("/public/files/{uuid:file}/content", NO_KEY)
def content(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """An attachment of a published edition, to be saved and never shown."""
    opened = open_file(Public(), file)
    return handed_over(opened.name, opened.size, opened.chunks)
