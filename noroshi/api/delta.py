"""What happened since one last asked: for a copy that is kept elsewhere, recalls included."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from noroshi.api.cursors import Cursor, Limit
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.routing import Room
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.changes import Happened, Place, changes, latest_place
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.cursors import place_from, place_sealed
from noroshi.vocabulary import Happening

room = Room("delta")
LIST = "delta"


class Since(Schema):
    """`latest` begins at this moment instead of at the beginning."""

    cursor: Cursor | None = None
    limit: Limit = 50
    latest: bool = False


class HappeningShown(Schema):
    """`now` is the edition as it is now. Null: it is not for you any more; take away what you kept of it."""

    edition: UUID
    what: Happening
    at: datetime
    now: EditionLine | None


class Delta(Schema):
    """Ask again with `next`, also when nothing came: it never goes back. `has_more` says that more is there already."""

    items: list[HappeningShown]
    next: str
    has_more: bool


@room.get("/delta", Scope.EDITIONS_READ, Delta)
def since(request: HttpRequest, wanted: Query[Since]) -> Delta:
    """What happened to editions of mine since the cursor, oldest first: came, marked again, numbered, recalled."""
    viewer = viewer_of(request)
    after = Place.of(place_from(wanted.cursor or "", viewer.seat, LIST))
    if wanted.latest and not wanted.cursor:
        after = latest_place()
    stretch = changes(viewer, after, wanted.limit)
    return Delta(
        items=[_shown(one) for one in stretch.happened],
        next=place_sealed(str(stretch.upto), viewer.seat, LIST),
        has_more=stretch.has_more,
    )


def _shown(one: Happened) -> HappeningShown:
    return HappeningShown(edition=one.edition, what=one.what, at=one.at, now=line(one.line) if one.line else None)
