"""A desk follows a feed: begun, changed, ended."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.errors import FeedAddressWrong, FeedWishUnknown, FollowedAlready, TooManyFollowed
from noroshi.bulletins.models import Feed
from noroshi.bulletins.ranges import own
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MOST: Final = 100
MOST_WORDS: Final = 50
LEAST_MINUTES, MOST_MINUTES = 15, 1440


@dataclass(frozen=True, slots=True)
class FeedWish:
    """Looked at every so many `minutes`; entries in which one of `words` stands are told to the desk."""

    name: str
    address: str
    minutes: int = 60
    words: Collection[str] = ()


def begin_feed(viewer: Viewer, wish: FeedWish) -> Feed:
    """It is looked at within a minute."""
    if readable_by(viewer, Feed.objects.filter(desk_id=viewer.desk_id, ended_at=None)).count() >= MOST:
        raise TooManyFollowed
    now = timezone.now()
    row = Feed(
        audience_id=own(viewer),
        desk_id=viewer.desk_id,
        made_by_id=viewer.seat.person_id,
        made_at=now,
        next_at=now,
        **_said(wish),
    )
    _kept(row, is_new=True)
    _told(viewer, "begin_feed", row)
    return row


def amend_feed(viewer: Viewer, feed_id: uuid.UUID, wish: FeedWish) -> Feed:
    """What came already stays; a new address is asked from the beginning."""
    row = own_feed_row(viewer, feed_id)
    said = _said(wish)
    if said["address"] != row.address:
        row.etag = row.modified = row.fault = ""
    for name, value in said.items():
        setattr(row, name, value)
    row.next_at, row.failures = timezone.now(), 0
    _kept(row, is_new=False)
    _told(viewer, "amend_feed", row)
    return row


def end_feed(viewer: Viewer, feed_id: uuid.UUID) -> None:
    row = own_feed_row(viewer, feed_id)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _told(viewer, "end_feed", row)


def own_feed_row(viewer: Viewer, feed_id: uuid.UUID) -> Feed:
    """Of the viewer's own desk, in force; every other one is not found."""
    row = readable_by(viewer, Feed.objects.filter(public_id=feed_id, desk_id=viewer.desk_id, ended_at=None)).first()
    if row is None:
        raise NotFound
    return row


def web_address(text: str, *, may_be_plain: bool, most: int = 500) -> str:
    """An address without name and password in it; empty when it is none."""
    address = clean_line(text, most=most)
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it tells whether it is a number
    except ValueError:
        return ""
    schemes = ("https", "http") if may_be_plain else ("https",)
    is_one = parts.scheme in schemes and parts.hostname and not parts.username and not parts.password
    return address if is_one and not {" ", '"', "<", ">"} & set(address) else ""


def _said(wish: FeedWish) -> dict[str, object]:
    address = web_address(wish.address, may_be_plain=settings.FEEDS_MAY_BE_PRIVATE)
    if not address:
        raise FeedAddressWrong
    words = list(dict.fromkeys(word for one in wish.words if (word := clean_line(one, most=80))))
    if not LEAST_MINUTES <= wish.minutes <= MOST_MINUTES or len(words) > MOST_WORDS:
        raise FeedWishUnknown
    name = clean_line(wish.name, most=80, required=True)
    return {"name": name, "address": address, "minutes": wish.minutes, "words": words}


def _kept(row: Feed, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as mistake:
        if "one_feed_an_address_and_desk" in str(mistake):
            raise FollowedAlready from None
        raise


def _told(viewer: Viewer, deed: str, row: Feed) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)], detail={})
