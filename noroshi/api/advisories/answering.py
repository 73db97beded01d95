"""Acknowledging an advisory, and what others have answered as far as I hear it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.advisories.actions import acknowledge
from noroshi.advisories.board import Row, board
from noroshi.advisories.queries import Answer, answers
from noroshi.api.advisories.reading import ADVISORY
from noroshi.api.advisories.room import room
from noroshi.api.cursors import Page
from noroshi.api.editions.explaining import GroupReached, OrganizationNamed
from noroshi.api.editions.shown import Origin, origin
from noroshi.api.fields import Incoming, Reason
from noroshi.api.reports.reading import must_hold
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, AnswerState, DispatchState, SightingAnswer, Usefulness


class Acknowledging(Incoming):
    """Without `sighting` it says only that it was read; not seen, not known and no answer are three things."""

    sighting: SightingAnswer | None = None
    action: ActionTaken | None = None
    usefulness: Usefulness | None = None
    note: Reason = ""


class AnswerShown(Schema):
    """The newest answer of one desk."""

    desk: Origin
    sighting: SightingAnswer | None
    action: ActionTaken | None
    usefulness: Usefulness | None
    note: str
    at: datetime
    is_own: bool


class SilentDesk(Schema):
    id: UUID
    name_ja: str
    name_en: str


class WentShown(Schema):
    """How the notices went: `mail` and `webhook` are null where nothing went that way."""

    told_at: datetime | None
    read_at: datetime | None
    mail: DispatchState | None
    mail_at: datetime | None
    webhook: DispatchState | None
    reminded: int
    reminded_at: datetime | None


class AnsweredRow(Schema):
    """One organization. Silence is a state of its own and never a no."""

    organization: OrganizationNamed
    state: AnswerState
    answers: list[AnswerShown]
    silent: list[SilentDesk]
    since: datetime | None
    passed_on_at: datetime | None
    went: WentShown


class BoardShown(Schema):
    """`unnamed` organizations hold it as well, whom my desk does not know by name; `groups` are named and never counted."""

    rows: list[AnsweredRow]
    organizations_by_state: dict[AnswerState, int]
    unnamed: int
    groups: list[GroupReached]
    group_states: list[AnswerState]
    has_passed_on: bool


@room.post("/advisories/{uuid:edition}/acknowledgement", Scope.EDITIONS_WRITE, AnswerShown)
def answer_it(request: HttpRequest, answer: HttpResponse, edition: UUID, given: Acknowledging) -> Status[AnswerShown]:
    """Acknowledge an advisory. The answer may be changed, and the newest counts."""
    sighting = SightingAnswer.of(given.sighting) if given.sighting else None
    action = ActionTaken.of(given.action) if given.action else None
    usefulness = Usefulness.of(given.usefulness) if given.usefulness else None
    row: Any = acknowledge(
        viewer_of(request), edition, sighting=sighting, note=given.note, action=action, usefulness=usefulness
    )
    shown = AnswerShown(
        desk=origin(row.desk),
        sighting=sighting,
        action=action,
        usefulness=usefulness,
        note=row.note,
        at=row.at,
        is_own=True,
    )
    return made(request, answer, f"advisories/{edition}/answers", shown)


@room.get("/advisories/{uuid:edition}/answers", Scope.EDITIONS_READ, Page[AnswerShown])
def answered(request: HttpRequest, edition: UUID) -> Page[AnswerShown]:
    """Who has answered: heard by the center, by who brought it there, and by the desk itself."""
    viewer = viewer_of(request)
    must_hold(viewer, edition, ADVISORY)
    return Page(items=[_shown(one) for one in answers(viewer, edition)])


@room.get("/advisories/{uuid:edition}/board", Scope.EDITIONS_READ, BoardShown)
def who_has_answered(request: HttpRequest, edition: UUID) -> BoardShown:
    """Who has answered and who has not, among those whom my desk knows it to have reached."""
    viewer = viewer_of(request)
    must_hold(viewer, edition, ADVISORY)
    found = board(viewer, edition)
    return BoardShown(
        rows=[_row(one) for one in found.rows],
        organizations_by_state=dict(found.figures),
        unnamed=found.unnamed,
        groups=[GroupReached(name_ja=one.name_ja, name_en=one.name_en) for one in found.groups],
        group_states=list(found.group_states),
        has_passed_on=found.has_passed_on,
    )


def _row(one: Row) -> AnsweredRow:
    home = one.organization
    return AnsweredRow(
        organization=OrganizationNamed(id=home.public_id, name_ja=home.name_ja, name_en=home.name_en),
        state=one.state,
        answers=[_shown(each) for each in one.answers],
        silent=[SilentDesk(id=each.public_id, name_ja=each.name_ja, name_en=each.name_en) for each in one.silent],
        since=one.since,
        passed_on_at=one.passed_on_at,
        went=WentShown(**{name: getattr(one.went, name) for name in WentShown.model_fields}),
    )


def _shown(one: Answer) -> AnswerShown:
    return AnswerShown(
        desk=origin(one.desk),
        sighting=one.sighting,
        action=one.action,
        usefulness=one.usefulness,
        note=one.note,
        at=one.at,
        is_own=one.is_own,
    )
