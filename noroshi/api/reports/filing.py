"""A report in one request, for machines: begun, filled and sent, the whole of it or nothing."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.drafts.beginning import NewDraft, begun
from noroshi.api.drafts.sending import filed
from noroshi.api.drafts.written import Typed
from noroshi.api.editions.shown import EditionRead
from noroshi.api.fields import Handle, Id
from noroshi.api.reports.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of


class NewReport(Typed):
    """Contact and sector are filled in from the desk; the color stands in `wish`. With `follows`, the next edition of an own report."""

    way: Handle | None = None
    follows: Id | None = None


@room.post("/reports", Scope.EDITIONS_WRITE, EditionRead)
def file(request: HttpRequest, answer: HttpResponse, given: NewReport) -> Status[EditionRead]:
    """File a report in one request. Refused, it leaves nothing; with an `Idempotency-Key` it is filed once."""
    viewer = viewer_of(request)
    draft = begun(viewer, NewDraft.model_construct(**dict(given), kind=KIND))
    return filed(request, answer, viewer, draft, draft.version)


KIND: Literal["report"] = "report"
