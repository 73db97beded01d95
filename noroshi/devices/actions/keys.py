"""Keys of devices: one device, one list. The secret is in the address, shown once; only its digest stays."""

import hashlib
import ipaddress
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.devices.actions.lists import own_list_row
from noroshi.devices.errors import KeyEndsTooLate, KeyNeedsEverything
from noroshi.devices.models import DeviceKey
from noroshi.devices.ranges import own_line
from noroshi.directory.signin.key_wishes import RangeUnreadable
from noroshi.ledger.actions import record
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MARK: Final = "nrd"
LONGEST_LIFE: Final = timedelta(days=731)
MOST_RANGES: Final = 20


def make_device_key(
    viewer: Viewer, list_id: uuid.UUID, name: str, expires_at: datetime, network_ranges: Iterable[str] = ()
) -> tuple[DeviceKey, str]:
    """The key and, this once, its secret. By those alone who may read whatever stands on the list, now or later."""
    row = own_list_row(viewer, list_id)
    audience = own_line(viewer, Tlp.AMBER, frozenset())
    if audience not in Held.by(viewer).numbers:
        raise KeyNeedsEverything
    now = timezone.now()
    if not now < expires_at <= now + LONGEST_LIFE:
        raise KeyEndsTooLate
    secret = f"{MARK}_{secrets.token_urlsafe(32)}"
    key = DeviceKey(
        audience_id=audience,
        of=row,
        name=clean_line(name, most=80, required=True),
        digest=digest_of(secret),
        network_ranges=_ranges(network_ranges),
        made_by_id=viewer.seat.person_id,
        made_at=now,
        expires_at=expires_at,
    )
    key.save(force_insert=True)
    _told(viewer, "make_device_key", key)
    return key, secret


def revoke_device_key(viewer: Viewer, list_id: uuid.UUID, key_id: uuid.UUID) -> None:
    """At once, and twice changes nothing."""
    row = own_list_row(viewer, list_id)
    key = readable_by(viewer, DeviceKey.objects.filter(of=row, public_id=key_id)).first()
    if key is None:
        raise NotFound
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        _told(viewer, "revoke_device_key", key)


def digest_of(secret: str) -> bytes:
    """256 random bits: a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def _ranges(given: Iterable[str]) -> list[str]:
    try:
        found = sorted({str(ipaddress.ip_network(one.strip(), strict=False)) for one in given})
    except ValueError:
        raise RangeUnreadable from None
    if len(found) > MOST_RANGES:
        raise RangeUnreadable
    return found


def _told(viewer: Viewer, deed: str, key: DeviceKey) -> None:
    record(
        deed=deed,
        actor=viewer.actor,
        objects=[(key.public_id, viewer.organization_id)],
        detail={"list": str(key.of.public_id)},
    )
