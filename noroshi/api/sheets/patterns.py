"""The nine sharing patterns by machine: which a house may choose, set up, undone."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Handle, Id, Incoming, Line
from noroshi.api.routing import made
from noroshi.api.sheets.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.sheets.actions import set_up_pattern, undo_pattern
from noroshi.sheets.setting_up import SetUpShown, in_force, offered
from noroshi.threshold.acting import viewer_of


class PatternShown(Schema):
    id: str
    number: int
    ja: str
    en: str
    what_ja: str
    what_en: str


class SetUpRead(Schema):
    id: UUID
    pattern: str
    community_ja: str
    community_en: str
    relays: bool
    at: datetime


class NewSetUp(Incoming):
    """`partners` are desks that my house knows of, of the kinds that the pattern asks for."""

    pattern: Handle
    partners: Annotated[list[Id], Field(max_length=200)] = []
    name: Line = ""


@room.get("/sharing-patterns", Scope.EDITIONS_READ, Page[PatternShown])
def patterns_for_my_house(request: HttpRequest) -> Page[PatternShown]:
    """The patterns that a house like mine may choose."""
    found = offered(viewer_of(request))
    return Page(
        items=[
            PatternShown(id=one.id, number=one.number, ja=one.ja, en=one.en, what_ja=one.what.ja, what_en=one.what.en)
            for one in found
        ]
    )


@room.get("/pattern-set-ups", Scope.EDITIONS_READ, Page[SetUpRead])
def set_up_at_my_desk(request: HttpRequest) -> Page[SetUpRead]:
    """What my desk has chosen and not undone."""
    return Page(items=[_read(one) for one in in_force(viewer_of(request))])


@room.post("/pattern-set-ups", Scope.EDITIONS_WRITE, Page[SetUpRead])
def set_up(request: HttpRequest, answer: HttpResponse, given: NewSetUp) -> Status[Page[SetUpRead]]:
    """Set a pattern up: missing desks, a community, a standing order."""
    viewer = viewer_of(request)
    set_up_pattern(viewer, given.pattern, given.partners, name=given.name)
    return made(request, answer, "pattern-set-ups", Page(items=[_read(one) for one in in_force(viewer)]))


@room.delete("/pattern-set-ups/{uuid:set_up}", Scope.EDITIONS_WRITE)
def undo(request: HttpRequest, set_up: UUID) -> Status[None]:
    """Close the community and end the order; what somebody held by the community alone closes with it."""
    undo_pattern(viewer_of(request), set_up)
    return Status(204, None)


def _read(one: SetUpShown) -> SetUpRead:
    return SetUpRead(
        id=one.public_id,
        pattern=one.pattern.id,
        community_ja=one.group_ja,
        community_en=one.group_en,
        relays=one.relays,
        at=one.at,
    )
