"""Servers from which a desk fetches: set up, looked at, ended; and how each page of them is taken in and remembered.

Who fetches is told when the product starts; what is fetched goes through `take_in` in the name of the seat that set it up.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership
from noroshi.intel.actions.origins import desks_own, own_origin
from noroshi.intel.actions.take_in import take_in
from noroshi.intel.closing import close, open_
from noroshi.intel.errors import SubscriptionUnclear
from noroshi.intel.models import Subscription
from noroshi.ledger.actions import record
from noroshi.stix.reading import read
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

SYSTEM: Final = SystemViewer("subscriptions")
LONGEST_WAIT: Final = timedelta(hours=24)
EVERY_MINUTES: Final = range(5, 7 * 24 * 60 + 1)
AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class SubscriptionWish:
    """`address` is a collection's, as the other server names it. An empty secret leaves the one that is there."""

    address: str
    version: str = "2.1"
    user_name: str = ""
    secret: str = ""
    every_minutes: int = 60
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Fetching:
    """What a fetcher must know of one; `since` and `place` are the other server's own words."""

    id: uuid.UUID
    address: str
    version: str
    user_name: str
    secret: str
    since: str
    place: str


type Fetch = Callable[[Fetching], None]
_fetchers: Final[list[Fetch]] = []


def fetched_by(fetch: Fetch) -> None:
    _fetchers[:] = [fetch]


def subscribe(viewer: Viewer, origin_id: uuid.UUID, wish: SubscriptionWish) -> Subscription:
    origin, now = own_origin(viewer, origin_id), timezone.now()
    row = Subscription(
        audience_id=desks_own(origin),
        desk_id=viewer.desk_id,
        origin=origin,
        made_by_id=viewer.seat.membership_id,
        made_at=now,
        next_at=now,
    )
    _say(row, wish)
    row.save(force_insert=True)
    _told(viewer, "subscribe", row)
    return row


def amend_subscription(viewer: Viewer, subscription_id: uuid.UUID, wish: SubscriptionWish) -> Subscription:
    """Another address begins anew; anything else is tried again at once. To another server no secret goes along."""
    row = subscription(viewer, subscription_id)
    if wish.address.strip() != row.address:
        row.since = row.place = ""
    if _server(wish.address) != _server(row.address):
        row.secret = None
    _say(row, wish)
    row.next_at, row.failures, row.trouble, row.detail = timezone.now(), 0, "", ""
    row.save()
    _told(viewer, "amend_subscription", row)
    return row


def unsubscribe(viewer: Viewer, subscription_id: uuid.UUID) -> None:
    """What came stays; the secret is forgotten."""
    row = subscription(viewer, subscription_id)
    row.ended_at, row.secret, row.is_on = timezone.now(), None, False
    row.save(update_fields=["ended_at", "secret", "is_on"])
    _told(viewer, "unsubscribe", row)


def subscriptions(viewer: Viewer) -> list[Subscription]:
    rows = Subscription.objects.filter(desk_id=viewer.desk_id, ended_at=None).select_related("origin")
    return list(readable_by(viewer, rows).order_by("origin__name", "pk"))


def subscription(viewer: Viewer, subscription_id: uuid.UUID) -> Subscription:
    rows = Subscription.objects.filter(public_id=subscription_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows.select_related("origin")).first()
    if row is None:
        raise NotFound
    return row


def fetch_due() -> int:
    """Each on its own: what goes wrong with one is written at it and stops no other."""
    now = timezone.now()
    with acting_as(SYSTEM):
        rows = Subscription.objects.filter(is_on=True, ended_at=None, next_at__lte=now).order_by("next_at")[:AT_ONCE]
        due = [_fetching(row) for row in rows]
    for one in due:
        for fetch in _fetchers:
            fetch(one)
    return len(due)


def keep(subscription_id: uuid.UUID, objects: Sequence[bytes], *, since: str, place: str) -> bool:
    """One page and how far it leads, in one transaction: what is remembered as taken is there. False: nobody wants it any more."""
    with acting_as(SYSTEM):
        row = Subscription.objects.filter(public_id=subscription_id, is_on=True, ended_at=None).first()
        seats = Membership.objects.select_related("person", "desk__organization").filter(ended_at=None)
        seat = seats.filter(pk=row.made_by_id, person__is_active=True, desk__is_active=True).first() if row else None
    if seat is None:
        return False
    viewer = Viewer(of_membership(seat))
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        taken = take_in(viewer, mine.origin.public_id, (read(one, place_) for place_, one in enumerate(objects)))
        mine.new += len(taken.new)
        mine.known += len(taken.known)
        mine.refused += len(taken.faults)
        mine.since, mine.place, mine.fetched_at = since[:40], place[:2000], timezone.now()
        mine.save(update_fields=["new", "known", "refused", "since", "place", "fetched_at"])
    return True


def went_well(subscription_id: uuid.UUID) -> None:
    _note(subscription_id, "", "", None)


def went_wrong(subscription_id: uuid.UUID, trouble: str, detail: str = "", *, wait: timedelta | None = None) -> None:
    """Each time twice as long until it is tried again, a day at most; or as long as the other server asked for."""
    _note(subscription_id, trouble, detail, wait)


def _note(subscription_id: uuid.UUID, trouble: str, detail: str, wait: timedelta | None) -> None:
    with acting_as(SYSTEM):
        row = Subscription.objects.filter(public_id=subscription_id).first()
        if row is None:
            return
        now = timezone.now()
        row.failures = row.failures + 1 if trouble else 0
        row.trouble, row.detail, row.tried_at = trouble[:40], detail[:200], now
        row.next_at = now + _until_next(row, wait)
        row.save(update_fields=["failures", "trouble", "detail", "tried_at", "next_at"])


def _until_next(row: Subscription, wait: timedelta | None) -> timedelta:
    usual = timedelta(minutes=row.every_minutes)
    slower = usual * (1 << min(row.failures, 12))
    return min(max(slower, wait or usual), max(LONGEST_WAIT, usual))


def _server(address: str) -> tuple[str, str]:
    parts = urlsplit(address.strip())
    return parts.scheme.lower(), parts.netloc.lower()


def _say(row: Subscription, wish: SubscriptionWish) -> None:
    if wish.version not in {"2.0", "2.1"} or wish.every_minutes not in EVERY_MINUTES:
        raise SubscriptionUnclear
    row.address = clean_line(wish.address, most=400, required=True)
    row.version, row.every_minutes, row.is_on = wish.version, wish.every_minutes, wish.is_on
    row.user_name = clean_line(wish.user_name, most=200)
    if wish.secret:
        row.secret = close(wish.secret)


def _fetching(row: Subscription) -> Fetching:
    secret = open_(bytes(row.secret)) if row.secret else ""
    return Fetching(row.public_id, row.address, row.version, row.user_name, secret, row.since, row.place)


def _told(viewer: Viewer, deed: str, row: Subscription) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
