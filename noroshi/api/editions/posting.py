"""Who may post where: what binds my desk, and writing it anew for whoever may."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.editions.room import room
from noroshi.api.fields import Id, Incoming
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.posting import RuleShown, rule_desk, rule_group, rules
from noroshi.sharing.posting import Posters
from noroshi.threshold.acting import viewer_of

Kinds = Annotated[list[Literal["report", "advisory", "notice"]], Field(max_length=3)]


class RuleRead(Schema):
    """Of a desk of my organization (`kinds` that it may send, null being all) or of a group (`posters`, and desks that are named)."""

    desk: UUID | None
    group: UUID | None
    kinds: list[str] | None
    posters: Posters
    named: list[UUID]
    may_set: bool


class DeskRuling(Incoming):
    """Null takes the rule away."""

    kinds: Kinds | None = None


class GroupRuling(Incoming):
    posters: Posters
    named: Annotated[list[Id], Field(max_length=200)] = []


@room.get("/posting-rules", Scope.EDITIONS_READ, Page[RuleRead])
def posting_rules(request: HttpRequest) -> Page[RuleRead]:
    """Every desk of my organization and every group of my desk, with the rule that binds it."""
    return _all(request)


@room.post("/posting-rules/desks/{uuid:desk}", Scope.DIRECTORY_WRITE, Page[RuleRead])
def of_desk(request: HttpRequest, answer: HttpResponse, desk: UUID, given: DeskRuling) -> Status[Page[RuleRead]]:
    """For the administrator of the organization: which kinds one of its desks may send."""
    rule_desk(viewer_of(request), desk, given.kinds)
    return made(request, answer, "posting-rules", _all(request))


@room.post("/posting-rules/groups/{uuid:group}", Scope.DIRECTORY_WRITE, Page[RuleRead])
def of_group(request: HttpRequest, answer: HttpResponse, group: UUID, given: GroupRuling) -> Status[Page[RuleRead]]:
    """For the owner of a group: who may post into it."""
    rule_group(viewer_of(request), group, Posters.of(given.posters), given.named)
    return made(request, answer, "posting-rules", _all(request))


def _all(request: HttpRequest) -> Page[RuleRead]:
    return Page(items=[_rule(one) for one in rules(viewer_of(request))])


def _rule(one: RuleShown) -> RuleRead:
    return RuleRead(
        desk=one.desk.public_id if one.desk else None,
        group=one.group.public_id if one.group else None,
        kinds=None if one.kinds is None else list(one.kinds),
        posters=one.posters,
        named=[desk.public_id for desk in one.named],
        may_set=one.may_set,
    )
