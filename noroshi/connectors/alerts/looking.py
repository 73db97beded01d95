"""One look at one feed: fetched and read, or why not."""

from django.conf import settings

from noroshi.bulletins.actions.looking import DueFeed
from noroshi.bulletins.entries import Looked
from noroshi.connectors.alerts.reading import NoFeed, entries
from noroshi.connectors.fetching import Limits, NotFetched, fetched
from noroshi.vocabulary import FeedFault


def look(feed: DueFeed) -> Looked:
    try:
        limits = Limits(may_be_private=settings.FEEDS_MAY_BE_PRIVATE)
        came = fetched(feed.address, limits, etag=feed.etag, modified=feed.modified)
        found = () if came.is_unchanged else tuple(entries(came.body, came.media_type, feed.address))
    except NotFetched as problem:
        return Looked(fault=problem.fault)
    except NoFeed:
        return Looked(fault=FeedFault.NO_FEED)
    return Looked(found, came.etag, came.modified, came.is_unchanged)
