"""The newest editions that I may read, one of them, and its receipts."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.room import room
from noroshi.api.editions.shown import EditionListed, EditionRead, ReceiptShown, listed, reading, receipt
from noroshi.api.fields import Id, Incoming, Line, SectorId
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.addressed import addressed
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by, receipts_readable_by
from noroshi.editions.tickets import set_ticket, weigh
from noroshi.reports.behind import behind
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp

Kind = Literal["report", "advisory", "notice"]


class Filter(Paged):
    tlp: Annotated[list[Tlp], Field(max_length=4)] = []
    kind: Annotated[list[Kind], Field(max_length=3)] = []
    sector: Annotated[list[SectorId], Field(max_length=40)] = []
    importance: Annotated[list[Importance], Field(max_length=10)] = []
    matter: Id | None = None
    ticket: Line = ""
    own_importance: Importance | None = None
    own: bool = False


class SealShown(Schema):
    """The seal, what it was put on, and whether it stands for all that this reader holds."""

    is_whole: bool
    seal: dict[str, object]
    salts: dict[str, str]


@room.get("/editions", Scope.EDITIONS_READ, Page[EditionListed])
def newest(request: HttpRequest, wanted: Query[Filter]) -> Page[EditionListed]:
    """Everything that I may read, newest first, and what has been overtaken."""
    viewer = viewer_of(request)
    asked = Wanted(
        tlps=[tlp.value for tlp in wanted.tlp],
        kinds=wanted.kind,
        sectors=wanted.sector,
        importances=[importance.value for importance in wanted.importance],
        matter=wanted.matter,
        ticket=wanted.ticket,
        weighed=wanted.own_importance.value if wanted.own_importance else "",
        is_own=wanted.own,
        before=number_of(request, wanted.cursor),
        limit=wanted.limit,
    )
    found = editions_readable_by(viewer, asked)
    return page(request, listed(viewer, found), wanted.limit, str(found[-1].key) if found else None)


class OwnNumber(Incoming):
    """My desk's own number for the whole matter; empty takes it away."""

    ticket: Line = ""


@room.post("/editions/{uuid:edition}/ticket", Scope.EDITIONS_WRITE, OwnNumber, status=200)
def number_it(request: HttpRequest, edition: UUID, given: OwnNumber) -> OwnNumber:
    """Give a matter the number under which my desk keeps it; no other desk sees it."""
    return OwnNumber(ticket=set_ticket(viewer_of(request), edition, given.ticket))


class OwnImportance(Incoming):
    """How my desk weighs the whole matter; null takes it away."""

    importance: Importance | None = None


@room.post("/editions/{uuid:edition}/own-importance", Scope.EDITIONS_WRITE, OwnImportance, status=200)
def weigh_it(request: HttpRequest, edition: UUID, given: OwnImportance) -> OwnImportance:
    """Weigh a matter for my desk; what its sender has said stands, and no other desk sees mine."""
    importance = Importance.of(given.importance) if given.importance else None
    return OwnImportance(importance=weigh(viewer_of(request), edition, importance))


@room.get("/editions/{uuid:edition}", Scope.EDITIONS_READ, EditionRead)
def one(request: HttpRequest, edition: UUID) -> EditionRead:
    """One edition, as far as I may hold it, and whether it has been overtaken."""
    viewer = viewer_of(request)
    return reading(edition_readable_by(viewer, edition), behind(viewer, edition))


@room.get("/editions/{uuid:edition}/seal", Scope.EDITIONS_READ, SealShown)
def seal(request: HttpRequest, edition: UUID) -> SealShown:
    """Whether the seal stands: the signature, and every field that I hold."""
    found = edition_readable_by(viewer_of(request), edition)
    return SealShown(is_whole=found.is_whole, seal=found.seal, salts=found.salts)


@room.get("/editions/{uuid:edition}/receipts", Scope.EDITIONS_READ, Page[ReceiptShown])
def receipts(request: HttpRequest, edition: UUID) -> Page[ReceiptShown]:
    """The stations of an edition as far as my desk keeps their receipts; they stay after a recall."""
    found = receipts_readable_by(viewer_of(request), edition, answer="list")
    return Page(items=[receipt(row, addressed(row.to)) for row in found])
