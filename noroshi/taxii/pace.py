"""How often one key may ask: so many times a minute, evenly or at once. Each web process counts for itself, in memory."""

import math
import threading
from time import monotonic
from typing import Final
from uuid import UUID

from django.conf import settings

from noroshi.taxii.errors import AskedTooOften

MINUTE: Final = 60.0
MOST_KEPT: Final = 10_000
_lock: Final = threading.Lock()
_free_from: Final[dict[UUID, float]] = {}
"""By key: when everything that it has asked for would be used up, had it asked evenly."""


def must_not_be_hasty(key: UUID) -> None:
    """Who has asked for a minute's worth waits until the next one falls due. Asking in vain costs nothing more."""
    each, now = MINUTE / settings.TAXII_PER_MINUTE, monotonic()
    with _lock:
        if len(_free_from) >= MOST_KEPT:
            _forget(now)
        until = max(_free_from.get(key, now), now) + each
        if until - now > MINUTE:
            raise AskedTooOften(seconds=max(1, math.ceil(until - now - MINUTE)))
        _free_from[key] = until


def _forget(now: float) -> None:
    for key in [key for key, until in _free_from.items() if until <= now]:
        del _free_from[key]
