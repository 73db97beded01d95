"""Seats of people at desks, their standing duties and the matters they are assigned to."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.directory.room import room
from noroshi.api.fields import Day, Edit, Flag, Id, Incoming, Reason, SectorId
from noroshi.api.routing import made
from noroshi.directory.actions.duties import assign_matter, end_assignment, end_duty, give_duty
from noroshi.directory.actions.seats import edit_membership, end_membership, seat_person
from noroshi.directory.shown import AssignmentShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role, Tie


class NewSeat(Incoming):
    desk: Id
    role: Role
    tie: Tie = Tie.STAFF
    nda_until: Day | None = None
    is_poc: Flag = False
    is_deputy: Flag = False
    is_administrator: Flag = False


class SeatEdit(Edit):
    role: Role = Role.OPERATIONS
    tie: Tie = Tie.STAFF
    nda_until: Day | None = None
    is_poc: Flag = False
    is_deputy: Flag = False
    is_administrator: Flag = False


class Duty(Incoming):
    sector: SectorId


class Matter(Incoming):
    matter: Id
    reason: Reason = ""


class SeatShown(Schema):
    """A seat as it stands after the deed; the person's own record shows it with duties and assignments."""

    id: UUID
    version: int
    person: UUID
    desk: UUID
    role: Role
    tie: Tie
    nda_until: date | None
    is_poc: bool
    is_deputy: bool
    is_administrator: bool


class DutyShown(Schema):
    membership: UUID
    sector: str


@room.post("/people/{uuid:person}/memberships", Scope.DIRECTORY_WRITE, SeatShown)
def seat(request: HttpRequest, answer: HttpResponse, person: UUID, given: NewSeat) -> Status[SeatShown]:
    """A further desk for somebody of one's own organization."""
    row = seat_person(actor=seat_of(request), person=person, **given.given())
    return made(request, answer, f"people/{person}", _shown(row))


@room.patch("/memberships/{uuid:membership}", Scope.DIRECTORY_WRITE, SeatShown)
def edit(request: HttpRequest, membership: UUID, given: SeatEdit) -> SeatShown:
    """Change role, tie, NDA, POC, deputy or administration of a seat; one's own need to know is another's to change."""
    row = edit_membership(actor=seat_of(request), membership=membership, version=given.read_version, **given.given())
    return _shown(row)


@room.delete("/memberships/{uuid:membership}", Scope.DIRECTORY_WRITE)
def end(request: HttpRequest, membership: UUID) -> Status[None]:
    """The seat ends, with its assignments and keys."""
    end_membership(actor=seat_of(request), membership=membership)
    return Status(204, None)


@room.post("/memberships/{uuid:membership}/duties", Scope.DIRECTORY_WRITE, DutyShown)
def give(request: HttpRequest, answer: HttpResponse, membership: UUID, given: Duty) -> Status[DutyShown]:
    """A standing duty for a sector; it gives need to know."""
    duty = give_duty(actor=seat_of(request), membership=membership, sector=given.sector)
    shown = DutyShown(membership=membership, sector=duty.sector)
    return made(request, answer, f"memberships/{membership}/duties/{duty.sector}", shown)


@room.delete("/memberships/{uuid:membership}/duties/{slug:sector}", Scope.DIRECTORY_WRITE)
def take(request: HttpRequest, membership: UUID, sector: str) -> Status[None]:
    """The standing duty ends."""
    end_duty(actor=seat_of(request), membership=membership, sector=sector)
    return Status(204, None)


@room.post("/memberships/{uuid:membership}/assignments", Scope.DIRECTORY_WRITE, AssignmentShown)
def assign(request: HttpRequest, answer: HttpResponse, membership: UUID, given: Matter) -> Status[AssignmentShown]:
    """Need to know for one matter."""
    row = assign_matter(actor=seat_of(request), membership=membership, **given.given())
    shown = AssignmentShown(id=row.public_id, matter=row.matter, reason=row.reason, since=row.created_at)
    return made(request, answer, f"assignments/{row.public_id}", shown)


@room.delete("/assignments/{uuid:assignment}", Scope.DIRECTORY_WRITE)
def release(request: HttpRequest, assignment: UUID) -> Status[None]:
    """The assignment ends."""
    end_assignment(actor=seat_of(request), assignment=assignment)
    return Status(204, None)


def _shown(row: Any) -> SeatShown:
    return SeatShown(
        id=row.public_id,
        version=row.version,
        person=row.person.public_id,
        desk=row.desk.public_id,
        role=row.role,
        tie=row.tie,
        nda_until=row.nda_until,
        is_poc=row.is_poc,
        is_deputy=row.is_deputy,
        is_administrator=row.is_administrator,
    )
