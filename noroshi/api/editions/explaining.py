"""In words and numbers: why I see this, who holds it now, how far it may go at most, who never gets it, who has read it."""

from collections.abc import Iterable
from dataclasses import replace
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
from noroshi.editions.explaining import preview, reach_of, readers_of, why
from noroshi.editions.previews import PreviewTold, Told, told
from noroshi.editions.wishes import marking, parties
from noroshi.sharing.marking import Marking, refuse_contradictions
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Leg, OrganizationKind, TableVariant


class OrganizationNamed(Schema):
    id: UUID
    name_ja: str
    name_en: str


class ReachShown(Schema):
    """One organization by name, or several of a kind by number: who is registered is not for everybody."""

    organization: OrganizationNamed | None
    kind: OrganizationKind
    organizations: int
    desks: int
    decision: Decided


class Others(Schema):
    """Whom no clause names, by kind."""

    kind: OrganizationKind
    organizations: int


class GroupReached(Schema):
    """A group with a confidential roster: named, never counted."""

    name_ja: str
    name_en: str


class PreviewShown(Schema):
    """Held now by these, may go at most to those, never to others."""

    held_now: list[ReachShown]
    at_most: list[ReachShown]
    never: list[ReachShown]
    others: list[Others]
    groups: list[GroupReached]
    organizations_now: int
    organizations_at_most: int
    desks_now: int
    may_be_public: bool


class WhyShown(Schema):
    decision: Decided
    asks_need_to_know: bool
    asks_range: bool


class ReaderShown(Schema):
    """`organization` is null for members of a group with a confidential roster."""

    organization: OrganizationNamed | None
    readings: int


class Draft(Incoming):
    """A marking not yet sealed, and to whom it would be passed on. Form and leg follow from who asks, or are given."""

    kind: Kind
    marking: MarkingAsked = MarkingAsked()
    to: PartiesAsked = []
    variant: TableVariant | None = None
    leg: Leg | None = None


@room.ask("/markings/preview", Scope.EDITIONS_READ, PreviewShown)
def before_sending(request: HttpRequest, given: Draft) -> PreviewShown:
    """Before sending: what this marking would mean with today's directory. Nothing is filed."""
    viewer = viewer_of(request)
    wanted = _of_form(marking(viewer, given.marking.wish(), given.kind), given)
    refuse_contradictions(wanted)
    return preview_shown(told(viewer, preview(wanted, parties(viewer, given.to))))


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
    viewer = viewer_of(request)
    return preview_shown(told(viewer, reach_of(viewer, edition), names_holders=True))


@room.get("/editions/{uuid:edition}/readers", Scope.EDITIONS_READ, Page[ReaderShown])
def readers(request: HttpRequest, edition: UUID) -> Page[ReaderShown]:
    """Which organizations have read an edition of my desk, and how often."""
    found = readers_of(viewer_of(request), edition)
    return Page(items=[ReaderShown(organization=_named(row) if row else None, readings=times) for row, times in found])


def _of_form(wanted: Marking, given: Draft) -> Marking:
    variant, leg = given.variant or wanted.variant, given.leg or wanted.leg
    return replace(wanted, variant=TableVariant.of(variant), leg=Leg.of(leg))


def preview_shown(found: PreviewTold) -> PreviewShown:
    return PreviewShown(
        held_now=_reaches(found.held_now),
        at_most=_reaches(found.at_most),
        never=_reaches(found.never),
        others=[Others(kind=kind, organizations=number) for kind, number in found.others],
        groups=[GroupReached(name_ja=one.name_ja, name_en=one.name_en) for one in found.groups],
        organizations_now=found.organizations_now,
        organizations_at_most=found.organizations_at_most,
        desks_now=found.desks_now,
        may_be_public=found.is_public,
    )


def _reaches(found: Iterable[Told]) -> list[ReachShown]:
    return [
        ReachShown(
            organization=OrganizationNamed(id=one.id, name_ja=one.name_ja, name_en=one.name_en) if one.id else None,
            kind=one.kind,
            organizations=one.organizations,
            desks=one.desks,
            decision=decided(one.decision),
        )
        for one in found
    ]


def _named(row: Any) -> OrganizationNamed:
    return OrganizationNamed(id=row.public_id, name_ja=row.name_ja, name_en=row.name_en)
