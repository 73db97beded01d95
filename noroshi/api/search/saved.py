"""Searches that are kept: my own, of which I am told, and those of my desk, of which the desk is told."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.fields import Flag, Incoming, Name
from noroshi.api.routing import made
from noroshi.api.search.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.search.actions.saved import SavedWish, end_search, keep_search
from noroshi.search.queries import SavedShown, saved, saved_of
from noroshi.threshold.acting import viewer_of


class SearchGiven(Incoming):
    """`asked` as in the address of a search: `{"q": ["…"], "tlp": ["green"]}`. The desk's is told to the desk, one's own to oneself."""

    name: Name
    asked: dict[str, list[str]]
    of_desk: Flag = False
    tells: Flag = True


class SearchKept(Schema):
    id: UUID
    name: str
    asked: dict[str, list[str]]
    of_desk: bool
    tells: bool
    made_at: datetime


@room.get("/searches", Scope.EDITIONS_READ, Page[SearchKept])
def searches(request: HttpRequest) -> Page[SearchKept]:
    """Kept by me, or for my desk."""
    return Page(items=[_kept(one) for one in saved_of(viewer_of(request))])


@room.post("/searches", Scope.EDITIONS_WRITE, SearchKept)
def keep(request: HttpRequest, answer: HttpResponse, given: SearchGiven) -> Status[SearchKept]:
    """Keep a search."""
    viewer = viewer_of(request)
    row = keep_search(viewer, SavedWish(given.name, given.asked, is_of_desk=given.of_desk, tells=given.tells))
    return made(request, answer, f"searches/{row.public_id}", _kept(saved(viewer, row.public_id)))


@room.get("/searches/{uuid:saved_search}", Scope.EDITIONS_READ, SearchKept)
def one(request: HttpRequest, saved_search: UUID) -> SearchKept:
    """One that is kept."""
    return _kept(saved(viewer_of(request), saved_search))


@room.delete("/searches/{uuid:saved_search}", Scope.EDITIONS_WRITE)
def end(request: HttpRequest, saved_search: UUID) -> Status[None]:
    """Take it away."""
    end_search(viewer_of(request), saved_search)
    return Status(204, None)


def _kept(one: SavedShown) -> SearchKept:
    asked = {name: list(values) for name, values in one.asked.items()}
    return SearchKept(
        id=one.public_id, name=one.name, asked=asked, of_desk=one.is_of_desk, tells=one.notifies, made_at=one.made_at
    )
