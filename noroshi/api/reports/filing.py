"""A report in one request, for machines: begun, filled and sent, the whole of it or nothing."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.advisories.confirming import Confirmed
from noroshi.api.drafts.beginning import NewDraft, begun
from noroshi.api.drafts.sending import Confirms, filed
from noroshi.api.drafts.written import Typed
from noroshi.api.editions.shown import EditionRead
from noroshi.api.fields import Handle, Id
from noroshi.api.reports.room import room
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.reports import ways
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.text import TextMissing


class NewReport(Typed):
    """Contact and sector are filled in from the desk; the color stands in `wish`. With `follows`, the next edition of an own report.

    `way` is one of `GET /ways`, and may be left out where there is only one.
    """

    way: Handle | None = None
    follows: Id | None = None
    confirms: Confirms = []


@room.post("/reports", Scope.EDITIONS_WRITE, EditionRead)
def file(request: HttpRequest, answer: HttpResponse, given: NewReport) -> Status[EditionRead]:
    """File a report in one request. Refused, it leaves nothing; with an `Idempotency-Key` it is filed once."""
    viewer = viewer_of(request)
    _must_name_a_way(viewer, given)
    draft = begun(viewer, NewDraft.model_construct(**dict(given), kind=KIND))
    return filed(request, answer, viewer, draft, draft.version, Confirmed(None, frozenset(given.confirms)))


def _must_name_a_way(viewer: Viewer, given: NewReport) -> None:
    """Whether a report is a statutory one is nothing that a machine says by saying nothing."""
    if given.way is None and given.follows is None and len(ways.ways(viewer)) > 1:
        raise InvalidFields(fields={"way": [TextMissing.code]})


KIND: Literal["report"] = "report"
