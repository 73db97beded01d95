"""Asking for technical help."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status
from pydantic import Field

from noroshi.api.fields import Flag, Handle, Id, Incoming, Line, Writing
from noroshi.api.helping.room import room
from noroshi.api.helping.shown import HelpRead, help_read
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.helping.actions import Asked, ask_help, pass_on_help
from noroshi.helping.queries import help_request as read_help
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpField

Fields = Annotated[list[HelpField], Field(max_length=10)]


class NewHelp(Incoming):
    """`to` is a desk of an ISAC or a hub. `shows` names fields of the own item `about`, copied as they stand; nothing else is shown."""

    to: Id
    title: Line
    text: Writing
    fields: Fields = []
    about: Id | None = None
    shows: Annotated[list[Handle], Field(max_length=50)] = []
    may_be_passed_on: Flag = False


class HelpPassedOn(Incoming):
    """In words of my own desk, which may not say who asked first."""

    to: Id
    title: Line
    text: Writing


@room.post("/help", Scope.EDITIONS_WRITE, HelpRead)
def ask(request: HttpRequest, answer: HttpResponse, given: NewHelp) -> Status[HelpRead]:
    """Ask a desk of an ISAC or a cross-sector hub. Only the two desks read it."""
    viewer = viewer_of(request)
    asked = Asked(given.title, given.text, given.fields, given.about, given.shows, given.may_be_passed_on)
    row = ask_help(viewer, given.to, asked)
    return made(request, answer, f"help/{row.public_id}", help_read(read_help(viewer, row.public_id)))


@room.post("/help/{uuid:help_request}/pass-on", Scope.EDITIONS_WRITE, HelpRead)
def pass_it_on(request: HttpRequest, answer: HttpResponse, help_request: UUID, given: HelpPassedOn) -> Status[HelpRead]:
    """Pass it on to another ISAC or hub as a request of my own desk; the asker must have agreed. The answer is the new request."""
    viewer = viewer_of(request)
    row = pass_on_help(viewer, help_request, given.to, title=given.title, text=given.text)
    return made(request, answer, f"help/{row.public_id}", help_read(read_help(viewer, row.public_id)))
