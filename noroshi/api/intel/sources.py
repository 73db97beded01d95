"""Sources of the desk's shared intelligence and their files."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Incoming, Line, checked
from noroshi.api.intel.room import room
from noroshi.api.routing import made
from noroshi.api.uploads import one_file
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.actions import OriginWish, amend_origin, begin_origin, end_origin
from noroshi.intel.actions.bring import bring, go_on
from noroshi.intel.actions.imports import stop_import
from noroshi.intel.errors import OriginMissing
from noroshi.intel.imports import ImportShown, faults_of, import_shown, imports_of
from noroshi.intel.queries import origins_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ImportState, OriginKind, Reliability, Tlp2
from noroshi.vocabulary.text import clean_line

type Opened = Annotated[str, Field(max_length=120)]
Written = Annotated[str, checked(lambda value: clean_line(value, most=2000, required=True)), Field(max_length=2000)]
MOST_FAULTS = 1000


class SourceGiven(Incoming):
    """`tlp` is the widest color; `opened` names parties beside my own organization, such as `everyone_in_range`.

    `is_named`: its readers are told whose it is.
    """

    name: Line
    kind: OriginKind
    tlp: Tlp2
    reliability: Reliability = Reliability.F
    opened: Annotated[list[Opened], Field(max_length=50)] = []
    correlates: bool = True
    is_named: bool = False
    note: Line = ""

    def wish(self) -> OriginWish:
        return OriginWish(
            name=self.name,
            kind=OriginKind.of(self.kind),
            tlp=Tlp2.of(self.tlp),
            reliability=Reliability.of(self.reliability),
            opened=self.opened,
            correlates=self.correlates,
            is_named=self.is_named,
            note=self.note,
        )


class SourceRead(Schema):
    id: UUID
    name: str
    kind: OriginKind
    tlp: Tlp2
    reliability: Reliability
    opened: list[str]
    correlates: bool
    is_named: bool
    note: str


class ImportRead(Schema):
    """Counts of objects and bytes so far. `seconds_left` only while it runs."""

    id: UUID
    name: str
    source: str
    state: ImportState
    began_at: datetime
    ended_at: datetime | None
    size: int
    percent: int
    taken: int
    known: int
    refused: int
    seconds_left: int | None


class ImportFaultRead(Schema):
    """`stretch`: the byte of the file where the part with it begins; `path` is within the object."""

    stretch: int
    object: str
    path: str
    code: str
    says_ja: str
    says_en: str


@room.get("/intel/sources", Scope.EDITIONS_READ, Page[SourceRead])
def sources(request: HttpRequest) -> Page[SourceRead]:
    """My desk's sources in force."""
    return Page(items=_sources(request))


@room.post("/intel/sources", Scope.EDITIONS_WRITE, SourceRead)
def make_source(request: HttpRequest, answer: HttpResponse, given: SourceGiven) -> Status[SourceRead]:
    """Make a source for my desk."""
    row = begin_origin(viewer_of(request), given.wish())
    return made(request, answer, f"intel/sources/{row.public_id}", _source(request, row.public_id))


@room.post("/intel/sources/{uuid:source}", Scope.EDITIONS_WRITE, SourceRead, status=200)
def change_source(request: HttpRequest, source: UUID, given: SourceGiven) -> SourceRead:
    """Say anew what a source is; what came from it keeps its range."""
    amend_origin(viewer_of(request), source, given.wish())
    return _source(request, source)


@room.delete("/intel/sources/{uuid:source}", Scope.EDITIONS_WRITE)
def close_source(request: HttpRequest, source: UUID) -> Status[None]:
    """End a source; what came from it stays."""
    end_origin(viewer_of(request), source)
    return Status(204, None)


@room.get("/intel/imports", Scope.EDITIONS_READ, Page[ImportRead])
def imports(request: HttpRequest) -> Page[ImportRead]:
    """The latest files that my desk brought in."""
    return Page(items=[_import(one) for one in imports_of(viewer_of(request))])


@room.upload("/intel/sources/{uuid:source}/imports", Scope.EDITIONS_WRITE, ImportRead)
def bring_file(request: HttpRequest, answer: HttpResponse, source: UUID) -> Status[ImportRead]:
    """Bring a STIX 2.1 file of one of my sources: bundle, envelope, list, or one object a line. It is taken in later."""
    viewer, upload = viewer_of(request), one_file(request)
    row = bring(viewer, source, upload.name, upload.chunks)
    return made(request, answer, f"intel/imports/{row.public_id}", _import(import_shown(viewer, row.public_id)))


@room.get("/intel/imports/{uuid:number}", Scope.EDITIONS_READ, ImportRead)
def one_import(request: HttpRequest, number: UUID) -> ImportRead:
    """How far a file is."""
    return _import(import_shown(viewer_of(request), number))


@room.get("/intel/imports/{uuid:number}/faults", Scope.EDITIONS_READ, Page[ImportFaultRead])
def import_faults(request: HttpRequest, number: UUID) -> Page[ImportFaultRead]:
    """What was wrong in a file, object by object: the first thousand."""
    found = faults_of(viewer_of(request), number, most=MOST_FAULTS)
    return Page(
        items=[
            ImportFaultRead(
                stretch=one.stretch,
                object=one.stix_id,
                path=one.fault.path,
                code=one.fault.code,
                says_ja=one.fault.says.ja,
                says_en=one.fault.says.en,
            )
            for one in found
        ]
    )


@room.post("/intel/imports/{uuid:number}/stop", Scope.EDITIONS_WRITE, ImportRead, status=200)
def stop(request: HttpRequest, number: UUID) -> ImportRead:
    """Stop it; what is in stays in."""
    stop_import(viewer_of(request), number)
    return one_import(request, number)


@room.post("/intel/imports/{uuid:number}/go-on", Scope.EDITIONS_WRITE, ImportRead, status=200)
def resume(request: HttpRequest, number: UUID) -> ImportRead:
    """Go on where it ended."""
    go_on(viewer_of(request), number)
    return one_import(request, number)


def _sources(request: HttpRequest) -> list[SourceRead]:
    return [
        SourceRead(
            id=one.public_id,
            name=one.name,
            kind=OriginKind.of(one.kind),
            tlp=Tlp2.of(one.tlp),
            reliability=Reliability.of(one.reliability),
            opened=one.opened,
            correlates=one.correlates,
            is_named=one.is_named,
            note=one.note,
        )
        for one in origins_of(viewer_of(request))
    ]


def _source(request: HttpRequest, number: UUID) -> SourceRead:
    found = next((one for one in _sources(request) if one.id == number), None)
    if found is None:
        raise OriginMissing
    return found


def _import(one: ImportShown) -> ImportRead:
    return ImportRead(
        id=one.public_id,
        name=one.name,
        source=one.origin,
        state=one.state,
        began_at=one.began_at,
        ended_at=one.ended_at,
        size=one.size,
        percent=one.percent,
        taken=one.taken,
        known=one.known,
        refused=one.refused,
        seconds_left=one.seconds_left,
    )
