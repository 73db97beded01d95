"""What the worker does with feeds: which are due, and what a look at one brought. A desk is told of what its words stand in."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.bulletins.entries import Entry, Looked
from noroshi.bulletins.models import Alert, Feed
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.vocabulary import FeedFault, NoticeKind

logger = logging.getLogger(__name__)
SYSTEM: Final = SystemViewer("bulletins")
AT_ONCE: Final = 20
DAY: Final = timedelta(days=1)
MOST_NEW: Final = 500


@dataclass(frozen=True, slots=True)
class DueFeed:
    number: int
    address: str
    etag: str
    modified: str


def look_at_due(look: Callable[[DueFeed], Looked]) -> int:
    """Says how many new entries there are. Each feed is a transaction of its own, and the look stands outside of it."""
    return sum(_looked_at(feed, look) for feed in _due())


def _looked_at(feed: DueFeed, look: Callable[[DueFeed], Looked]) -> int:
    """What goes wrong with one, whatever it is, is written at it and stops no other."""
    try:
        return take_in(feed, look(feed))
    except Exception:
        logger.exception("a feed could not be read")
        return take_in(feed, Looked(fault=FeedFault.OUR_FAULT))


def take_in(feed: DueFeed, looked: Looked) -> int:
    """A feed that was ended, changed or looked at by somebody else meanwhile stays as it is."""
    now = timezone.now()
    with acting_as(SYSTEM):
        row = Feed.objects.select_for_update().filter(pk=feed.number, ended_at=None, address=feed.address).first()
        if row is None or row.next_at > now:
            return 0
        came = _came(row, looked.entries, now)
        _noted(row, looked, now)
        _told(row, came)
        return len(came)


def _due() -> list[DueFeed]:
    with acting_as(SYSTEM):
        rows = Feed.objects.filter(ended_at=None, next_at__lte=timezone.now()).order_by("next_at")[:AT_ONCE]
        return [DueFeed(row.pk, row.address, row.etag, row.modified) for row in rows]


def _came(row: Feed, entries: Iterable[Entry], now: datetime) -> list[Alert]:
    """Each entry once, the first of equal ones; what stood there before stays as it was read."""
    new = {entry.key: entry for entry in reversed(list(entries))}
    known = Alert.objects.filter(of=row, key__in=list(new)).values_list("key", flat=True)
    missing = new.keys() - {bytes(one) for one in known}
    alerts = [_alert(row, key, entry, now) for key, entry in reversed(new.items()) if key in missing][:MOST_NEW]
    return Alert.objects.bulk_create(alerts)


def _alert(row: Feed, key: bytes, entry: Entry, now: datetime) -> Alert:
    return Alert(
        audience_id=row.audience_id,
        of=row,
        key=key,
        title=entry.title,
        summary=entry.summary,
        link=entry.link,
        published_at=entry.published_at,
        seen_at=now,
        identifiers=list(entry.identifiers),
        cves=entry.cves,
        cvss=entry.cvss,
        matched=entry.matched(row.words),
    )


def _noted(row: Feed, looked: Looked, now: datetime) -> None:
    """After a fault it waits twice as long as the time before, up to a day."""
    wait = timedelta(minutes=row.minutes)
    if looked.fault:
        row.failures = min(row.failures + 1, 12)
        wait = max(wait, min(wait * 2 ** (row.failures - 1), DAY))
        row.fault = looked.fault.value
    else:
        row.failures, row.fault = 0, ""
        if not looked.is_unchanged:
            row.etag, row.modified = looked.etag, looked.modified
    row.read_at, row.next_at = now, now + wait
    row.save(update_fields=["failures", "fault", "etag", "modified", "read_at", "next_at"])


def _told(row: Feed, came: list[Alert]) -> None:
    """One notice for all that one look brought; what stands in a feed when it is first read is no news."""
    if not came:
        return
    desk = row.desk
    record(
        deed="read_feed",
        system=SYSTEM.name,
        objects=[(row.public_id, desk.organization_id)],
        detail={"alerts": len(came)},
    )
    is_first = not Alert.objects.filter(of=row).exclude(pk__in=[one.pk for one in came]).exists()
    if not is_first and any(one.matched for one in came):
        notify(SYSTEM, [desk.pk], NoticeKind.TRIAGED, link="/alerts/")
