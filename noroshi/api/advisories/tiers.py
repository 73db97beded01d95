"""Tiers of an organization: what each of my desk has done about an advisory, and what I hear of others."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.advisories.actions import answer_tier
from noroshi.advisories.tiers import own_tiers, tiers_heard
from noroshi.api.advisories.reading import ADVISORY
from noroshi.api.advisories.room import room
from noroshi.api.fields import Incoming
from noroshi.api.reports.reading import must_hold
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import ActionTaken, AddresseeTier


class AnsweringForTier(Incoming):
    """Without `action` this tier has read it."""

    tier: AddresseeTier
    action: ActionTaken | None = None


class OwnTier(Schema):
    tier: AddresseeTier
    action: ActionTaken | None
    at: datetime


class TierHeard(Schema):
    """`desks` have read it at this tier."""

    tier: AddresseeTier
    desks: int
    actions: dict[ActionTaken, int]


class TiersRead(Schema):
    own: list[OwnTier]
    heard: list[TierHeard]


@room.get("/advisories/{uuid:edition}/tiers", Scope.EDITIONS_READ, TiersRead)
def tiers(request: HttpRequest, edition: UUID) -> TiersRead:
    """What the tiers of my desk have answered, and, as far as I hear them, those of others."""
    viewer = viewer_of(request)
    must_hold(viewer, edition, ADVISORY)
    return _read(viewer, edition)


@room.post("/advisories/{uuid:edition}/tiers", Scope.EDITIONS_WRITE, TiersRead)
def answer_for(request: HttpRequest, answer: HttpResponse, edition: UUID, given: AnsweringForTier) -> Status[TiersRead]:
    """Answer for one tier of my desk's house. The newest of a tier counts."""
    viewer = viewer_of(request)
    action = ActionTaken.of(given.action) if given.action else None
    answer_tier(viewer, edition, AddresseeTier.of(given.tier), action)
    return made(request, answer, f"advisories/{edition}/tiers", _read(viewer, edition))


def _read(viewer: Viewer, edition: UUID) -> TiersRead:
    own = own_tiers(viewer, edition).values()
    return TiersRead(
        own=[OwnTier(tier=one.tier, action=one.action, at=one.at) for one in own],
        heard=[
            TierHeard(tier=one.tier, desks=one.desks, actions=dict(one.actions)) for one in tiers_heard(viewer, edition)
        ],
    )
