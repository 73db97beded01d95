"""Weighty changes of an organization: previewed, asked for by one person, agreed to by another."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.api.fields import Edit, Flag, Id, Incoming, Reason, SectorId
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.changes import agree_change, preview_change, refuse_change, request_change
from noroshi.directory.shown import ChangeShown, OrganizationShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound


class Wanted(Incoming):
    kinds: Annotated[list[OrganizationKind], Field(max_length=20)] = []
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    ministry: Id | None = None
    ceptoars: Annotated[list[Id], Field(max_length=20)] = []
    is_active: Flag = True


class Asked(Edit, Wanted):
    reason: Reason = ""


class Opening(Schema):
    """How many items the change would open to somebody, and how many it would close."""

    opens: int
    closes: int


@room.ask("/organizations/{uuid:organization}/changes/preview", Scope.DIRECTORY_READ, Opening)
def preview(request: HttpRequest, organization: UUID, given: Wanted) -> Opening:
    """What a change would open and close; changes nothing."""
    seen = preview_change(actor=seat_of(request), organization=organization, **given.given())
    return Opening(opens=seen.opens, closes=seen.closes)


@room.post("/organizations/{uuid:organization}/changes", Scope.DIRECTORY_WRITE, ChangeShown)
def ask(request: HttpRequest, answer: HttpResponse, organization: UUID, given: Asked) -> Status[ChangeShown]:
    """Ask for a change of kind, sectors, ministry, CEPTOARs or existence; `version` is the organization's."""
    seat = seat_of(request)
    row = request_change(actor=seat, organization=organization, version=given.read_version, **given.given())
    return made(request, answer, f"changes/{row.public_id}", _one(request, row.public_id))


@room.get("/changes", Scope.DIRECTORY_READ, Page[ChangeShown])
def changes(request: HttpRequest) -> Page[ChangeShown]:
    """Changes of my organization; for the platform, of all. The newest 200."""
    return Page(items=queries.changes_shown_to(seat_of(request)))


@room.get("/changes/{uuid:change}", Scope.DIRECTORY_READ, ChangeShown)
def change(request: HttpRequest, change: UUID) -> ChangeShown:
    """One change, and whether I may decide on it."""
    return _one(request, change)


@room.post("/changes/{uuid:change}/agree", Scope.DIRECTORY_WRITE, OrganizationShown, status=200)
def agree(request: HttpRequest, change: UUID) -> OrganizationShown:
    """Agree, as the second person: the organization changes at once."""
    seat = seat_of(request)
    row = agree_change(actor=seat, change=change)
    return queries.organization(seat, row.public_id)


@room.post("/changes/{uuid:change}/refuse", Scope.DIRECTORY_WRITE, ChangeShown, status=200)
def refuse(request: HttpRequest, change: UUID) -> ChangeShown:
    """Refuse, or withdraw one's own."""
    refuse_change(actor=seat_of(request), change=change)
    return _one(request, change)


def _one(request: HttpRequest, change: UUID) -> ChangeShown:
    shown = queries.changes_shown_to(seat_of(request))
    found = next((row for row in shown if row.id == change), None)
    if found is None:
        raise NotFound
    return found
