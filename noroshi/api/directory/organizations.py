"""Organizations: looked up, founded, described."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Status
from pydantic import Field

from noroshi.api.cursors import Page, Paged, page, place_of
from noroshi.api.directory.room import room
from noroshi.api.fields import Edit, Handle, Id, Incoming, Line, Name, Passage, SectorId
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.organizations import edit_organization, found_organization
from noroshi.directory.shown import OrganizationShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import OrganizationKind


class Lookup(Paged):
    search: Line = ""
    kind: OrganizationKind | None = None
    sector: SectorId | None = None


class Founding(Incoming):
    handle: Handle
    name_ja: Name
    kinds: Annotated[list[OrganizationKind], Field(max_length=20)]
    name_kana: Line = ""
    name_en: Line = ""
    other_names: Annotated[list[Name], Field(max_length=20)] = []
    sectors: Annotated[list[SectorId], Field(max_length=40)] = []
    ministry: Id | None = None
    ceptoars: Annotated[list[Id], Field(max_length=20)] = []
    note_ja: Passage = ""
    note_en: Passage = ""


class Description(Edit):
    name_ja: Name = ""
    name_kana: Line = ""
    name_en: Line = ""
    other_names: Annotated[list[Name], Field(max_length=20)] = []
    note_ja: Passage = ""
    note_en: Passage = ""


@room.get("/organizations", Scope.DIRECTORY_READ, Page[OrganizationShown])
def look_up(request: HttpRequest, wanted: Query[Lookup]) -> Page[OrganizationShown]:
    """Organizations that my organization knows of, in the order of their handles."""
    found = queries.organizations_known_to(
        seat_of(request),
        wanted.search,
        kind=wanted.kind or "",
        sector=wanted.sector or "",
        after=place_of(request, wanted.cursor),
        limit=wanted.limit,
    )
    return page(request, found, wanted.limit, found[-1].handle if found else None)


@room.post("/organizations", Scope.PLATFORM_WRITE, OrganizationShown)
def found(request: HttpRequest, answer: HttpResponse, given: Founding) -> Status[OrganizationShown]:
    """Found an organization (platform administrators). Then open a desk in it and add or invite its first people."""
    seat = seat_of(request)
    row = found_organization(actor=seat, **given.given())
    return made(request, answer, f"organizations/{row.public_id}", queries.organization(seat, row.public_id))


@room.get("/organizations/{uuid:organization}", Scope.DIRECTORY_READ, OrganizationShown)
def one(request: HttpRequest, organization: UUID) -> OrganizationShown:
    """One organization."""
    return queries.organization(seat_of(request), organization)


@room.patch("/organizations/{uuid:organization}", Scope.DIRECTORY_WRITE, OrganizationShown)
def describe(request: HttpRequest, organization: UUID, given: Description) -> OrganizationShown:
    """Change names and notes. Kind, sectors, ministry and CEPTOARs change by a change request."""
    seat = seat_of(request)
    edit_organization(actor=seat, organization=organization, version=given.read_version, **given.given())
    return queries.organization(seat, organization)
