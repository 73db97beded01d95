"""Issuing an advisory in one request, and passing it down."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.advisories.actions import relay_advisory
from noroshi.advisories.confirming import Confirmed
from noroshi.advisories.queries import relay_choices
from noroshi.api.advisories.reading import ADVISORY
from noroshi.api.advisories.room import room
from noroshi.api.cursors import Page
from noroshi.api.drafts.beginning import NewDraft, begun
from noroshi.api.drafts.sending import Confirms, filed
from noroshi.api.drafts.written import Typed
from noroshi.api.editions.passing import hop_shown
from noroshi.api.editions.shown import EditionRead, ReceiptShown
from noroshi.api.editions.written import Parties
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.reports.reading import must_hold
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of


class NewAdvisory(Typed):
    """To the ministry and sector pairs of `wish.destinations`. With `sources`, never wider than those reports. `alone` is why one
    person issues a warning that would need two."""

    follows: Id | None = None
    sources: Annotated[list[Id], Field(max_length=50)] = []
    confirms: Confirms = []
    alone: Reason = ""


class RelayingTo(Incoming):
    to: Annotated[Parties, Field(min_length=1)]
    note: Reason = ""


class RelayTarget(Schema):
    """Somebody to whom my desk would relay: `text` is what `to` wants. `is_done` says that it went there already."""

    text: str
    kind: str
    name_ja: str
    name_en: str
    is_done: bool


@room.post("/advisories", Scope.EDITIONS_WRITE, EditionRead)
def issue(request: HttpRequest, answer: HttpResponse, given: NewAdvisory) -> Status[EditionRead]:
    """Issue an advisory in one request. Refused, it leaves nothing; with an `Idempotency-Key` it is issued once."""
    viewer = viewer_of(request)
    draft = begun(viewer, NewDraft.model_construct(**dict(given), kind=KIND))
    return filed(request, answer, viewer, draft, draft.version, Confirmed(None, frozenset(given.confirms), given.alone))


@room.get("/advisories/{uuid:edition}/relay-choices", Scope.EDITIONS_READ, Page[RelayTarget])
def choices(request: HttpRequest, edition: UUID) -> Page[RelayTarget]:
    """To whom my desk would relay this advisory: CEPTOARs and operators in none, or the own members."""
    viewer = viewer_of(request)
    must_hold(viewer, edition, ADVISORY)
    return Page(
        items=[
            RelayTarget(text=one.text, kind=one.kind, name_ja=one.name_ja, name_en=one.name_en, is_done=one.is_done)
            for one in relay_choices(viewer, edition)
        ]
    )


@room.post("/advisories/{uuid:edition}/relay", Scope.EDITIONS_WRITE, ReceiptShown)
def relay_down(request: HttpRequest, answer: HttpResponse, edition: UUID, given: RelayingTo) -> Status[ReceiptShown]:
    """Relay an advisory inside its range. To the same recipients twice, it is the same receipt."""
    row = relay_advisory(viewer_of(request), edition, to=given.to, note=given.note)
    return made(request, answer, f"editions/{edition}/receipts", hop_shown(row))


KIND: Literal["advisory"] = "advisory"
