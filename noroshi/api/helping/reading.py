"""Requests for help that my desk was asked or has asked."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from noroshi.api.cursors import Page
from noroshi.api.helping.room import room
from noroshi.api.helping.shown import HelpLine, HelpRead, help_line, help_read
from noroshi.directory.signin.scopes import Scope
from noroshi.helping.queries import asked_by_here, asked_of_here, help_request
from noroshi.threshold.acting import viewer_of


class HelpSide(Schema):
    """`of`: asked of my desk; `by`: asked by it."""

    side: Literal["of", "by"] = "of"


@room.get("/help", Scope.EDITIONS_READ, Page[HelpLine])
def requests_for_help(request: HttpRequest, wanted: Query[HelpSide]) -> Page[HelpLine]:
    """What waits first, the longest waiting on top. At most 200."""
    viewer = viewer_of(request)
    found = asked_of_here(viewer) if wanted.side == "of" else asked_by_here(viewer)
    return Page(items=[help_line(one) for one in found])


@room.get("/help/{uuid:help_request}", Scope.EDITIONS_READ, HelpRead)
def one_request(request: HttpRequest, help_request: UUID) -> HelpRead:
    """One request with every move; for the two desks alone."""
    return help_read(_read(viewer_of(request), help_request))


_read = help_request
