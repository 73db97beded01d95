"""The secret address of a desk's calendars: made (an older one ends), revoked, read by whoever has it."""

import hashlib
import secrets
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import CalendarHolder, Viewer, acting_as
from noroshi.bulletins.actions.calendars import told
from noroshi.bulletins.icalendar import Event
from noroshi.bulletins.models import Calendar, CalendarAddress
from noroshi.bulletins.queries import events_of
from noroshi.bulletins.ranges import own
from noroshi.vocabulary.errors import NotFound

MARK: Final = "nrc"


def make_address(viewer: Viewer) -> str:
    """Shown this once; the one before finds nothing any more."""
    revoke_address(viewer)
    secret = f"{MARK}_{secrets.token_urlsafe(32)}"
    row = CalendarAddress(
        audience_id=own(viewer),
        desk_id=viewer.desk_id,
        digest=_digest(secret),
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
    )
    row.save(force_insert=True)
    told(viewer, "make_calendar_address", row.public_id)
    return secret


def revoke_address(viewer: Viewer) -> None:
    """At once, and twice changes nothing."""
    rows = CalendarAddress.objects.filter(desk_id=viewer.desk_id, revoked_at=None)
    for row in readable_by(viewer, rows):
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        told(viewer, "revoke_calendar_address", row.public_id)


def opened(secret: str) -> list[Event]:
    """For whoever knows the secret; an unknown or revoked one is not found."""
    with acting_as(CalendarHolder(_digest(secret))):
        if not CalendarAddress.objects.exists():
            raise NotFound
        rows = list(Calendar.objects.order_by("name", "pk"))
    return [event for row in rows for event in events_of(row)]


def _digest(secret: str) -> bytes:
    """256 random bits: a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
