"""What I wish to be told at my desk, and which matters are muted here."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.fields import Flag, Id, Incoming, Moment, Reason
from noroshi.api.notices.room import room
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions import PersonChosen, hear_again, mute, set_wish
from noroshi.delivery.own_wishes import MuteShown, mutes_of, own_wish
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Digest, Importance
from noroshi.vocabulary.errors import NotFound


class OwnWishes(Incoming):
    """The whole of it. Without `mail_digest` the rhythm of the desk; `browser` is for pages that are open."""

    mail_is_on: Flag = True
    mail_from: Importance = Importance.REFERENCE
    mail_digest: Digest | None = None
    browser_is_on: Flag = False
    browser_from: Importance = Importance.CAUTION


class OwnWishesRead(Schema):
    mail_is_on: bool
    mail_from: Importance
    mail_digest: Digest | None
    browser_is_on: bool
    browser_from: Importance


class MuteWanted(Incoming):
    """Of the matter of `edition`. For warnings as well only as the desk and with a reason."""

    edition: Id
    for_desk: Flag = False
    with_warnings: Flag = False
    reason: Reason = ""
    until: Moment | None = None


class MuteRead(Schema):
    """`edition` is the item by which the matter was muted; `for_desk`: nobody at my desk hears of it."""

    id: UUID
    edition: EditionLine
    for_desk: bool
    with_warnings: bool
    reason: str
    by_name_ja: str
    at: datetime
    until: datetime | None


@room.get("/own-wishes", Scope.EDITIONS_READ, OwnWishesRead)
def wishes(request: HttpRequest) -> OwnWishesRead:
    """What I wish to be told at this desk, by mail and in the browser."""
    row = own_wish(viewer_of(request))
    return OwnWishesRead(
        mail_is_on=row.mail_is_on,
        mail_from=Importance.of(row.mail_from),
        mail_digest=Digest.of(row.mail_digest) if row.mail_digest else None,
        browser_is_on=row.browser_is_on,
        browser_from=Importance.of(row.browser_from),
    )


@room.post("/own-wishes", Scope.EDITIONS_WRITE, OwnWishesRead, status=200)
def set_own(request: HttpRequest, given: OwnWishes) -> OwnWishesRead:
    """Set all of it at once. A warning comes all the same."""
    chosen = PersonChosen(
        mail_is_on=given.mail_is_on,
        mail_from=Importance.of(given.mail_from),
        mail_digest=Digest.of(given.mail_digest) if given.mail_digest else None,
        browser_is_on=given.browser_is_on,
        browser_from=Importance.of(given.browser_from),
    )
    set_wish(viewer_of(request), chosen)
    return OwnWishesRead(**asdict(chosen))


@room.get("/mutes", Scope.EDITIONS_READ, Page[MuteRead])
def mutes(request: HttpRequest) -> Page[MuteRead]:
    """What I and my desk do not want to hear of, newest first."""
    return Page(items=[_mute(one) for one in mutes_of(viewer_of(request))])


@room.post("/mutes", Scope.EDITIONS_WRITE, MuteRead)
def mute_it(request: HttpRequest, answer: HttpResponse, given: MuteWanted) -> Status[MuteRead]:
    """Hear no more of the matter of something that I read; instead of a mute that stands already."""
    viewer = viewer_of(request)
    wanted = given.model_dump(exclude={"edition"})
    row = mute(viewer, given.edition, **wanted)
    return made(request, answer, f"mutes/{row.public_id}", _one(viewer, row.public_id))


@room.delete("/mutes/{uuid:mute_id}", Scope.EDITIONS_WRITE)
def end(request: HttpRequest, mute_id: UUID) -> Status[None]:
    """Hear of it again."""
    hear_again(viewer_of(request), mute_id)
    return Status(204, None)


def _one(viewer: Viewer, mute_id: UUID) -> MuteRead:
    found = next((one for one in mutes_of(viewer) if one.public_id == mute_id), None)
    if found is None:
        raise NotFound
    return _mute(found)


def _mute(one: MuteShown) -> MuteRead:
    return MuteRead(
        id=one.public_id,
        edition=line(one.line),
        for_desk=one.for_desk,
        with_warnings=one.with_warnings,
        reason=one.reason,
        by_name_ja=one.by.name_ja,
        at=one.at,
        until=one.until,
    )
