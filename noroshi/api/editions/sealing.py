"""Sealing an edition, and deriving one from others."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import AfterValidator, Field

from noroshi.api.editions.reading import Kind
from noroshi.api.editions.room import room
from noroshi.api.editions.shown import EditionFiled, filed
from noroshi.api.editions.written import Content, MarkingAsked, small
from noroshi.api.fields import Flag, Id, Incoming, Line, Reason
from noroshi.api.routing import made
from noroshi.asking.actions import open_link
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.actions import EditionKind, Statement, derive, seal_edition
from noroshi.editions.wishes import marking
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance

Reference = Annotated[Line, Field(max_length=40)]


class NewEdition(Incoming):
    kind: Kind
    content: Annotated[Content, AfterValidator(small)]
    marking: MarkingAsked = MarkingAsked()
    importance: Importance | None = None
    matter: Id | None = None
    reference_number: Reference = ""


class NewDerived(NewEdition):
    """Anonymized, redacted or summarized: never wider than its sources."""

    sources: Annotated[list[Id], Field(min_length=1, max_length=50)]
    tells_the_source: Flag = False


class LinkOpened(Incoming):
    """The source reads the reason beside my desk's name and the time."""

    reason: Reason = ""


class Sources(Schema):
    sources: list[UUID]


@room.post("/editions", Scope.EDITIONS_WRITE, EditionFiled)
def seal(request: HttpRequest, answer: HttpResponse, given: NewEdition) -> Status[EditionFiled]:
    """Seal an edition: held by my desk until a hop opens it. With `matter`, the next edition of that matter."""
    viewer = viewer_of(request)
    row = seal_edition(viewer, _statement(viewer, given))
    return made(request, answer, f"editions/{row.public_id}", filed(row))


@room.post("/editions/derived", Scope.EDITIONS_WRITE, EditionFiled)
def draw(request: HttpRequest, answer: HttpResponse, given: NewDerived) -> Status[EditionFiled]:
    """Derive an edition from others. The link to its sources is protected by itself."""
    viewer = viewer_of(request)
    row = derive(viewer, given.sources, _statement(viewer, given), tells_the_source=given.tells_the_source)
    return made(request, answer, f"editions/{row.public_id}", filed(row))


@room.ask("/editions/{uuid:edition}/sources", Scope.EDITIONS_READ, Sources)
def resolve(request: HttpRequest, edition: UUID, given: LinkOpened) -> Sources:
    """Open the link to the sources, for who may; every opening and its reason are shown to the source."""
    return Sources(sources=open_link(viewer_of(request), edition, given.reason))


def _statement(viewer: Viewer, given: NewEdition) -> Statement:
    return Statement(
        kind=EditionKind(given.kind),
        content=given.content,
        marking=marking(viewer, given.marking.wish(), given.kind),
        importance=given.importance or "",
        matter=given.matter,
        reference_number=given.reference_number,
    )
