"""People, seen and kept by who governs their organization."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.api.fields import Day, Edit, Flag, Handle, Incoming, Line, Name
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.people import add_person, deactivate_person, edit_person
from noroshi.directory.shown import PersonShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role, Tie


class NewPerson(Incoming):
    """A person and a first seat. `login` becomes `name@organization`."""

    login: Handle
    name_ja: Name
    role: Role
    name_kana: Line = ""
    name_en: Line = ""
    email: Line = ""
    language: Literal["ja", "en"] = "ja"
    time_zone: Handle = "Asia/Tokyo"
    theme: Literal["auto", "light", "dark"] = "auto"
    tie: Tie = Tie.STAFF
    nda_until: Day | None = None
    is_poc: Flag = False
    is_deputy: Flag = False
    is_administrator: Flag = False


class PersonEdit(Edit):
    name_ja: Name = ""
    name_kana: Line = ""
    name_en: Line = ""
    email: Line = ""
    language: Literal["ja", "en"] = "ja"
    time_zone: Handle = "Asia/Tokyo"
    theme: Literal["auto", "light", "dark"] = "auto"


@room.get("/organizations/{uuid:organization}/people", Scope.DIRECTORY_READ, Page[PersonShown])
def people(request: HttpRequest, organization: UUID) -> Page[PersonShown]:
    """People of my organization, or of one that the platform still looks after."""
    return Page(items=queries.people_of(seat_of(request), organization))


@room.post("/desks/{uuid:desk}/people", Scope.DIRECTORY_WRITE, PersonShown)
def add(request: HttpRequest, answer: HttpResponse, desk: UUID, given: NewPerson) -> Status[PersonShown]:
    """Enter a new person at a desk. To sign in, the person needs a first link; to use the API, a key."""
    seat = seat_of(request)
    person = add_person(actor=seat, desk=desk, **given.given()).person.public_id
    return made(request, answer, f"people/{person}", queries.person(seat, person))


@room.get("/people/{uuid:person}", Scope.DIRECTORY_READ, PersonShown)
def person(request: HttpRequest, person: UUID) -> PersonShown:
    """One person with the seats in that organization."""
    return queries.person(seat_of(request), person)


@room.patch("/people/{uuid:person}", Scope.DIRECTORY_WRITE, PersonShown)
def edit(request: HttpRequest, person: UUID, given: PersonEdit) -> PersonShown:
    """Change a person."""
    seat = seat_of(request)
    edit_person(actor=seat, person=person, version=given.read_version, **given.given())
    return queries.person(seat, person)


@room.post("/people/{uuid:person}/deactivate", Scope.DIRECTORY_WRITE, PersonShown, status=200)
def deactivate(request: HttpRequest, person: UUID) -> PersonShown:
    """The person leaves: seats, sessions and keys end at once; the name stays for the ledger."""
    seat = seat_of(request)
    deactivate_person(actor=seat, person=person)
    return queries.person(seat, person)
