"""Passing a report on to the next station as it is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Status

from noroshi.api.editions.passing import hop_shown
from noroshi.api.editions.shown import ReceiptShown
from noroshi.api.fields import Incoming, Reason
from noroshi.api.reports.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.reports.actions import relay_report
from noroshi.threshold.acting import viewer_of


class Relaying(Incoming):
    note: Reason = ""


@room.post("/reports/{uuid:edition}/relay", Scope.EDITIONS_WRITE, ReceiptShown)
def relay(request: HttpRequest, answer: HttpResponse, edition: UUID, given: Relaying) -> Status[ReceiptShown]:
    """Relay a report: a secretariat to the ministry, a ministry to the center. Relayed twice, it is the same receipt."""
    row = relay_report(viewer_of(request), edition, note=given.note)
    return made(request, answer, f"editions/{edition}/receipts", hop_shown(row))
