"""Council or plan: what an operator notes at home, and the desk that it suggests."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.emergency.room import room
from noroshi.api.fields import Edit, Flag, Incoming, Line, Writing
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.emergency import actions
from noroshi.emergency.situations import SituationShown, situation, situations
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import IncidentState


class Noting(Incoming):
    """The state of the systems and the fallen service level are two flags: one may be true without the other."""

    title: Line
    facts: Writing = ""
    state: IncidentState
    is_level_lowered: Flag = False


class Changing(Edit):
    """Only what is given changes."""

    title: Line | None = None
    facts: Writing | None = None
    state: IncidentState | None = None
    is_level_lowered: Flag | None = None
    is_over: Flag = False


class SituationRead(Schema):
    """`advice` names desks: `own`, `council`, `plan`. `draft` is the report that the facts were carried over to."""

    id: UUID
    title: str
    facts: str
    state: IncidentState
    is_level_lowered: bool
    advice: list[str]
    draft: UUID | None
    version: int
    changed_at: datetime
    ended_at: datetime | None


@room.get("/situations", Scope.EDITIONS_READ, Page[SituationRead])
def every(request: HttpRequest) -> Page[SituationRead]:
    """What my desk has noted, open ones first. Nobody else reads it."""
    return Page(items=[_read(one) for one in situations(viewer_of(request))])


@room.get("/situations/{uuid:situation}", Scope.EDITIONS_READ, SituationRead)
def one(request: HttpRequest, situation: UUID) -> SituationRead:
    """One of them."""
    return _read(_situation(viewer_of(request), situation))


@room.post("/situations", Scope.EDITIONS_WRITE, SituationRead)
def note(request: HttpRequest, answer: HttpResponse, given: Noting) -> Status[SituationRead]:
    """Note what is happening at home."""
    viewer = viewer_of(request)
    row = actions.begin_situation(
        viewer,
        title=given.title,
        facts=given.facts,
        state=IncidentState.of(given.state),
        is_level_lowered=given.is_level_lowered,
    )
    return made(request, answer, f"situations/{row.public_id}", _read(_situation(viewer, row.public_id)))


@room.patch("/situations/{uuid:situation}", Scope.EDITIONS_WRITE, SituationRead)
def change(request: HttpRequest, situation: UUID, given: Changing) -> SituationRead:
    """Change it as it was read."""
    viewer = viewer_of(request)
    now = _situation(viewer, situation)
    actions.change_situation(
        viewer,
        situation,
        version=given.read_version,
        title=now.title if given.title is None else given.title,
        facts=now.facts if given.facts is None else given.facts,
        state=now.state if given.state is None else IncidentState.of(given.state),
        is_level_lowered=now.is_level_lowered if given.is_level_lowered is None else given.is_level_lowered,
        is_over=given.is_over,
    )
    return _read(_situation(viewer, situation))


@room.post("/situations/{uuid:situation}/report", Scope.EDITIONS_WRITE, SituationRead, status=200)
def carry_over(request: HttpRequest, situation: UUID) -> SituationRead:
    """Begin a report with these facts; nothing is sent. `draft` is the report."""
    viewer = viewer_of(request)
    actions.carry_over(viewer, situation)
    return _read(_situation(viewer, situation))


_situation = situation


def _read(one: SituationShown) -> SituationRead:
    return SituationRead(
        id=one.public_id,
        title=one.title,
        facts=one.facts,
        state=one.state,
        is_level_lowered=one.is_level_lowered,
        advice=[each.value for each in one.advice],
        draft=one.draft,
        version=one.version,
        changed_at=one.changed_at,
        ended_at=one.ended_at,
    )
