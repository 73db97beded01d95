"""Whom to ring, and which contacts nobody has confirmed in time."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.cursors import Page
from noroshi.api.directory.room import room
from noroshi.directory import queries
from noroshi.directory.actions.contacts import confirm_contact
from noroshi.directory.shown import ContactShown
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of


class NextCheck(Schema):
    due_date: date


@room.get("/organizations/{uuid:organization}/contacts", Scope.DIRECTORY_READ, Page[ContactShown])
def contacts(request: HttpRequest, organization: UUID) -> Page[ContactShown]:
    """POCs and deputies, desk by desk."""
    return Page(items=queries.contacts(seat_of(request), organization))


@room.get("/contacts/overdue", Scope.DIRECTORY_READ, Page[ContactShown])
def overdue(request: HttpRequest) -> Page[ContactShown]:
    """Contacts of those whom my organization looks after that are not confirmed in time."""
    return Page(items=queries.overdue_contacts(seat_of(request)))


@room.post("/memberships/{uuid:membership}/confirm", Scope.DIRECTORY_WRITE, NextCheck, status=200)
def confirm(request: HttpRequest, membership: UUID) -> NextCheck:
    """This contact is right; the next check is due 90 days from now."""
    return NextCheck(due_date=confirm_contact(actor=seat_of(request), membership=membership).due_date)
