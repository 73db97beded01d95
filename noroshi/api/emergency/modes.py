"""The mode of a disaster or of terrorism, as the desks concerned see it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.drafts.shown import Writer, writer
from noroshi.api.emergency.room import room
from noroshi.api.fields import Incoming, Moment, Passage, SectorId
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.emergency import actions
from noroshi.emergency.modes import ModeShown, mode, modes
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import EmergencyKind, ModeState


class Proposing(Incoming):
    """It ends at `ends_at` at the latest, within 31 days."""

    kind: EmergencyKind
    reason: Passage
    sectors: Annotated[list[SectorId], Field(min_length=1, max_length=50)]
    ends_at: Moment


class ModeRead(Schema):
    """It suggests recipients and opens nothing."""

    id: UUID
    kind: EmergencyKind
    reason: str
    sectors: list[str]
    state: ModeState
    at: datetime
    by: Writer
    confirmed_at: datetime | None
    confirmed_by: Writer | None
    ends_at: datetime
    ended_at: datetime | None
    may_confirm: bool
    may_end: bool


@room.get("/emergency-modes", Scope.EDITIONS_READ, Page[ModeRead])
def every(request: HttpRequest) -> Page[ModeRead]:
    """Emergency modes that concern my desk, ended ones included, the newest first."""
    return Page(items=[_read(one) for one in modes(viewer_of(request))])


@room.get("/emergency-modes/{uuid:mode}", Scope.EDITIONS_READ, ModeRead)
def one(request: HttpRequest, mode: UUID) -> ModeRead:
    """One emergency mode."""
    return _read(_mode(viewer_of(request), mode))


@room.post("/emergency-modes", Scope.EDITIONS_WRITE, ModeRead)
def propose(request: HttpRequest, answer: HttpResponse, given: Proposing) -> Status[ModeRead]:
    """Propose one, at the center. It is in force once another person of the desk has confirmed it."""
    viewer = viewer_of(request)
    kind = EmergencyKind.of(given.kind)
    row = actions.propose_mode(viewer, kind, reason=given.reason, sectors=given.sectors, ends_at=given.ends_at)
    return made(request, answer, f"emergency-modes/{row.public_id}", _read(_mode(viewer, row.public_id)))


@room.post("/emergency-modes/{uuid:mode}/confirm", Scope.EDITIONS_WRITE, ModeRead, status=200)
def confirm(request: HttpRequest, mode: UUID) -> ModeRead:
    """Switch it on, as a second person."""
    viewer = viewer_of(request)
    actions.confirm_mode(viewer, mode)
    return _read(_mode(viewer, mode))


@room.post("/emergency-modes/{uuid:mode}/end", Scope.EDITIONS_WRITE, ModeRead, status=200)
def end(request: HttpRequest, mode: UUID) -> ModeRead:
    """Back to normal, or take a proposal back."""
    viewer = viewer_of(request)
    actions.end_mode(viewer, mode)
    return _read(_mode(viewer, mode))


_mode = mode


def _read(one: ModeShown) -> ModeRead:
    return ModeRead(
        id=one.public_id,
        kind=one.kind,
        reason=one.reason,
        sectors=list(one.sectors),
        state=one.state,
        at=one.at,
        by=writer(one.by),
        confirmed_at=one.confirmed_at,
        confirmed_by=writer(one.confirmed_by) if one.confirmed_by else None,
        ends_at=one.ends_at,
        ended_at=one.ended_at,
        may_confirm=one.may_confirm,
        may_end=one.may_end,
    )
