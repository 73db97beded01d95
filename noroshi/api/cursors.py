"""Pages of lists. A cursor goes on in one list, for one viewer and one question; there are no totals."""

from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from noroshi.directory.seated import Seated
from noroshi.threshold.cursors import place_from, place_sealed

Cursor = Annotated[str, Field(max_length=400, description="As given by `next` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=100, description="At most this many.")]


class Page[Item](Schema):
    """One page of a list. `next` is null where nothing more was found; there are no totals."""

    items: list[Item]
    next: str | None = None


class Paged(Schema):
    """What every list may be asked."""

    cursor: Cursor | None = None
    limit: Limit = 50


def page[Item](request: HttpRequest, items: Sequence[Item], limit: int, place: str | None) -> Page[Item]:
    """`place` is where the next page begins, when this one is full."""
    more = place is not None and len(items) >= limit
    return Page(items=list(items), next=cursor(request, place) if more and place is not None else None)


def cursor(request: HttpRequest, place: str) -> str:
    return place_sealed(place, _seat(request), _asked(request))


def place_of(request: HttpRequest, given: str | None) -> str:
    """Empty at the beginning; a foreign, altered or other list's cursor is refused in words."""
    return place_from(given or "", _seat(request), _asked(request))


def number_of(request: HttpRequest, given: str | None) -> int | None:
    place = place_of(request, given)
    return int(place) if place else None


def _seat(request: HttpRequest) -> Seated | None:
    viewer = getattr(request, "viewer", None)
    return viewer.seat if viewer else None


def _asked(request: HttpRequest) -> object:
    """The list and everything that was asked of it but the page itself."""
    asked = ((name, value) for name, values in request.GET.lists() for value in values)
    return request.path_info, sorted(pair for pair in asked if pair[0] not in {"cursor", "limit"})
