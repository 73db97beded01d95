"""Forms to take along, with what my desk already answers."""

from django.http import HttpRequest, HttpResponseBase

from noroshi.api.intake.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.intake.blank import blank
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import FormKind


@room.download("/forms/report.xlsx", Scope.EDITIONS_READ)
def report_sheet(request: HttpRequest) -> HttpResponseBase:
    """The report form as a spreadsheet, to be filled elsewhere and read in."""
    return _given(request, FormKind.REPORT, "xlsx")


@room.download("/forms/report.txt", Scope.EDITIONS_READ)
def report_text(request: HttpRequest) -> HttpResponseBase:
    """The report form as text, to be mailed."""
    return _given(request, FormKind.REPORT, "txt")


@room.download("/forms/report.html", Scope.EDITIONS_READ)
def report_offline(request: HttpRequest) -> HttpResponseBase:
    """The report form as one file that any browser opens without a network."""
    return _given(request, FormKind.REPORT, "html")


@room.download("/forms/advisory.xlsx", Scope.EDITIONS_READ)
def advisory_sheet(request: HttpRequest) -> HttpResponseBase:
    """The advisory form as a spreadsheet; for the desk that issues advisories."""
    return _given(request, FormKind.ADVISORY, "xlsx")


@room.download("/forms/advisory.html", Scope.EDITIONS_READ)
def advisory_offline(request: HttpRequest) -> HttpResponseBase:
    """The advisory form as one file that any browser opens without a network; for the desk that issues advisories."""
    return _given(request, FormKind.ADVISORY, "html")


def _given(request: HttpRequest, kind: FormKind, sort: str) -> HttpResponseBase:
    file = blank(viewer_of(request), kind, sort)
    return handed_over(file.name, len(file.content), [file.content])
