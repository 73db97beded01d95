"""Beginning a draft: from nothing, or from something that this desk wrote or was brought."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.advisories.actions import begin_advisory, begin_next_issue
from noroshi.api.cursors import Page
from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import DraftRead, whole
from noroshi.api.drafts.written import Typed
from noroshi.api.fields import Handle, Id
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.actions import amend
from noroshi.drafting.queries import DraftShown
from noroshi.reports import ways
from noroshi.reports.actions import begin_anonymized, begin_completion, begin_follow_up, begin_report
from noroshi.sheets.actions import begin_next_sheet, begin_sheet
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import InvalidFields, Refusal

FROM = ("follows", "completes", "anonymizes", "sources")


class OneBeginning(Refusal):
    code, status = "one_beginning", 422
    ja = "この種類の下書きは、ここからは始められません。始め方は一つだけ選んでください。"
    en = "A draft of this kind cannot begin like this. Choose one beginning only."


class WayShown(Schema):
    """A way by which my desk may report or consult, and when to take it. A consultation needs contact and `summary` alone."""

    id: str
    ja: str
    en: str
    when_ja: str
    when_en: str
    is_statutory: bool
    is_anonymized: bool
    excludes_ministry: bool
    is_consultation: bool


class NewDraft(Typed):
    """With none of `follows` (an own edition), `completes`, `anonymizes` (a report) or `sources` (reports), from nothing.

    A sheet is made from one of `sources` or, so that nothing says whose it was, `anonymizes` it.
    """

    kind: Literal["report", "advisory", "sheet"]
    way: Handle | None = None
    follows: Id | None = None
    completes: Id | None = None
    anonymizes: Id | None = None
    sources: Annotated[list[Id], Field(max_length=50)] = []


@room.get("/ways", Scope.EDITIONS_READ, Page[WayShown])
def ways_of_my_desk(request: HttpRequest) -> Page[WayShown]:
    """The ways by which my desk may report, in the order of the documents, and when to take which."""
    viewer = viewer_of(request)
    return Page(items=[_way(one) for one in (*ways.ways(viewer), *ways.consulting_ways(viewer))])


@room.post("/drafts", Scope.EDITIONS_WRITE, DraftRead)
def begin(request: HttpRequest, answer: HttpResponse, given: NewDraft) -> Status[DraftRead]:
    """Begin a draft. What desk and person already answer is filled in; what is given here comes on top."""
    viewer = viewer_of(request)
    row = begun(viewer, given)
    return made(request, answer, f"drafts/{row.public_id}", whole(viewer, row))


def begun(viewer: Viewer, given: NewDraft) -> DraftShown:
    """Begun, and amended by what was given."""
    row = _begun(viewer, given)
    if not given.says_something and (given.way is None or given.way == row.way):
        return row
    return amend(viewer, row.public_id, given.written(), version=row.version, way=given.way)


def _begun(viewer: Viewer, given: NewDraft) -> DraftShown:
    beginnings = [name for name in FROM if getattr(given, name)]
    return _sheet(viewer, given, beginnings) if given.kind == "sheet" else _of_the_plan(viewer, given, beginnings)


def _of_the_plan(viewer: Viewer, given: NewDraft, beginnings: list[str]) -> DraftShown:
    match given.kind, beginnings:
        case "report", []:
            return begin_report(viewer, given.way or "")
        case "report", ["follows"] if given.follows:
            return begin_follow_up(viewer, given.follows)
        case "report", ["completes"] if given.completes:
            return begin_completion(viewer, given.completes)
        case "report", ["anonymizes"] if given.anonymizes:
            return begin_anonymized(viewer, given.anonymizes)
        case "advisory", ["follows"] if given.follows:
            return begin_next_issue(viewer, given.follows)
        case "advisory", [] | ["sources"]:
            return begin_advisory(viewer, given.sources)
    raise InvalidFields(fields={name: [OneBeginning.code] for name in beginnings})


def _sheet(viewer: Viewer, given: NewDraft, beginnings: list[str]) -> DraftShown:
    """From nothing, from one item, or as the next report of an own one."""
    if len(beginnings) > 1 or given.completes or len(given.sources) > 1:
        raise InvalidFields(fields={name: [OneBeginning.code] for name in beginnings})
    if given.follows:
        return begin_next_sheet(viewer, given.follows)
    source = given.anonymizes or next(iter(given.sources), None)
    return begin_sheet(viewer, source, nameless=given.anonymizes is not None)


def _way(one: ways.Way) -> WayShown:
    return WayShown(
        id=one.id,
        ja=one.ja,
        en=one.en,
        when_ja=one.when_ja,
        when_en=one.when_en,
        is_statutory=one.is_statutory,
        is_anonymized=one.is_anonymized,
        excludes_ministry=one.excludes_ministry,
        is_consultation=one.is_consultation,
    )
