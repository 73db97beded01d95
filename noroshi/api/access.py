"""Ways in: one-time links to join, sign-ins reset by two persons, and keys. Secrets stand in one answer and nowhere else."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field, StrictStr

from noroshi.api.cursors import Page
from noroshi.api.fields import Day, Flag, Handle, Id, Incoming, Line, Moment, Name, Reason
from noroshi.api.routing import ANY_KEY, NO_KEY, Room, made
from noroshi.directory.signin import invitations, keys, resets
from noroshi.directory.signin.invitations import Welcome
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role, Tie
from noroshi.vocabulary.errors import NotFound

room = Room("access")

Token = Annotated[StrictStr, Field(min_length=1, max_length=200)]


class Link(Schema):
    """`path` opens the page; whoever has the token comes in, so pass it on by another channel than the name."""

    token: str
    path: str


class NewInvitation(Incoming):
    role: Role
    name_ja: Name | None = None
    email: Line = ""
    tie: Tie = Tie.STAFF
    nda_until: Day | None = None
    is_administrator: Flag = False


class InvitationShown(Schema):
    id: UUID
    desk: UUID
    role: Role
    name: str
    email: str
    is_administrator: bool
    is_open: bool
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None


class InvitationMade(InvitationShown):
    link: Link


class Joining(Incoming):
    token: Token
    login: Handle
    password: Annotated[StrictStr, Field(max_length=400)]
    name_ja: Name
    name_kana: Line = ""
    name_en: Line = ""
    language: Literal["ja", "en"] = "ja"


class Joined(Schema):
    person: UUID
    login: str


class TokenGiven(Incoming):
    token: Token


class NewReset(Incoming):
    person: Id
    resets_factors: Flag = False
    reason: Reason = ""


class ResetShown(Schema):
    id: UUID
    person: UUID
    resets_factors: bool
    reason: str
    asked_by: str
    agreed_by: str
    created_at: datetime
    expires_at: datetime
    agreed_at: datetime | None
    used_at: datetime | None
    refused_at: datetime | None
    is_waiting: bool
    may_agree: bool


class ResetAgreed(ResetShown):
    link: Link


class NewPassword(TokenGiven):
    password: Annotated[StrictStr, Field(max_length=400)]


class NewKey(Incoming):
    membership: Id
    purpose: Line
    scopes: Annotated[list[Scope], Field(max_length=20)]
    expires_at: Moment
    network_ranges: Annotated[list[Line], Field(max_length=20)] = []


class KeyShown(Schema):
    """`start` is how the key's value begins; the value itself is never shown again."""

    id: UUID
    start: str
    purpose: str
    person: str
    desk: UUID
    scopes: list[Scope]
    network_ranges: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    latest_use_at: datetime | None
    is_usable: bool


class KeyMade(KeyShown):
    value: str


@room.get("/invitations", Scope.ACCESS_WRITE, Page[InvitationShown])
def invited(request: HttpRequest) -> Page[InvitationShown]:
    """Invitations to desks that I administer. The newest 200."""
    return Page(items=[_invitation(line) for line in invitations.invitations_of(seat_of(request))])


@room.post("/desks/{uuid:desk}/invitations", Scope.ACCESS_WRITE, InvitationMade)
def invite(request: HttpRequest, answer: HttpResponse, desk: UUID, given: NewInvitation) -> Status[InvitationMade]:
    """Invite somebody to a desk: the token of the one-time link is shown now and never again."""
    wanted = {name: value for name, value in given.given().items() if value is not None}
    line, token = invitations.invite(seat_of(request), desk, **wanted)
    link = Link(token=token, path=f"/join/{token}/")
    shown = InvitationMade(**_invitation(line).model_dump(), link=link)
    return made(request, answer, f"invitations/{line.public_id}", shown)


@room.get("/invitations/{uuid:invitation}", Scope.ACCESS_WRITE, InvitationShown)
def invitation(request: HttpRequest, invitation: UUID) -> InvitationShown:
    """One invitation."""
    return _invitation(invitations.invitation_must_exist(seat_of(request), invitation))


@room.delete("/invitations/{uuid:invitation}", Scope.ACCESS_WRITE)
def withdraw(request: HttpRequest, invitation: UUID) -> Status[None]:
    """Withdraw an invitation that was not used yet."""
    invitations.withdraw(seat_of(request), invitation)
    return Status(204, None)


@room.ask("/joining/look", NO_KEY, Welcome)
def look(request: HttpRequest, given: TokenGiven) -> Welcome:
    """What an invitation is for, before joining."""
    return invitations.welcome(given.token)


@room.post("/joining", NO_KEY, Joined)
def join(request: HttpRequest, answer: HttpResponse, given: Joining) -> Status[Joined]:
    """Join by a one-time link as a new person. Then sign in on the pages, or ask the administrator for a key."""
    person = invitations.join(**given.given())
    return made(request, answer, f"people/{person.public_id}", Joined(person=person.public_id, login=person.login))


@room.post("/me/memberships", ANY_KEY, Welcome)
def take_a_further_desk(request: HttpRequest, answer: HttpResponse, given: TokenGiven) -> Status[Welcome]:
    """Take a further desk by a one-time link, as who I am."""
    shown = invitations.welcome(given.token)
    invitations.accept(seat_of(request), given.token)
    return made(request, answer, "me", shown)


@room.get("/resets", Scope.ACCESS_WRITE, Page[ResetShown])
def asked(request: HttpRequest) -> Page[ResetShown]:
    """Resets of sign-ins in my organization. The newest 200."""
    return Page(items=[_reset(line) for line in resets.resets_of(seat_of(request))])


@room.get("/resets/{uuid:reset}", Scope.ACCESS_WRITE, ResetShown)
def reset(request: HttpRequest, reset: UUID) -> ResetShown:
    """One reset."""
    return _reset(_only(line for line in resets.resets_of(seat_of(request)) if line.public_id == reset))


@room.post("/resets", Scope.ACCESS_WRITE, ResetShown)
def ask(request: HttpRequest, answer: HttpResponse, given: NewReset) -> Status[ResetShown]:
    """Ask for a reset of somebody's sign-in; nothing happens before a second person agrees."""
    line = resets.ask(seat_of(request), **given.given())
    return made(request, answer, f"resets/{line.public_id}", _reset(line))


@room.post("/resets/{uuid:reset}/agree", Scope.ACCESS_WRITE, ResetAgreed, status=200)
def agree(request: HttpRequest, reset: UUID) -> ResetAgreed:
    """Agree as the second person: sessions and keys end, and the token of the link is shown this once."""
    line, token = resets.agree(seat_of(request), reset)
    return ResetAgreed(**_reset(line).model_dump(), link=_reset_link(token))


@room.post("/resets/{uuid:reset}/refuse", Scope.ACCESS_WRITE, None, status=204)
def refuse(request: HttpRequest, reset: UUID) -> Status[None]:
    """Refuse a reset, also one's own."""
    resets.refuse(seat_of(request), reset)
    return Status(204, None)


@room.post("/people/{uuid:person}/first-link", Scope.ACCESS_WRITE, Link, status=200)
def first(request: HttpRequest, person: UUID) -> Link:
    """For somebody who was entered in the directory and has never signed in."""
    return _reset_link(resets.first_link(seat_of(request), person))


@room.post("/resets/use", NO_KEY, Joined, status=200)
def use(request: HttpRequest, given: NewPassword) -> Joined:
    """Set the new password by the one-time link of a reset or a first link."""
    person = resets.use(given.token, given.password)
    return Joined(person=person.public_id, login=person.login)


@room.get("/keys", Scope.ACCESS_WRITE, Page[KeyShown])
def kept(request: HttpRequest) -> Page[KeyShown]:
    """My keys; for an administrator, those of the organization."""
    return Page(items=[_key(line) for line in keys.keys_of(seat_of(request))])


@room.get("/keys/{uuid:key}", Scope.ACCESS_WRITE, KeyShown)
def key(request: HttpRequest, key: UUID) -> KeyShown:
    """One key, without its value."""
    return _key(_only(line for line in keys.keys_of(seat_of(request)) if line.public_id == key))


@room.post("/keys", Scope.ACCESS_WRITE, KeyMade)
def make(request: HttpRequest, answer: HttpResponse, given: NewKey) -> Status[KeyMade]:
    """Make a key for a seat: its value is shown now and never again. A key passes on no more than it has."""
    wanted = given.given()
    line, value = keys.make_key(seat_of(request), wanted.pop("membership"), **wanted)
    return made(request, answer, f"keys/{line.public_id}", KeyMade(**_key(line).model_dump(), value=value))


@room.delete("/keys/{uuid:key}", Scope.ACCESS_WRITE)
def revoke(request: HttpRequest, key: UUID) -> Status[None]:
    """Revoke a key; it ends at once."""
    keys.revoke_key(seat_of(request), key)
    return Status(204, None)


def _only[Line](found: Iterator[Line]) -> Line:
    """What is not among those that the asker may see is not found."""
    line = next(found, None)
    if line is None:
        raise NotFound
    return line


def _invitation(line: invitations.InvitationLine) -> InvitationShown:
    return InvitationShown(
        id=line.public_id,
        desk=line.desk_id,
        role=line.role,
        name=line.name,
        email=line.email,
        is_administrator=line.is_administrator,
        is_open=line.is_open,
        created_at=line.created_at,
        expires_at=line.expires_at,
        used_at=line.used_at,
        withdrawn_at=line.withdrawn_at,
    )


def _reset(line: resets.ResetLine) -> ResetShown:
    return ResetShown(
        id=line.public_id,
        person=line.person_id,
        resets_factors=line.resets_factors,
        reason=line.reason,
        asked_by=line.asked_by,
        agreed_by=line.agreed_by,
        created_at=line.created_at,
        expires_at=line.expires_at,
        agreed_at=line.agreed_at,
        used_at=line.used_at,
        refused_at=line.refused_at,
        is_waiting=line.is_waiting,
        may_agree=line.may_agree,
    )


def _reset_link(token: str) -> Link:
    return Link(token=token, path=f"/reset/{token}/")


def _key(line: keys.KeyLine) -> KeyShown:
    return KeyShown(
        id=line.public_id,
        start=line.start,
        purpose=line.purpose,
        person=line.person,
        desk=line.desk_id,
        scopes=list(line.scopes),
        network_ranges=list(line.network_ranges),
        created_at=line.created_at,
        expires_at=line.expires_at,
        revoked_at=line.revoked_at,
        latest_use_at=line.latest_use_at,
        is_usable=line.is_usable,
    )
