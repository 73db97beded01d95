"""Who in my house can help: fields and load."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.helping.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.helping.actions import end_expert, write_expert
from noroshi.helping.experts import ExpertShown, roster
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpField


class ExpertRead(Schema):
    """`load` is how many requests of my desk wait for this person now."""

    id: UUID
    person: UUID
    name_ja: str
    name_en: str
    desk: UUID
    fields: list[HelpField]
    note: str
    load: int


class NewExpert(Incoming):
    """Somebody who sits at my desk. A second line about the same person takes the place of the first."""

    person: Id
    fields: Annotated[list[HelpField], Field(max_length=10)]
    note: Reason = ""


@room.get("/help-experts", Scope.EDITIONS_READ, Page[ExpertRead])
def experts(request: HttpRequest) -> Page[ExpertRead]:
    """The roster of my house, the least loaded first; nobody outside reads it."""
    return Page(items=[_read(one) for one in roster(viewer_of(request))])


@room.post("/help-experts", Scope.EDITIONS_WRITE, Page[ExpertRead])
def put_on(request: HttpRequest, answer: HttpResponse, given: NewExpert) -> Status[Page[ExpertRead]]:
    """Put somebody of my desk on the roster."""
    viewer = viewer_of(request)
    write_expert(viewer, given.person, given.fields, given.note)
    return made(request, answer, "help-experts", Page(items=[_read(one) for one in roster(viewer)]))


@room.delete("/help-experts/{uuid:expert}", Scope.EDITIONS_WRITE)
def take_off(request: HttpRequest, expert: UUID) -> Status[None]:
    """Take somebody off the roster of my desk."""
    end_expert(viewer_of(request), expert)
    return Status(204, None)


def _read(one: ExpertShown) -> ExpertRead:
    return ExpertRead(
        id=one.public_id,
        person=one.person.public_id,
        name_ja=one.person.name_ja,
        name_en=one.person.name_en,
        desk=one.desk.public_id,
        fields=list(one.fields),
        note=one.note,
        load=one.load,
    )
