"""Servers from which a desk fetches: set up, looked at, ended; and how each page of them is taken in and remembered.

Who fetches is told when the product starts; what is fetched goes through `take_in` in the name of the seat that set it up.
"""

import logging
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership
from noroshi.intel.actions.origins import desks_own, own_origin
from noroshi.intel.actions.take_in import take_in
from noroshi.intel.closing import close, open_
from noroshi.intel.errors import SubscriptionOff, SubscriptionUnclear
from noroshi.intel.list_reading import MOST_TOLD, ListReading, may_be_listed
from noroshi.intel.models import Subscription
from noroshi.ledger.actions import record
from noroshi.observables import BY_WORD
from noroshi.stix.faults import Fault
from noroshi.stix.reading import read
from noroshi.vocabulary import FetchTrouble, LineFault, SubscriptionKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line
from noroshi.vocabulary.word import Text

logger = logging.getLogger(__name__)
SYSTEM: Final = SystemViewer("subscriptions")
LONGEST_WAIT: Final = timedelta(hours=24)
EVERY_MINUTES: Final = range(5, 7 * 24 * 60 + 1)
AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class SubscriptionWish:
    """`address` is a collection's, a list's or a feed's folder. An empty secret leaves the one that is there."""

    address: str
    version: str = "2.1"
    user_name: str = ""
    secret: str = ""
    every_minutes: int = 60
    is_on: bool = True
    kind: SubscriptionKind = SubscriptionKind.TAXII
    reads: ListReading = field(default_factory=ListReading)


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
    kind: SubscriptionKind = SubscriptionKind.TAXII
    reads: ListReading = field(default_factory=ListReading)
    etag: str = ""
    modified: str = ""


type Fetch = Callable[[Fetching], None]
_fetchers: Final[dict[SubscriptionKind, Fetch]] = {}


def fetched_by(fetch: Fetch, kind: SubscriptionKind = SubscriptionKind.TAXII) -> None:
    _fetchers[kind] = fetch


def subscribe(viewer: Viewer, origin_id: uuid.UUID, wish: SubscriptionWish) -> Subscription:
    origin, now = own_origin(viewer, origin_id), timezone.now()
    row = Subscription(
        audience_id=desks_own(origin),
        desk_id=viewer.desk_id,
        origin=origin,
        made_by_id=viewer.seat.membership_id,
        made_at=now,
        next_at=now,
        kind=wish.kind.value,
    )
    _say(row, wish)
    row.save(force_insert=True)
    _told(viewer, "subscribe", row)
    return row


def amend_subscription(viewer: Viewer, subscription_id: uuid.UUID, wish: SubscriptionWish) -> Subscription:
    """Another address begins anew; anything else is tried again at once. To another server no secret goes along."""
    row = subscription(viewer, subscription_id)
    if wish.kind.value != row.kind:
        raise SubscriptionUnclear
    row.etag = row.modified = ""
    if wish.address.strip() != row.address:
        row.since = row.place = ""
        row.faults = []
    if _server(wish.address) != _server(row.address):
        row.secret = None
    _say(row, wish)
    row.next_at, row.failures, row.trouble, row.detail = timezone.now(), 0, "", ""
    row.save()
    _told(viewer, "amend_subscription", row)
    return row


def fetch_now(viewer: Viewer, subscription_id: uuid.UUID) -> None:
    """Within a minute, however long it was to wait after a fault."""
    row = subscription(viewer, subscription_id)
    if not row.is_on:
        raise SubscriptionOff
    row.next_at = timezone.now()
    row.save(update_fields=["next_at"])
    _told(viewer, "fetch_now", row)


def unsubscribe(viewer: Viewer, subscription_id: uuid.UUID) -> None:
    """What came stays; the secret is forgotten."""
    row = subscription(viewer, subscription_id)
    row.ended_at, row.secret, row.is_on = timezone.now(), None, False
    row.save(update_fields=["ended_at", "secret", "is_on"])
    _told(viewer, "unsubscribe", row)


def subscriptions(viewer: Viewer) -> list[Subscription]:
    rows = Subscription.objects.filter(desk_id=viewer.desk_id, ended_at=None).select_related("origin")
    return list(readable_by(viewer, rows).defer("listed").order_by("origin__name", "pk"))


def subscription(viewer: Viewer, subscription_id: uuid.UUID) -> Subscription:
    rows = Subscription.objects.filter(public_id=subscription_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows.select_related("origin")).first()
    if row is None:
        raise NotFound
    return row


@dataclass(frozen=True, slots=True)
class SubscriptionShown:
    """As its desk reads it: whether there is a secret, never which."""

    id: uuid.UUID
    source: uuid.UUID
    kind: SubscriptionKind
    address: str
    version: str
    user_name: str
    has_secret: bool
    every_minutes: int
    is_on: bool
    reads: Mapping[str, Any]
    trouble: FetchTrouble | None
    detail: str
    failures: int
    tried_at: datetime | None
    fetched_at: datetime | None
    next_at: datetime
    new: int
    known: int
    refused: int
    gone: int


def subscriptions_shown(viewer: Viewer) -> list[SubscriptionShown]:
    return [_shown(row) for row in subscriptions(viewer)]


def subscription_shown(viewer: Viewer, subscription_id: uuid.UUID) -> SubscriptionShown:
    return _shown(subscription(viewer, subscription_id))


def _shown(row: Subscription) -> SubscriptionShown:
    same = ("address", "version", "user_name", "every_minutes", "is_on", "reads", "detail", "failures")
    told = ("tried_at", "fetched_at", "next_at", "new", "known", "refused", "gone")
    return SubscriptionShown(
        id=row.public_id,
        source=row.origin.public_id,
        kind=SubscriptionKind.of(row.kind),
        has_secret=row.secret is not None,
        trouble=FetchTrouble.of(row.trouble) if row.trouble else None,
        **{name: getattr(row, name) for name in (*same, *told)},
    )


@dataclass(frozen=True, slots=True)
class FaultTold:
    """`place` is a line of a list, or the id of an object."""

    place: str
    path: str
    code: str
    given: str
    says: Text | LineFault


def faults_told(row: Subscription) -> list[FaultTold]:
    """Of the last reading of a list; of objects the latest."""
    return [FaultTold(**{**one, "says": _says(one)}) for one in row.faults]


def faults_of(viewer: Viewer, subscription_id: uuid.UUID) -> list[FaultTold]:
    return faults_told(subscription(viewer, subscription_id))


def _says(one: Mapping[str, str]) -> Text | LineFault:
    known = {fault.value: fault for fault in LineFault}
    return known.get(one["code"]) or Fault(one["code"], one["path"], given=one["given"]).says


def fetch_due() -> int:
    """Each on its own: what goes wrong with one, whatever it is, is written at it and stops no other."""
    now = timezone.now()
    with acting_as(SYSTEM):
        due = Subscription.objects.filter(is_on=True, ended_at=None, next_at__lte=now).order_by("next_at")
        rows = list(due[:AT_ONCE])
    for row in rows:
        try:
            _fetch(row)
        except Exception:
            logger.exception("a subscription could not be fetched")
            went_wrong(row.public_id, FetchTrouble.OUR_FAULT.value)
    return len(rows)


def _fetch(row: Subscription) -> None:
    one = _fetching(row)
    if fetch := _fetchers.get(one.kind):
        fetch(one)


def keep(subscription_id: uuid.UUID, objects: Sequence[bytes], *, since: str, place: str) -> bool:
    """One page and how far it leads, in one transaction: what is remembered as taken is there. False: nobody wants it any more."""
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        taken = take_in(viewer, mine.origin.public_id, (read(one, place_) for place_, one in enumerate(objects)))
        mine.new += len(taken.new)
        mine.known += len(taken.known)
        mine.refused += len(taken.faults)
        mine.faults = [*map(_fault, taken.faults), *mine.faults][:MOST_TOLD]
        mine.since, mine.place, mine.fetched_at = since[:40], place[:2000], timezone.now()
        mine.save(update_fields=["new", "known", "refused", "faults", "since", "place", "fetched_at"])
    return True


def seated(subscription_id: uuid.UUID) -> Viewer | None:
    """The seat that set it up, as long as it is held and the subscription is on."""
    with acting_as(SYSTEM):
        row = Subscription.objects.filter(public_id=subscription_id, is_on=True, ended_at=None).defer("listed").first()
        seats = Membership.objects.select_related("person", "desk__organization").filter(ended_at=None)
        here = seats.filter(person__is_active=True, desk__is_active=True, desk__organization__is_active=True)
        seat = here.filter(pk=row.made_by_id).first() if row else None
    return Viewer(of_membership(seat)) if seat else None


def _fault(fault: Fault) -> dict[str, str]:
    return {"place": fault.id or "", "path": fault.path, "code": fault.code, "given": fault.given}


def keep_told(subscription_id: uuid.UUID, objects: Iterable[bytes], told: Sequence[Mapping[str, str]] = ()) -> bool:
    """What belongs together, in one transaction; `told` is what its bearer found wrong before. False: nobody wants it any more."""
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        taken = take_in(viewer, mine.origin.public_id, (read(one, place) for place, one in enumerate(objects)))
        mine.new += len(taken.new)
        mine.known += len(taken.known)
        mine.refused += len(taken.faults) + len(told)
        mine.faults = [*told, *map(_fault, taken.faults), *mine.faults][:MOST_TOLD]
        mine.fetched_at = timezone.now()
        mine.save(update_fields=["new", "known", "refused", "faults", "fetched_at"])
    return True


def reached(subscription_id: uuid.UUID, etag: str) -> bool:
    """The end of what is there now."""
    viewer = seated(subscription_id)
    if viewer is None:
        return False
    with acting_as(viewer):
        mine = subscription(viewer, subscription_id)
        mine.etag, mine.fetched_at = etag[:200], timezone.now()
        mine.save(update_fields=["etag", "fetched_at"])
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
    if wish.version not in {"2.0", "2.1"} or wish.every_minutes not in EVERY_MINUTES or not _is_clear(wish.reads):
        raise SubscriptionUnclear
    row.reads = wish.reads.said if wish.kind is SubscriptionKind.LIST else {}
    row.address = clean_line(wish.address, most=400, required=True)
    row.version, row.every_minutes, row.is_on = wish.version, wish.every_minutes, wish.is_on
    row.user_name = clean_line(wish.user_name, most=200)
    if wish.secret:
        row.secret = close(wish.secret)


def _is_clear(reads: ListReading) -> bool:
    texts = (reads.column, reads.kind_column, reads.note_column)
    is_known = not reads.of_kind or (reads.of_kind in BY_WORD and may_be_listed(BY_WORD[reads.of_kind]))
    is_sure = reads.confidence is None or 0 <= reads.confidence <= 100
    return is_known and is_sure and all(len(text) <= 100 and text.isprintable() for text in texts)


def _fetching(row: Subscription) -> Fetching:
    return Fetching(
        id=row.public_id,
        address=row.address,
        version=row.version,
        user_name=row.user_name,
        secret=open_(bytes(row.secret)) if row.secret else "",
        since=row.since,
        place=row.place,
        kind=SubscriptionKind.of(row.kind),
        reads=ListReading.of(row.reads),
        etag=row.etag,
        modified=row.modified,
    )


def _told(viewer: Viewer, deed: str, row: Subscription) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
