"""In words and numbers: why I see this, who holds it now, how far it may go at most, who never gets it, who has read it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.cursors import Page
from noroshi.api.editions.reading import Kind
from noroshi.api.editions.room import room
from noroshi.api.editions.shown import Decided, decided
from noroshi.api.editions.written import MarkingAsked
from noroshi.api.editions.written import Parties as PartiesAsked
from noroshi.api.fields import Incoming
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.explaining import Preview, Reach, preview, reach_of, readers_of, why
from noroshi.editions.wishes import marking, parties
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrganizationKind


class Organization(Schema):
    id: UUID
    name_ja: str
    name_en: str


class ReachShown(Schema):
    """One organization: how many of its desks, by which clause."""

    organization: Organization
    desks: int
    decision: Decided


class Others(Schema):
    """Whom no clause names, by kind."""

    kind: OrganizationKind
    organizations: int


class GroupReached(Schema):
    """A group with a confidential roster: named, never counted."""

    id: UUID
    name_ja: str
    name_en: str


class PreviewShown(Schema):
    """Held now by these, may go at most to those, never to others."""

    held_now: list[ReachShown]
    at_most: list[ReachShown]
    never: list[ReachShown]
    others: list[Others]
    groups: list[GroupReached]
    desks_now: int
    desks_at_most: int
    may_be_public: bool


class WhyShown(Schema):
    decision: Decided
    asks_need_to_know: bool
    asks_range: bool


class ReaderShown(Schema):
    """`organization` is null for members of a group with a confidential roster."""

    organization: Organization | None
    readings: int


class Draft(Incoming):
    """A marking not yet sealed, and to whom it would be passed on."""

    kind: Kind
    marking: MarkingAsked = MarkingAsked()
    to: PartiesAsked = []


@room.ask("/markings/preview", Scope.EDITIONS_READ, PreviewShown)
def before_sending(request: HttpRequest, given: Draft) -> PreviewShown:
    """Before sending: what this marking would mean with today's directory. Nothing is filed."""
    viewer = viewer_of(request)
    return _preview(preview(marking(viewer, given.marking.wish(), given.kind), parties(viewer, given.to)))


@room.get("/editions/{uuid:edition}/why", Scope.EDITIONS_READ, WhyShown)
def reason(request: HttpRequest, edition: UUID) -> WhyShown:
    """Why I see this: the clause that decided."""
    found = why(viewer_of(request), edition)
    return WhyShown(
        decision=decided(found.decision), asks_need_to_know=found.asks_need_to_know, asks_range=found.asks_range
    )


@room.get("/editions/{uuid:edition}/reach", Scope.EDITIONS_READ, PreviewShown)
def reach(request: HttpRequest, edition: UUID) -> PreviewShown:
    """Who holds an edition of my desk now, how far it could go at most, and who never gets it."""
    return _preview(reach_of(viewer_of(request), edition))


@room.get("/editions/{uuid:edition}/readers", Scope.EDITIONS_READ, Page[ReaderShown])
def readers(request: HttpRequest, edition: UUID) -> Page[ReaderShown]:
    """Which organizations have read an edition of my desk, and how often."""
    found = readers_of(viewer_of(request), edition)
    return Page(items=[ReaderShown(organization=_named(row) if row else None, readings=times) for row, times in found])


def _preview(found: Preview) -> PreviewShown:
    return PreviewShown(
        held_now=_reaches(found.held_now),
        at_most=_reaches(found.at_most),
        never=_reaches(found.never),
        others=[Others(kind=kind, organizations=number) for kind, number in found.others],
        groups=[
            GroupReached(id=one.group.public_id, name_ja=one.group.name_ja, name_en=one.group.name_en)
            for one in found.groups
        ],
        desks_now=found.desks_now,
        desks_at_most=found.desks_at_most,
        may_be_public=found.is_public,
    )


def _reaches(found: Iterable[Reach]) -> list[ReachShown]:
    return [
        ReachShown(organization=_named(one.organization), desks=one.desks, decision=decided(one.decision))
        for one in found
    ]


def _named(row: Any) -> Organization:
    return Organization(id=row.public_id, name_ja=row.name_ja, name_en=row.name_en)
