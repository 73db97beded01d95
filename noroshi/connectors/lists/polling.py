"""One look at one list: fetched, read, and handed over whole; or why not."""

from django.conf import settings

from noroshi.connectors.fetching import Limits, NotFetched, fetched
from noroshi.connectors.lists.reading import NoList, lines_of
from noroshi.connectors.troubles import TROUBLES, key_of
from noroshi.intel.following import follow, unchanged
from noroshi.intel.subscribing import Fetching, went_well, went_wrong
from noroshi.vocabulary import FetchTrouble
from noroshi.vocabulary.errors import Refusal

MOST_BYTES = 16 * 1024 * 1024
SECONDS = 120.0


def poll(of: Fetching) -> None:
    try:
        trouble = "" if _followed(of) else FetchTrouble.NOBODY_LEFT.value
    except NotFetched as end:
        trouble = TROUBLES[end.fault].value
    except NoList as end:
        trouble = end.trouble.value
    except Refusal:
        trouble = FetchTrouble.NOBODY_LEFT.value
    if trouble:
        went_wrong(of.id, trouble)
    else:
        went_well(of.id)


def _followed(of: Fetching) -> bool:
    limits = Limits(settings.FEEDS_MAY_BE_PRIVATE, MOST_BYTES, SECONDS)
    came = fetched(of.address, limits, etag=of.etag, modified=of.modified, headers=key_of(of.user_name, of.secret))
    if came.is_unchanged:
        return unchanged(of.id)
    return follow(of.id, lines_of(came.body, of.reads), etag=came.etag, modified=came.modified)
