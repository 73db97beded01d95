"""Moves of the two desks, and who works on it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.fields import Id, Incoming, Passage, Writing
from noroshi.api.helping.room import room
from noroshi.api.helping.shown import HelpRead, help_read
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.helping.actions import leave_care, make_move, take_care
from noroshi.helping.actions.move import Words
from noroshi.helping.queries import help_request as read_help
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpMove, Importance


class HelpMoving(Incoming):
    """One of `moves` of the request. An answer needs words and may carry identifiers and an importance."""

    move: HelpMove
    text: Writing = ""
    identifiers: Passage = ""
    importance: Importance | None = None


class Caring(Incoming):
    """A line of my desk's roster."""

    expert: Id


@room.post("/help/{uuid:help_request}/moves", Scope.EDITIONS_WRITE, HelpRead)
def move(request: HttpRequest, answer: HttpResponse, help_request: UUID, given: HelpMoving) -> Status[HelpRead]:
    """Take, answer, decline, ask further, close, take back, ask for consent or give it: as `moves` says."""
    viewer = viewer_of(request)
    make_move(viewer, help_request, given.move, Words(given.text, given.identifiers, given.importance))
    return made(request, answer, f"help/{help_request}", help_read(read_help(viewer, help_request)))


@room.post("/help/{uuid:help_request}/experts", Scope.EDITIONS_WRITE, HelpRead)
def care(request: HttpRequest, answer: HttpResponse, help_request: UUID, given: Caring) -> Status[HelpRead]:
    """Give it to somebody on my desk's roster; the desk that asked does not learn who it is."""
    viewer = viewer_of(request)
    take_care(viewer, help_request, given.expert)
    return made(request, answer, f"help/{help_request}", help_read(read_help(viewer, help_request)))


@room.delete("/help/{uuid:help_request}/experts/{uuid:expert}", Scope.EDITIONS_WRITE)
def leave(request: HttpRequest, help_request: UUID, expert: UUID) -> Status[None]:
    """Take somebody off it again."""
    leave_care(viewer_of(request), help_request, expert)
    return Status(204, None)
