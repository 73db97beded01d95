"""A form in a file becomes a draft of my desk."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema, Status

from noroshi.api.fields import Handle
from noroshi.api.intake.room import room
from noroshi.api.intake.shown import ArrivalRead, arrival_read
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.intake.actions import import_form
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Channel


class Importing(Schema):
    """`way` by which the report will be sent; `keeps` puts the file itself beside the draft."""

    way: Handle | None = None
    keeps: bool = False


@room.upload("/drafts/import", Scope.EDITIONS_WRITE, ArrivalRead)
def read_in(request: HttpRequest, answer: HttpResponse, wanted: Query[Importing]) -> Status[ArrivalRead]:
    """Read in a filled form: spreadsheet, text form or offline file. What could not be read is told by cell or line."""
    upload = one_file(request)
    done = import_form(
        viewer_of(request),
        name=upload.name,
        chunks=upload.chunks,
        way=wanted.way or "",
        channel=Channel.API,
        keeps=wanted.keeps,
    )
    return made(request, answer, f"arrivals/{done.public_id}", arrival_read(done))
