"""Taking the name out: what may still say who wrote it, replaced or kept on purpose, before anything leaves the secretariat."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field, StrictStr

from noroshi.api.cursors import Page
from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import DraftRead, whole
from noroshi.api.fields import Edit, Flag, Id, Incoming, Line
from noroshi.api.files import FileRead, file_read
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.files import files
from noroshi.drafting.queries import draft
from noroshi.editions.given import gathered
from noroshi.reports.actions import Rework, rework, take_file
from noroshi.reports.anonymizing import Finding, Spot, Step, workbench
from noroshi.threshold.acting import viewer_of

FindingKey = Annotated[StrictStr, Field(max_length=60)]
Keys = Annotated[list[FindingKey], Field(max_length=500)]


class SpotShown(Schema):
    """One passage: the place of its text (`timeline.3.entry`), from where to where, counted in characters."""

    place: str
    start: int
    end: int
    text: str


class Suspected(Schema):
    """One name, number or address. `key` names it for the rework; `instead` is what would be written in its place."""

    key: str
    kind: str
    texts: list[str]
    is_known: bool
    instead: str
    original: list[SpotShown]
    outgoing: list[SpotShown]
    step: Step


class Suspicions(Schema):
    """`is_small`: the CEPTOAR has so few members in the sector that the date alone may say who it was."""

    items: list[Suspected]
    is_small: bool
    original_files: list[FileRead]


class Reworking(Edit):
    """What is done with what was found, by its key. `replaces_all` replaces what is known to be the source's own."""

    replaced: Keys = []
    replaces_all: Flag = False
    words: Annotated[dict[FindingKey, Line], Field(max_length=500)] = {}
    kept: Keys = []
    keeps_all: Flag = False
    reopened: Keys = []
    rounded: Literal["", "detected_at", "occurred_at"] = ""
    by_half_days: Flag = True

    def asked(self) -> Rework:
        return Rework(
            replaced=frozenset(self.replaced),
            replaces_all=self.replaces_all,
            words=self.words,
            kept=frozenset(self.kept),
            keeps_all=self.keeps_all,
            reopened=frozenset(self.reopened),
            rounded=self.rounded,
            by_half_days=self.by_half_days,
        )


class Taking(Incoming):
    """A file of the original, by its id."""

    file: Id


@room.get("/drafts/{uuid:draft}/suspects", Scope.EDITIONS_READ, Suspicions)
def suspected(request: HttpRequest, draft: UUID) -> Suspicions:
    """Passages that may still say who wrote it, in the original and in the outgoing text."""
    viewer = viewer_of(request)
    with gathered(viewer):
        bench = workbench(viewer, draft)
    return Suspicions(
        items=[_finding(one) for one in bench.findings],
        is_small=bench.is_small,
        original_files=[file_read(one) for one in bench.original_files],
    )


@room.post("/drafts/{uuid:draft}/rework", Scope.EDITIONS_WRITE, DraftRead, status=200)
def rework_it(request: HttpRequest, draft: UUID, given: Reworking) -> DraftRead:
    """Replace what was found, or keep it on purpose; nothing leaves while something is undecided."""
    viewer = viewer_of(request)
    with gathered(viewer):
        before = _read(viewer, draft)
        row = rework(viewer, draft, before.written, version=given.read_version, asked=given.asked())
        return whole(viewer, row)


@room.post("/drafts/{uuid:draft}/files/taken", Scope.EDITIONS_WRITE, Page[FileRead])
def take_over(request: HttpRequest, answer: HttpResponse, draft: UUID, given: Taking) -> Status[Page[FileRead]]:
    """Take a file of the original over, one by one and never by itself. Taken twice, it is there once."""
    viewer = viewer_of(request)
    with gathered(viewer):
        take_file(viewer, draft, given.file)
        kept = Page(items=[file_read(one) for one in files(viewer, draft)])
    return made(request, answer, f"drafts/{draft}/files", kept)


_read = draft


def _finding(one: Finding) -> Suspected:
    return Suspected(
        key=one.key,
        kind=one.kind,
        texts=list(one.texts),
        is_known=one.is_known,
        instead=one.instead,
        original=[_spot(each) for each in one.original],
        outgoing=[_spot(each) for each in one.outgoing],
        step=one.step,
    )


def _spot(one: Spot) -> SpotShown:
    return SpotShown(place=one.place, start=one.start, end=one.end, text=one.text)
