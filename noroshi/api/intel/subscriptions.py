"""Servers of others from which my desk fetches: TAXII collections, lists of values, feeds of MISP. Secrets go in and never come out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Flag, Incoming, Line, checked
from noroshi.api.intel.certainty import Confidence
from noroshi.api.intel.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.list_reading import ListReading
from noroshi.intel.subscribing import (
    SubscriptionShown,
    SubscriptionWish,
    amend_subscription,
    faults_of,
    fetch_now,
    subscribe,
    subscription_shown,
    subscriptions_shown,
    unsubscribe,
)
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FetchTrouble, SubscriptionKind
from noroshi.vocabulary.observables import ObservableKind
from noroshi.vocabulary.text import clean_line

type Where = Annotated[str, checked(lambda value: clean_line(value, most=400, required=True)), Field(max_length=400)]
type Secret = Annotated[str, Field(max_length=400)]
type ColumnNamed = Annotated[str, checked(lambda value: clean_line(value, most=100)), Field(max_length=100)]
type Minutes = Annotated[int, Field(strict=True, ge=5, le=10080)]
AT = "/intel/subscriptions/{uuid:subscription}"


class ListReadAs(Incoming):
    """Of a list of values: columns by heading or number, one kind for all or none, whether what has left is revoked."""

    column: ColumnNamed = ""
    kind_column: ColumnNamed = ""
    note_column: ColumnNamed = ""
    of_kind: ObservableKind | None = None
    confidence: Confidence = None
    ends_what_left: Flag = True

    def reading(self) -> ListReading:
        return ListReading(
            column=self.column,
            kind_column=self.kind_column,
            note_column=self.note_column,
            of_kind=str(self.of_kind or ""),
            confidence=self.confidence,
            ends_what_left=self.ends_what_left,
        )


class SubscriptionChanged(Incoming):
    """An empty `secret` leaves the one that is there. `version` is of TAXII; `reads` is of a list."""

    address: Where
    version: Annotated[str, Field(pattern=r"^2\.[01]$")] = "2.1"
    user_name: Line = ""
    secret: Secret = ""
    every_minutes: Minutes = 60
    is_on: Flag = True
    reads: ListReadAs = ListReadAs()

    def wish(self, kind: SubscriptionKind) -> SubscriptionWish:
        return SubscriptionWish(
            address=self.address,
            version=self.version,
            user_name=self.user_name,
            secret=self.secret,
            every_minutes=self.every_minutes,
            is_on=self.is_on,
            kind=kind,
            reads=self.reads.reading(),
        )


class SubscriptionGiven(SubscriptionChanged):
    kind: SubscriptionKind = SubscriptionKind.TAXII


class SubscriptionRead(Schema):
    """`new`, `known` and `refused` are objects so far (of a list: lines of the last reading); `gone` were revoked."""

    id: UUID
    source: UUID
    kind: SubscriptionKind
    address: str
    version: str
    user_name: str
    has_secret: bool
    every_minutes: int
    is_on: bool
    reads: dict[str, str | int | bool | None]
    trouble: FetchTrouble | None
    detail: str
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    new: int
    known: int
    refused: int
    gone: int


class SubscriptionFault(Schema):
    """`place` is a line of a list, or the id of an object."""

    place: str
    path: str
    code: str
    given: str
    says_ja: str
    says_en: str


@room.get("/intel/subscriptions", Scope.INTEL_READ, Page[SubscriptionRead])
def subscriptions(request: HttpRequest) -> Page[SubscriptionRead]:
    """What my desk fetches from others."""
    return Page(items=[_read(one) for one in subscriptions_shown(viewer_of(request))])


@room.post("/intel/sources/{uuid:source}/subscriptions", Scope.INTEL_WRITE, SubscriptionRead)
def add(request: HttpRequest, answer: HttpResponse, source: UUID, given: SubscriptionGiven) -> Status[SubscriptionRead]:
    """Fetch from another server into one of my desk's sources."""
    viewer = viewer_of(request)
    row = subscribe(viewer, source, given.wish(SubscriptionKind.of(given.kind)))
    shown = _read(subscription_shown(viewer, row.public_id))
    return made(request, answer, f"intel/subscriptions/{row.public_id}", shown)


@room.get(AT, Scope.INTEL_READ, SubscriptionRead)
def one_subscription(request: HttpRequest, subscription: UUID) -> SubscriptionRead:
    """How one of them is."""
    return _read(subscription_shown(viewer_of(request), subscription))


@room.post(AT, Scope.INTEL_WRITE, SubscriptionRead, status=200)
def change(request: HttpRequest, subscription: UUID, given: SubscriptionChanged) -> SubscriptionRead:
    """Say anew where from, how often, how it is read; its kind stays."""
    viewer = viewer_of(request)
    before = subscription_shown(viewer, subscription)
    amend_subscription(viewer, subscription, given.wish(before.kind))
    return _read(subscription_shown(viewer, subscription))


@room.delete(AT, Scope.INTEL_WRITE)
def end(request: HttpRequest, subscription: UUID) -> Status[None]:
    """Fetch nothing from there any more; what came stays."""
    unsubscribe(viewer_of(request), subscription)
    return Status(204, None)


@room.post(f"{AT}/run", Scope.INTEL_WRITE, SubscriptionRead, status=200)
def run(request: HttpRequest, subscription: UUID) -> SubscriptionRead:
    """Fetch within a minute, however long it was to wait."""
    viewer = viewer_of(request)
    fetch_now(viewer, subscription)
    return _read(subscription_shown(viewer, subscription))


@room.get(f"{AT}/faults", Scope.INTEL_READ, Page[SubscriptionFault])
def subscription_faults(request: HttpRequest, subscription: UUID) -> Page[SubscriptionFault]:
    """What could not be taken in: of a list its lines at the last reading, else the latest objects."""
    found = faults_of(viewer_of(request), subscription)
    return Page(
        items=[
            SubscriptionFault(
                place=one.place,
                path=one.path,
                code=one.code,
                given=one.given,
                says_ja=one.says.label("ja"),
                says_en=one.says.label("en"),
            )
            for one in found
        ]
    )


def _read(one: SubscriptionShown) -> SubscriptionRead:
    return SubscriptionRead.model_validate(one, from_attributes=True)
