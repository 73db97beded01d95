"""A feed of MISP that a desk follows: its manifest, and each event that is new there or newer than here."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from noroshi.connectors.fetching import Limits, NotFetched, fetched
from noroshi.connectors.troubles import TROUBLES, key_of
from noroshi.intel.misp import events_wanted, keep_event
from noroshi.intel.subscribing import Fetching, reached, went_well, went_wrong
from noroshi.vocabulary import FeedFault, FetchTrouble
from noroshi.vocabulary.errors import Refusal

MOST_BYTES: Final = 32 * 1024 * 1024
SECONDS: Final = 120.0
MOST_EVENTS: Final = 500
"""At one time; what is left comes at the next."""
NUMBER: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class NoFeed(Exception):  # noqa: N818 - what it is not
    """Nothing that names events and when each was changed."""


def poll(of: Fetching) -> None:
    try:
        trouble = "" if _followed(of) else FetchTrouble.NOBODY_LEFT.value
    except NotFetched as end:
        trouble = TROUBLES[end.fault].value
    except NoFeed:
        trouble = FetchTrouble.NOT_UNDERSTOOD.value
    except Refusal:
        trouble = FetchTrouble.NOBODY_LEFT.value
    if trouble:
        went_wrong(of.id, trouble)
    else:
        went_well(of.id)


def _followed(of: Fetching) -> bool:
    came = fetched(_at(of, "manifest.json"), _limits(), etag=of.etag, headers=key_of(of.user_name, of.secret))
    if came.is_unchanged:
        return reached(of.id, of.etag)
    wanted = events_wanted(of.id, dict(_told(came.body)))
    if wanted is None:
        return False
    if not all(_event(of, number) for number in wanted[:MOST_EVENTS]):
        return False
    return reached(of.id, came.etag if len(wanted) <= MOST_EVENTS else "")


def _event(of: Fetching, number: UUID) -> bool:
    """One that is not there, or cannot be read, is told and stops no other; False: nobody wants it any more."""
    try:
        body = fetched(_at(of, f"{number}.json"), _limits(), headers=key_of(of.user_name, of.secret)).body
    except NotFetched as end:
        if end.fault not in {FeedFault.REFUSED, FeedFault.TOO_LARGE}:
            raise
        body = b""
    return keep_event(of.id, number, body)


def _told(body: bytes) -> Iterator[tuple[UUID, int]]:
    """Event and the second in which it was changed there."""
    for name, entry in _manifest(body).items():
        if NUMBER.fullmatch(name):
            at = str(entry.get("timestamp", ""))
            yield UUID(name), int(at) if at.isascii() and at.isdecimal() and len(at) < 12 else 0


def _manifest(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise NoFeed from problem
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        raise NoFeed
    return found


def _at(of: Fetching, name: str) -> str:
    """Whether the folder was given or its manifest."""
    return f"{of.address.rstrip('/').removesuffix('manifest.json').rstrip('/')}/{name}"


def _limits() -> Limits:
    return Limits(settings.FEEDS_MAY_BE_PRIVATE, MOST_BYTES, SECONDS)
