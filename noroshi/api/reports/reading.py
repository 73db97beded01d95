"""Reports that I may read; what waits for my desk; how far an own one has come; what changed."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.shown import EditionLine, EditionListed, EditionRead, Origin, line, listed, origin, reading
from noroshi.api.fields import Id, Incoming, SectorId
from noroshi.api.files import FileRead, file_read
from noroshi.api.reports.room import room
from noroshi.api.sheet import Against, Changes, FieldReplaced, FieldSaid, changes_between, replaced_in, sheet
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import Line, Reading, Wanted, edition_readable_by, editions_readable_by, lines_readable_by
from noroshi.reports.actions import set_pace
from noroshi.reports.behind import behind
from noroshi.reports.expecting import Pace
from noroshi.reports.follow_ups import owed, pace_of
from noroshi.reports.queries import Parcel, Passed, Waiting, follow_ups_due, may, parcel, waiting_reports
from noroshi.threshold.acting import viewer_of
from noroshi.vault.queries import files_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.vocabulary.errors import NotFound

REPORT = "report"
MOST_WAITING = 100
type Hours = Annotated[int, Field(ge=1, le=2208)]


class ReportFilter(Paged):
    tlp: Annotated[list[Tlp], Field(max_length=4)] = []
    sector: Annotated[list[SectorId], Field(max_length=40)] = []
    importance: Annotated[list[Importance], Field(max_length=10)] = []
    matter: Id | None = None
    own: bool = False


class OwedReport(EditionLine):
    """The latest edition of a matter of my desk, and by when the next is due."""

    due_at: datetime


class PaceRead(Schema):
    """How soon my desk reports again unless a report says otherwise, and how long before it is reminded; in hours."""

    continuing_hours: int
    investigating_hours: int
    remind_hours: int


class PaceGiven(Incoming):
    """Each from 1 to 2208."""

    continuing_hours: Hours
    investigating_hours: Hours
    remind_hours: Hours


class SheetRead(EditionRead):
    """`sheet` is the form, field by field; `may` says what my desk may do with it; `replaced` are measures that do not stand any more."""

    sheet: list[FieldSaid]
    replaced: list[FieldReplaced]
    files: list[FileRead]
    may: list[str]


class StationPassed(Schema):
    """`deed`: submit, relay, relay_anonymized, number… Empty with no `at` while it lies ahead."""

    deed: str
    desk: Origin
    at: datetime | None
    reference_number: str
    is_own: bool


class ParcelShown(Schema):
    """The way of an own report, like that of a parcel; the number is given where it arrives."""

    passed: list[StationPassed]
    ahead: list[StationPassed]
    has_arrived: bool
    reference_number: str


class WaitingReport(EditionLine):
    """A report that came to my desk and that nobody here has passed on or taken up yet."""

    since: datetime
    from_desk: Origin


@room.get("/reports", Scope.EDITIONS_READ, Page[EditionListed])
def reports(request: HttpRequest, wanted: Query[ReportFilter]) -> Page[EditionListed]:
    """Reports that I may read, newest first, and what has been overtaken."""
    return newest_of(request, wanted, REPORT)


@room.get("/reports/waiting", Scope.EDITIONS_READ, Page[WaitingReport])
def waiting(request: HttpRequest) -> Page[WaitingReport]:
    """Reports that wait for my desk, the oldest first; at a ministry or a secretariat. At most 100."""
    return Page(items=[waits(one) for one in waiting_reports(viewer_of(request), limit=MOST_WAITING)])


@room.get("/reports/follow-ups-due", Scope.EDITIONS_READ, Page[EditionLine])
def due(request: HttpRequest) -> Page[EditionLine]:
    """Reports of my desk whose latest edition says that more will come. At most 100."""
    return Page(items=[line(one) for one in follow_ups_due(viewer_of(request), limit=MOST_WAITING)])


@room.get("/reports/owed", Scope.EDITIONS_READ, Page[OwedReport])
def next_ones(request: HttpRequest) -> Page[OwedReport]:
    """What my desk has announced and not sent yet, the earliest first. At most 100."""
    found = owed(viewer_of(request), limit=MOST_WAITING)
    return Page(items=[OwedReport(**dict(line(one.line)), due_at=one.due_at) for one in found])


@room.get("/reports/pace", Scope.EDITIONS_READ, PaceRead)
def pace(request: HttpRequest) -> PaceRead:
    """How soon my desk reports again."""
    return PaceRead(**asdict(pace_of(viewer_of(request))))


@room.post("/reports/pace", Scope.EDITIONS_WRITE, PaceRead, status=200)
def change_pace(request: HttpRequest, given: PaceGiven) -> PaceRead:
    """Set how soon my desk reports again; it holds for reports that are sent from now on."""
    return PaceRead(**asdict(set_pace(viewer_of(request), Pace(**given.model_dump()))))


@room.get("/reports/{uuid:edition}", Scope.EDITIONS_READ, SheetRead)
def report(request: HttpRequest, edition: UUID) -> SheetRead:
    """One report, field by field, as far as I may hold it."""
    viewer = viewer_of(request)
    found = of_kind(edition_readable_by(viewer, edition), REPORT)
    return with_sheet(viewer, found, sorted(may(viewer, found)))


@room.get("/reports/{uuid:edition}/parcel", Scope.EDITIONS_READ, ParcelShown)
def way(request: HttpRequest, edition: UUID) -> ParcelShown:
    """How far a report of my desk has come, also behind the secretariat."""
    viewer = viewer_of(request)
    must_hold(viewer, edition, REPORT)
    return parcel_shown(parcel(viewer, edition))


@room.get("/reports/{uuid:edition}/changes", Scope.EDITIONS_READ, Changes)
def changed(request: HttpRequest, edition: UUID, wanted: Query[Against]) -> Changes:
    """What changed, field by field and word by word: since the edition before it, the one I read last, or another that I hold."""
    return changes_between(viewer_of(request), REPORT, edition, wanted)


def newest_of(request: HttpRequest, wanted: ReportFilter, kind: str) -> Page[EditionListed]:
    viewer = viewer_of(request)
    asked = Wanted(
        tlps=[tlp.value for tlp in wanted.tlp],
        kinds=[kind],
        sectors=wanted.sector,
        importances=[importance.value for importance in wanted.importance],
        matter=wanted.matter,
        is_own=wanted.own,
        before=number_of(request, wanted.cursor),
        limit=wanted.limit,
    )
    found = editions_readable_by(viewer, asked)
    return page(request, listed(viewer, found), wanted.limit, str(found[-1].key) if found else None)


def must_hold(viewer: Viewer, edition: UUID, kind: str) -> Line:
    """Of another kind, foreign or nowhere: one answer."""
    found = lines_readable_by(viewer, [edition]).get(edition)
    if found is None or found.kind != kind:
        raise NotFound
    return found


def of_kind(found: Reading, kind: str) -> Reading:
    if found.kind != kind:
        raise NotFound
    return found


def with_sheet(viewer: Viewer, found: Reading, deeds: list[str]) -> SheetRead:
    files = [file_read(one) for one in files_of(viewer, found.public_id)]
    struck = replaced_in(viewer, found)
    shown = reading(found, behind(viewer, found.public_id))
    return SheetRead(**dict(shown), sheet=sheet(found), replaced=struck, files=files, may=deeds)


def waits(one: Waiting) -> WaitingReport:
    return WaitingReport(**dict(line(one.line)), since=one.since, from_desk=origin(one.from_desk))


def parcel_shown(found: Parcel) -> ParcelShown:
    return ParcelShown(
        passed=[_station(one) for one in found.passed],
        ahead=[_station(one) for one in found.ahead],
        has_arrived=found.has_arrived,
        reference_number=found.reference_number,
    )


def _station(one: Passed) -> StationPassed:
    return StationPassed(
        deed=one.deed,
        desk=origin(one.desk),
        at=one.at,
        reference_number=one.reference_number,
        is_own=one.is_own,
    )
