"""Two persons before an advisory made from reports leaves: asked for, sent back, and for which ones my desk wants two."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.advisories.actions import ask_release, send_back_advisory, set_two_persons
from noroshi.advisories.releasing import ReleaseState, release_state, rule_here, waiting
from noroshi.api.advisories.room import room
from noroshi.api.cursors import Page
from noroshi.api.drafts.shown import DraftListed, Writer, line, writer
from noroshi.api.fields import Edit, Incoming, Passage
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ReleaseStage, TwoPersons


class AskingForRelease(Edit):
    """`version` is the one that was looked at."""


class Returning(Edit):
    reason: Passage


class Rule(Incoming):
    rule: TwoPersons


class ReleaseRuleRead(Schema):
    rule: TwoPersons


class AdvisoryReleaseRead(Schema):
    """`stage` is that of exactly this version; what is changed afterwards asks anew. `may_release`: I did not write it."""

    is_needed: bool
    stage: ReleaseStage | None
    may_release: bool
    may_go_alone: bool
    by: Writer | None
    at: datetime | None
    reason: str


@room.get("/advisories/waiting", Scope.EDITIONS_READ, Page[DraftListed])
def waiting_here(request: HttpRequest) -> Page[DraftListed]:
    """Drafts of my desk that wait for a second person."""
    return Page(items=[line(one) for one in waiting(viewer_of(request))])


@room.get("/drafts/{uuid:draft}/release", Scope.EDITIONS_READ, AdvisoryReleaseRead)
def how_far(request: HttpRequest, draft: UUID) -> AdvisoryReleaseRead:
    """Whether it needs a second person, and how far it has come."""
    return _read(release_state(viewer_of(request), draft))


@room.post("/drafts/{uuid:draft}/release/ask", Scope.EDITIONS_WRITE, AdvisoryReleaseRead, status=200)
def ask_for_it(request: HttpRequest, draft: UUID, given: AskingForRelease) -> AdvisoryReleaseRead:
    """Tell my desk that it waits. The second person sends it by the route that sends every draft."""
    return _read(ask_release(viewer_of(request), draft, version=given.read_version))


@room.post("/drafts/{uuid:draft}/release/return", Scope.EDITIONS_WRITE, AdvisoryReleaseRead, status=200)
def send_it_back(request: HttpRequest, draft: UUID, given: Returning) -> AdvisoryReleaseRead:
    """As a second person, do not issue it as it stands, and say why."""
    viewer = viewer_of(request)
    return _read(send_back_advisory(viewer, draft, version=given.read_version, reason=given.reason))


@room.get("/two-persons", Scope.EDITIONS_READ, ReleaseRuleRead)
def the_rule(request: HttpRequest) -> ReleaseRuleRead:
    """For which advisories my desk wants two persons."""
    return ReleaseRuleRead(rule=rule_here(viewer_of(request)))


@room.post("/two-persons", Scope.EDITIONS_WRITE, ReleaseRuleRead, status=200)
def set_the_rule(request: HttpRequest, given: Rule) -> ReleaseRuleRead:
    """Set it, as an administrator of the center."""
    return ReleaseRuleRead(rule=set_two_persons(viewer_of(request), TwoPersons.of(given.rule)))


def _read(one: ReleaseState) -> AdvisoryReleaseRead:
    latest = one.latest
    return AdvisoryReleaseRead(
        is_needed=one.is_needed,
        stage=one.stage,
        may_release=one.may_release,
        may_go_alone=one.may_go_alone,
        by=writer(latest.by) if latest else None,
        at=latest.at if latest else None,
        reason=latest.reason if latest else "",
    )
