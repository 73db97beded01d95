"""What was published: CLEAR editions, for everybody, without a key, contact blocks or names of people."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.shown import EditionLine, EditionRead, line, reading
from noroshi.api.routing import NO_KEY, Room
from noroshi.audiences.viewer import Public
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by

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
