"""Who am I: the person, the desk and what the key allows; one's own preferences."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema

from noroshi.api.fields import Edit, Handle
from noroshi.api.routing import ANY_KEY, Room
from noroshi.directory import queries
from noroshi.directory.actions.people import edit_person
from noroshi.directory.queries.seats import seats_of
from noroshi.directory.shown import DeskShown, OrganizationShown, PersonShown
from noroshi.directory.signin.keys import KeyHolder, keys_of
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of

room = Room("me")


class KeyInUse(Schema):
    id: UUID
    purpose: str
    scopes: list[Scope]
    expires_at: datetime


class Myself(Schema):
    """`events` is where one listens for changes with this key (server-sent events); null where the installation has no such door."""

    person: PersonShown
    desk: DeskShown
    organization: OrganizationShown
    key: KeyInUse
    is_administrator: bool
    is_platform_administrator: bool
    events: str | None


class Preferences(Edit):
    language: Literal["ja", "en"] = "ja"
    time_zone: Handle = "Asia/Tokyo"
    theme: Literal["auto", "light", "dark"] = "auto"


@room.get("/me", ANY_KEY, Myself)
def myself(request: HttpRequest) -> Myself:
    """Who I am, where I act, and what this key allows."""
    seat = seat_of(request)
    desk = own_desk(request)
    return Myself(
        person=queries.own_person(seat),
        desk=desk,
        organization=queries.organization(seat, desk.organization.id),
        key=_key_in_use(request),
        is_administrator=seat.is_administrator,
        is_platform_administrator=seat.is_platform_administrator,
        events=f"{settings.LIVE_ADDRESS}/events" if settings.LIVE_ADDRESS else None,
    )


@room.patch("/me/preferences", Scope.DIRECTORY_WRITE, PersonShown)
def prefer(request: HttpRequest, given: Preferences) -> PersonShown:
    """My language, time zone and theme."""
    seat = seat_of(request)
    edit_person(actor=seat, person=queries.own_person(seat).id, version=given.read_version, **given.given())
    return queries.own_person(seat)


def own_desk(request: HttpRequest) -> DeskShown:
    seat = seat_of(request)
    choice = next(choice for choice in seats_of(seat.person_id, "ja") if choice.desk_id == seat.desk_id)
    return queries.desk(seat, choice.desk_public_id)


def _key_in_use(request: HttpRequest) -> KeyInUse:
    holder: KeyHolder = request.key_holder  # type: ignore[attr-defined]  # the route has asked for it
    line = next(line for line in keys_of(holder.seat) if line.public_id == holder.public_id)
    return KeyInUse(id=line.public_id, purpose=line.purpose, scopes=list(line.scopes), expires_at=line.expires_at)
