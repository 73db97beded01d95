"""Where the notices of my desk go, and when."""

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.fields import Flag, Id, Incoming, Line, Reason, checked
from noroshi.api.notices.room import room
from noroshi.api.routing import made
from noroshi.delivery.actions import (
    Chosen,
    add_certificate,
    remove_certificate,
    set_channels,
    set_telephone,
    test_channels,
)
from noroshi.delivery.queries import ChannelsShown, own_channels
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Digest, Importance, NoticeChannel, Protection
from noroshi.vocabulary.text import clean_text

Minutes = Annotated[int, Field(strict=True, ge=0, le=10_080)]
Hour = Annotated[int, Field(strict=True, ge=0, le=23)]
Armored = Annotated[str, checked(lambda value: clean_text(value, most=60_000, required=True)), Field(max_length=60_000)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ChannelsWanted(Incoming):
    """The whole of it. `version` is 0 before anything was chosen; `mailboxes` are memberships, `own_mailbox` is the desk's."""

    version: Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
    mail_is_on: Flag = True
    mail_from: Importance = Importance.REFERENCE
    mail_digest: Digest = Digest.AT_ONCE
    digest_hour: Hour = 8
    mail_stix: Flag = False
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    mailboxes: Annotated[list[Id], Field(max_length=50)] = []
    own_mailbox: Flag = False
    webhook_is_on: Flag = False
    webhook_url: Reason = ""
    webhook_from: Importance = Importance.REFERENCE
    new_secret: Flag = False
    remind_after_minutes: Minutes = 120
    remind_most: Annotated[int, Field(strict=True, ge=0, le=10)] = 2
    calls_for_warnings: Flag = False
    call_after_minutes: Minutes = 30
    call_again_minutes: Minutes = 15


class ChannelsSet(Schema):
    """`webhook_secret` is given this once, when it was made by this request."""

    version: int
    webhook_secret: str


class MailboxWrittenTo(Schema):
    address: str
    membership: UUID | None


class MailCertificate(Schema):
    id: UUID
    address: str
    protection: Protection
    fingerprint: str
    holder: str
    expires_at: datetime | None
    is_expired: bool


class ChannelHealth(Schema):
    """`fault` is a code; empty when all is well."""

    channel: NoticeChannel
    went_well_at: datetime | None
    went_wrong_at: datetime | None
    fault: str


class ChannelsRead(Schema):
    version: int
    is_usual: bool
    may_set: bool
    has_mail_server: bool
    mail_is_on: bool
    mail_from: Importance
    mail_digest: Digest
    digest_hour: int
    mail_stix: bool
    quiet_from: time | None
    quiet_until: time | None
    written_to: list[MailboxWrittenTo]
    webhook_is_on: bool
    webhook_url: str
    webhook_from: Importance
    remind_after_minutes: int
    remind_most: int
    calls_for_warnings: bool
    call_after_minutes: int
    call_again_minutes: int
    certificates: list[MailCertificate]
    health: list[ChannelHealth]


class NewCertificate(Incoming):
    """PEM for S/MIME, ASCII armor for OpenPGP; the public part alone."""

    address: Line
    certificate: Armored


class TelephoneGiven(Incoming):
    """Empty takes it out."""

    telephone: Line = ""


class ChannelsTested(Schema):
    """By how many ways the test goes out."""

    ways: int


@room.get("/channels", Scope.EDITIONS_READ, ChannelsRead)
def channels(request: HttpRequest) -> ChannelsRead:
    """Where the notices of my desk go, and how these ways fare."""
    return _shown(own_channels(viewer_of(request)))


@room.post("/channels", Scope.EDITIONS_WRITE, ChannelsSet, status=200)
def set_them(request: HttpRequest, given: ChannelsWanted) -> ChannelsSet:
    """Set all of it at once; points of contact, deputies and the administrator of the desk."""
    wanted = given.model_dump(exclude={"version", "new_secret", "own_mailbox", "mailboxes"})
    words: dict[str, Any] = {
        "mail_from": Importance.of(wanted["mail_from"]),
        "webhook_from": Importance.of(wanted["webhook_from"]),
        "mail_digest": Digest.of(wanted["mail_digest"]),
        "quiet_from": time.fromisoformat(given.quiet_from) if given.quiet_from else None,
        "quiet_until": time.fromisoformat(given.quiet_until) if given.quiet_until else None,
    }
    mailboxes = (*given.mailboxes, *((None,) if given.own_mailbox else ()))
    chosen = Chosen(**(wanted | words), mailboxes=mailboxes)
    done = set_channels(viewer_of(request), chosen, version=given.version, new_secret=given.new_secret)
    return ChannelsSet(version=done.version, webhook_secret=done.secret)


@room.post("/channels/test", Scope.EDITIONS_WRITE, ChannelsTested, status=200)
def test_them(request: HttpRequest) -> ChannelsTested:
    """A test notice to my own desk, by every channel that is on."""
    return ChannelsTested(ways=test_channels(viewer_of(request)))


@room.post("/channels/certificates", Scope.EDITIONS_WRITE, MailCertificate)
def add(request: HttpRequest, answer: HttpResponse, given: NewCertificate) -> Status[MailCertificate]:
    """Mail to this address is encrypted under it from now on; one stands for each address."""
    row = add_certificate(viewer_of(request), given.address, given.certificate.encode())
    return made(request, answer, f"channels/certificates/{row.public_id}", _certificate(row))


@room.delete("/channels/certificates/{uuid:certificate}", Scope.EDITIONS_WRITE)
def remove(request: HttpRequest, certificate: UUID) -> Status[None]:
    """Mail to its address carries no AMBER or RED text from now on."""
    remove_certificate(viewer_of(request), certificate)
    return Status(204, None)


@room.post("/channels/telephones/{uuid:membership}", Scope.EDITIONS_WRITE, TelephoneGiven, status=200)
def telephone(request: HttpRequest, membership: UUID, given: TelephoneGiven) -> TelephoneGiven:
    """The number under which somebody at my desk is rung in an emergency."""
    return TelephoneGiven(telephone=set_telephone(viewer_of(request), membership, given.telephone))


def _shown(own: ChannelsShown) -> ChannelsRead:
    row = own.row
    by_number = {one.membership.pk: one.membership.public_id for one in own.people}
    return ChannelsRead(
        version=own.version,
        is_usual=own.is_usual,
        may_set=own.may_set,
        has_mail_server=own.has_mail_server,
        mail_is_on=row.mail_is_on,
        mail_from=Importance.of(row.mail_from),
        mail_digest=Digest.of(row.mail_digest),
        digest_hour=row.digest_hour,
        mail_stix=row.mail_stix,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        written_to=[
            MailboxWrittenTo(address=box.address, membership=by_number.get(box.membership or 0))
            for box in own.mailboxes
        ],
        webhook_is_on=row.webhook_is_on,
        webhook_url=row.webhook_url,
        webhook_from=Importance.of(row.webhook_from),
        remind_after_minutes=row.remind_after_minutes,
        remind_most=row.remind_most,
        calls_for_warnings=row.calls_for_warnings,
        call_after_minutes=row.call_after_minutes,
        call_again_minutes=row.call_again_minutes,
        certificates=[_certificate(one) for one in own.certificates],
        health=[
            ChannelHealth(
                channel=one.channel,
                went_well_at=one.went_well_at,
                went_wrong_at=one.went_wrong_at,
                fault=one.fault,
            )
            for one in own.health
        ],
    )


def _certificate(one: Any) -> MailCertificate:
    return MailCertificate(
        id=one.public_id,
        address=one.address,
        protection=Protection.of(one.protection),
        fingerprint=one.fingerprint,
        holder=one.holder,
        expires_at=one.expires_at,
        is_expired=one.has_expired,
    )
