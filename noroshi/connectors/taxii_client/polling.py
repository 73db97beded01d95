"""Page after page until the other server has no more. Each page is kept with the place to which it leads; a stop loses nothing."""

import time
from hashlib import blake2b
from typing import Final

from noroshi.connectors.taxii_client.calling import Failed
from noroshi.connectors.taxii_client.speaking import Page, page
from noroshi.intel.subscribing import Fetching, keep, went_well, went_wrong
from noroshi.vocabulary import FetchTrouble
from noroshi.vocabulary.errors import Refusal

MOST_PAGES: Final = 2000
MOST_SECONDS: Final = 900.0
"""What takes longer goes on at the next time, from the place where it is."""


class Over(Exception):  # noqa: N818 - not a fault
    """Nobody wants it any more."""


def poll(of: Fetching) -> None:
    try:
        _all_pages(of)
    except Failed as end:
        went_wrong(of.id, end.trouble.value, end.detail, wait=end.wait)
    except (Over, Refusal):
        went_wrong(of.id, FetchTrouble.NOBODY_LEFT.value)
    else:
        went_well(of.id)


def _all_pages(of: Fetching) -> None:
    since, place, seen = of.since, of.place, set[bytes]()
    until = time.monotonic() + MOST_SECONDS
    for _ in range(MOST_PAGES):
        found = _page(of, since, place)
        _must_be_new(found, seen)
        since, place = _onward(found, since, place)
        if not keep(of.id, found.objects, since=since, place=place):
            raise Over
        if not found.more or time.monotonic() > until:
            return


def _page(of: Fetching, since: str, place: str) -> Page:
    """A place that the other server does not know any more is left: from `since` on, what is known comes again and does no harm."""
    try:
        return page(of, since, place)
    except Failed as end:
        if not place or end.trouble is not FetchTrouble.REFUSED:
            raise
        return page(of, since, "")


def _must_be_new(found: Page, seen: set[bytes]) -> None:
    """A server that gives the same page twice in a row of pages would be asked for ever."""
    mark = blake2b(b"\0".join(found.objects), digest_size=16).digest()
    if found.more and (not found.objects or mark in seen):
        raise Failed(FetchTrouble.REPEATS_ITSELF)
    seen.add(mark)


def _onward(found: Page, since: str, place: str) -> tuple[str, str]:
    """Within a row of pages by `next`; at its end by the moment of the last one."""
    if not found.more:
        return found.last or since, ""
    if found.next and found.next != place:
        return since, found.next
    if not found.next and found.last > since:
        return found.last, ""
    raise Failed(FetchTrouble.REPEATS_ITSELF)
