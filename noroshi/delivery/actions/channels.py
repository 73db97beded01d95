"""Setting where a desk's notices go, and trying it out."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import time

from django.conf import settings

from noroshi.audiences.viewer import Viewer
from noroshi.delivery import closing
from noroshi.delivery.actions.notify import notify
from noroshi.delivery.channels import channels_of
from noroshi.delivery.errors import AddressNotHere, NothingToTest
from noroshi.delivery.models import Address, DeskChannels
from noroshi.delivery.standing import must_set
from noroshi.delivery.webhooks import checked
from noroshi.directory.models import Desk, Membership
from noroshi.ledger.actions import record
from noroshi.vocabulary import Digest, Importance, NoticeKind, Urgency
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields

LONGEST_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everything that one form sets. `mailboxes` are people by their seats, None the desk's own; empty is what the directory names."""

    mail_is_on: bool = True
    mail_from: Importance = Importance.REFERENCE
    mail_digest: Digest = Digest.AT_ONCE
    digest_hour: int = 8
    mail_stix: bool = False
    quiet_from: time | None = None
    quiet_until: time | None = None
    webhook_is_on: bool = False
    webhook_url: str = ""
    webhook_from: Importance = Importance.REFERENCE
    remind_after_minutes: int = 120
    remind_most: int = 2
    call_after_minutes: int = 30
    call_again_minutes: int = 15
    calls_for_warnings: bool = False
    mailboxes: tuple[uuid.UUID | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Set:
    """`secret` is the webhook's, shown this once when it was made now."""

    version: int
    secret: str = ""


def set_channels(viewer: Viewer, chosen: Chosen, *, version: int, new_secret: bool = False) -> Set:
    """The whole of it at once; whoever read an older version is told."""
    must_set(viewer)
    _must_make_sense(chosen)
    row = DeskChannels.objects.select_for_update().filter(pk=viewer.desk_id).first() or DeskChannels(
        pk=viewer.desk_id, version=0
    )
    if row.version != version:
        raise ChangedMeanwhile
    for name, value in asdict(chosen).items():
        if name != "mailboxes":
            setattr(row, name, value)
    secret = closing.made() if chosen.webhook_url and (new_secret or not row.webhook_secret) else ""
    row.webhook_secret = closing.close(secret) if secret else row.webhook_secret
    row.version += 1
    row.save()
    _choose(viewer, chosen.mailboxes)
    _record(viewer, "set_channels")
    return Set(row.version, secret)


def test_channels(viewer: Viewer) -> int:
    """A notice to the own desk, by every channel that is on; how many ways it will take."""
    must_set(viewer)
    own = channels_of([viewer.desk_id])[viewer.desk_id]
    ways = len(own.mailboxes) * own.has_mail + own.has_webhook
    if not ways:
        raise NothingToTest
    notify(viewer, [viewer.desk_id], NoticeKind.TEST, urgency=Urgency.ROUTINE)
    _record(viewer, "test_channels")
    return ways


def _must_make_sense(chosen: Chosen) -> None:
    wrong = {
        "digest_hour": not 0 <= chosen.digest_hour <= 23,
        "quiet_until": (chosen.quiet_from is None) != (chosen.quiet_until is None),
        "remind_after_minutes": not 5 <= chosen.remind_after_minutes <= LONGEST_MINUTES,
        "remind_most": not 0 <= chosen.remind_most <= 10,
        "call_after_minutes": not 5 <= chosen.call_after_minutes <= LONGEST_MINUTES,
        "call_again_minutes": not 1 <= chosen.call_again_minutes <= LONGEST_MINUTES,
        "webhook_url": chosen.webhook_is_on and not chosen.webhook_url,
    }
    if any(wrong.values()):
        raise InvalidFields(fields={name: ["invalid_fields"] for name, is_wrong in wrong.items() if is_wrong})
    if chosen.webhook_url:
        checked(chosen.webhook_url, may_be_private=settings.WEBHOOKS_MAY_BE_PRIVATE)


def _choose(viewer: Viewer, mailboxes: Collection[uuid.UUID | None]) -> None:
    named = {one for one in mailboxes if one}
    people = Membership.objects.filter(desk=viewer.desk_id, ended_at=None, public_id__in=named)
    found = set(people.values_list("pk", flat=True))
    if len(found) != len(named) or (None in mailboxes and not Desk.objects.get(pk=viewer.desk_id).email):
        raise AddressNotHere
    Address.objects.filter(desk=viewer.desk_id).delete()
    own: list[int | None] = [None] if None in mailboxes else []
    Address.objects.bulk_create(Address(desk_id=viewer.desk_id, membership_id=one) for one in [*found, *own])


def _record(viewer: Viewer, deed: str) -> None:
    own = Desk.objects.get(pk=viewer.desk_id)
    record(deed=deed, actor=viewer.actor, objects=[(own.public_id, viewer.organization_id)])
