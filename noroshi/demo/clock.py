"""The demonstration has a past: its deeds are told that it is earlier. The ledger keeps its own time and says when they were."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from unittest.mock import patch

from django.utils import timezone

TICK = timedelta(milliseconds=40)


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Every look at the clock is a little later than the one before, as in life."""
    ticks = count()
    with patch.object(timezone, "now", lambda: moment + next(ticks) * TICK):
        yield
