"""Rules for records: periods, the dry run, and disposals that two persons decide."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.drafts.shown import Writer, writer
from noroshi.api.fields import Incoming
from noroshi.api.legal.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.legal import actions
from noroshi.legal.actions.retain import kind_of
from noroshi.legal.needed import kept_by
from noroshi.legal.periods import periods
from noroshi.legal.retention import Count, DisposalShown, disposal, disposals, dry_run, remnants
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DisposalState, Tlp


class Setting(Incoming):
    """How long what was written of one kind and color is kept."""

    kind: Literal["report", "advisory", "notice"]
    tlp: Tlp
    days: Annotated[int, Field(strict=True, ge=0, le=100_000)]


class PeriodRead(Schema):
    """`is_own` is false where nobody has said otherwise."""

    kind: str
    tlp: Tlp
    days: int
    is_own: bool


class CountRead(Schema):
    kind: str
    tlp: Tlp
    number: int


class DryRunRead(Schema):
    """Only what I may read is counted; `held` are matters that my own desk holds back."""

    counts: list[CountRead]
    matters: int
    held: int


class RemnantRead(Schema):
    """What stays of an item: the seal over its header and over the digests of what it said."""

    edition: UUID
    kind: str
    sealed_at: datetime
    seal: dict[str, object]


class KeptByRead(Schema):
    """`edition` stays because of what was made from it `at` this moment; `made` is null where my desk does not hold that."""

    edition: UUID
    made: UUID | None
    at: datetime


class DisposalRead(Schema):
    """`stayed` are items that are still needed: a hold, something made from them, somebody writing on them.

    `kept_by` names, of one disposal, what my own desk knows of; whatever else keeps them is nobody's to find out.
    """

    id: UUID
    state: DisposalState
    counts: list[CountRead]
    by: Writer
    at: datetime
    confirmed_by: Writer | None
    confirmed_at: datetime | None
    done_at: datetime | None
    gone: int
    stayed: int
    may_confirm: bool
    may_withdraw: bool
    remnants: list[RemnantRead] = []
    kept_by: list[KeptByRead] = []


@room.get("/retention/periods", Scope.EDITIONS_READ, Page[PeriodRead])
def all_periods(request: HttpRequest) -> Page[PeriodRead]:
    """For how long my organization keeps what it wrote, in days."""
    found = periods(viewer_of(request))
    return Page(items=[PeriodRead(kind=one.kind, tlp=one.tlp, days=one.days, is_own=one.is_own) for one in found])


@room.post("/retention/periods", Scope.DIRECTORY_WRITE, Page[PeriodRead], status=200)
def set_period(request: HttpRequest, given: Setting) -> Page[PeriodRead]:
    """Set one period, as the administrator of the organization."""
    actions.set_period(viewer_of(request), kind_of(given.kind), Tlp.of(given.tlp), given.days)
    return all_periods(request)


@room.get("/retention/dry-run", Scope.EDITIONS_READ, DryRunRead)
def due(request: HttpRequest) -> DryRunRead:
    """What of my desk is past its period now. Nothing is done."""
    found = dry_run(viewer_of(request))
    return DryRunRead(counts=_counts(found.counts), matters=len(found.due), held=found.held)


@room.get("/disposals", Scope.EDITIONS_READ, Page[DisposalRead])
def every(request: HttpRequest) -> Page[DisposalRead]:
    """Disposals of my desk, the newest first."""
    return Page(items=[_read(one) for one in disposals(viewer_of(request))])


@room.post("/disposals", Scope.EDITIONS_WRITE, DisposalRead)
def propose(request: HttpRequest, answer: HttpResponse) -> Status[DisposalRead]:
    """Propose to dispose of what the dry run shows. Another person confirms it."""
    viewer = viewer_of(request)
    row = actions.propose_disposal(viewer)
    return made(request, answer, f"disposals/{row.public_id}", _read(_disposal(viewer, row.public_id)))


@room.get("/disposals/{uuid:disposal}", Scope.EDITIONS_READ, DisposalRead)
def one(request: HttpRequest, disposal: UUID) -> DisposalRead:
    """One disposal, with what stays of each item once it is done, and what keeps the others as far as my desk knows it."""
    viewer = viewer_of(request)
    shown = _read(_disposal(viewer, disposal))
    shown.remnants = [
        RemnantRead(edition=row.edition_public_id, kind=row.kind, sealed_at=row.sealed_at, seal=row.seal)
        for row in remnants(viewer, disposal)
    ]
    shown.kept_by = [KeptByRead(edition=row.edition, made=row.made, at=row.at) for row in kept_by(viewer, disposal)]
    return shown


@room.post("/disposals/{uuid:disposal}/confirm", Scope.EDITIONS_WRITE, DisposalRead, status=200)
def confirm(request: HttpRequest, disposal: UUID) -> DisposalRead:
    """Confirm it as the second person. It is done right after, for good."""
    viewer = viewer_of(request)
    actions.confirm_disposal(viewer, disposal)
    return _read(_disposal(viewer, disposal))


@room.post("/disposals/{uuid:disposal}/withdraw", Scope.EDITIONS_WRITE, DisposalRead, status=200)
def withdraw(request: HttpRequest, disposal: UUID) -> DisposalRead:
    """Withdraw it before it is confirmed."""
    viewer = viewer_of(request)
    actions.withdraw_disposal(viewer, disposal)
    return _read(_disposal(viewer, disposal))


_disposal = disposal


def _counts(found: tuple[Count, ...]) -> list[CountRead]:
    return [CountRead(kind=count.kind.value, tlp=count.tlp, number=count.number) for count in found]


def _read(one: DisposalShown) -> DisposalRead:
    return DisposalRead(
        id=one.public_id,
        state=one.state,
        counts=_counts(one.counts),
        by=writer(one.by),
        at=one.at,
        confirmed_by=writer(one.confirmed_by) if one.confirmed_by else None,
        confirmed_at=one.confirmed_at,
        done_at=one.done_at,
        gone=one.gone,
        stayed=one.stayed,
        may_confirm=one.may_confirm,
        may_withdraw=one.may_withdraw,
    )
