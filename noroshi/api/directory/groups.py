"""Groups of desks, for their members and their owner desk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.api.fields import Edit, Flag, Handle, Id, Incoming, Line, Name, Passage
from noroshi.api.routing import made
from noroshi.directory import queries
from noroshi.directory.actions.groups import add_to_group, edit_group, make_group, remove_from_group
from noroshi.directory.shown import GroupShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of


class NewGroup(Incoming):
    handle: Handle
    name_ja: Name
    roster_is_confidential: Flag
    name_en: Line = ""
    purpose_ja: Passage = ""
    purpose_en: Passage = ""


class GroupEdit(Edit):
    name_ja: Name = ""
    name_en: Line = ""
    purpose_ja: Passage = ""
    purpose_en: Passage = ""
    roster_is_confidential: Flag = True
    is_active: Flag = True


class SeatInGroup(Incoming):
    desk: Id


@room.get("/groups", Scope.DIRECTORY_READ, Page[GroupShown])
def groups(request: HttpRequest) -> Page[GroupShown]:
    """Groups of my desk. A confidential roster is null."""
    return Page(items=queries.groups_of(seat_of(request)))


@room.post("/groups", Scope.DIRECTORY_WRITE, GroupShown)
def make(request: HttpRequest, answer: HttpResponse, given: NewGroup) -> Status[GroupShown]:
    """Make a group; my desk owns it and has the first seat."""
    seat = seat_of(request)
    row = make_group(actor=seat, **given.given())
    return made(request, answer, f"groups/{row.public_id}", queries.group(seat, row.public_id))


@room.get("/groups/{uuid:group}", Scope.DIRECTORY_READ, GroupShown)
def group(request: HttpRequest, group: UUID) -> GroupShown:
    """One group of my desk."""
    return queries.group(seat_of(request), group)


@room.patch("/groups/{uuid:group}", Scope.DIRECTORY_WRITE, GroupShown)
def edit(request: HttpRequest, group: UUID, given: GroupEdit) -> GroupShown:
    """Change a group. A confidential roster is never opened later."""
    seat = seat_of(request)
    edit_group(actor=seat, group=group, version=given.read_version, **given.given())
    return queries.group(seat, group)


@room.post("/groups/{uuid:group}/desks", Scope.DIRECTORY_WRITE, GroupShown)
def add(request: HttpRequest, answer: HttpResponse, group: UUID, given: SeatInGroup) -> Status[GroupShown]:
    """Give a desk a seat in the group."""
    seat = seat_of(request)
    add_to_group(actor=seat, group=group, desk=given.desk)
    return made(request, answer, f"groups/{group}", queries.group(seat, group))


@room.delete("/groups/{uuid:group}/desks/{uuid:desk}", Scope.DIRECTORY_WRITE)
def remove(request: HttpRequest, group: UUID, desk: UUID) -> Status[None]:
    """Take a desk out of the group, or leave it."""
    remove_from_group(actor=seat_of(request), group=group, desk=desk)
    return Status(204, None)
