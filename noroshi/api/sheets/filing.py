"""A sheet in one request, for machines: begun, filled and shared, the whole of it or nothing."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Status
from pydantic import Field

from noroshi.advisories.confirming import Confirmed
from noroshi.api.drafts.beginning import NewDraft, begun
from noroshi.api.drafts.sending import Confirms, filed
from noroshi.api.drafts.written import Typed
from noroshi.api.editions.shown import EditionRead
from noroshi.api.fields import Id
from noroshi.api.sheets.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of

KIND: Literal["sheet"] = "sheet"


class NewSheet(Typed):
    """The color and `destinations` stand in `wish`. With `follows`, the next report of an own sheet; from an item with `sources`."""

    follows: Id | None = None
    sources: Annotated[list[Id], Field(max_length=1)] = []
    confirms: Confirms = []


@room.post("/sheets", Scope.EDITIONS_WRITE, EditionRead)
def share(request: HttpRequest, answer: HttpResponse, given: NewSheet) -> Status[EditionRead]:
    """Share a sheet in one request. Refused, it leaves nothing; with an `Idempotency-Key` it is shared once."""
    viewer = viewer_of(request)
    draft = begun(viewer, NewDraft.model_construct(**dict(given), kind=KIND))
    return filed(request, answer, viewer, draft, draft.version, Confirmed(None, frozenset(given.confirms)))
