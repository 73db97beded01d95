"""Desks: where information arrives."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.api.fields import Edit, Handle, Incoming, Line, Name, SectorId, VersionOf
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.desks import add_desk, close_desk, edit_desk
from noroshi.directory.shown import DeskShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import DeskKind


class NewDesk(Incoming):
    handle: Handle
    name_ja: Name
    name_en: Line = ""
    kind: DeskKind = DeskKind.GENERAL
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    telephone: Line = ""
    fax: Line = ""
    email: Line = ""


class DeskEdit(Edit):
    name_ja: Name = ""
    name_en: Line = ""
    kind: DeskKind = DeskKind.GENERAL
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    telephone: Line = ""
    fax: Line = ""
    email: Line = ""


@room.get("/organizations/{uuid:organization}/desks", Scope.DIRECTORY_READ, Page[DeskShown])
def desks(request: HttpRequest, organization: UUID) -> Page[DeskShown]:
    """The desks of an organization."""
    return Page(items=queries.desks(seat_of(request), organization))


@room.post("/organizations/{uuid:organization}/desks", Scope.DIRECTORY_WRITE, DeskShown)
def add(request: HttpRequest, answer: HttpResponse, organization: UUID, given: NewDesk) -> Status[DeskShown]:
    """Open a desk. Its handle becomes `organization.desk`."""
    seat = seat_of(request)
    row = add_desk(actor=seat, organization=organization, **given.given())
    return made(request, answer, f"desks/{row.public_id}", queries.desk(seat, row.public_id))


@room.get("/desks/{uuid:desk}", Scope.DIRECTORY_READ, DeskShown)
def desk(request: HttpRequest, desk: UUID) -> DeskShown:
    """One desk."""
    return queries.desk(seat_of(request), desk)


@room.patch("/desks/{uuid:desk}", Scope.DIRECTORY_WRITE, DeskShown)
def edit(request: HttpRequest, desk: UUID, given: DeskEdit) -> DeskShown:
    """Change a desk."""
    seat = seat_of(request)
    edit_desk(actor=seat, desk=desk, version=given.read_version, **given.given())
    return queries.desk(seat, desk)


@room.delete("/desks/{uuid:desk}", Scope.DIRECTORY_WRITE)
def close(request: HttpRequest, desk: UUID, read: Query[VersionOf]) -> Status[None]:
    """Close a desk; everybody's seat at it ends. `version` as read."""
    close_desk(actor=seat_of(request), desk=desk, version=read.read_version)
    return Status(204, None)
