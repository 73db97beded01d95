"""When a notice may leave: at once, with the next digest, after quiet hours. An emergency waits for nothing. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from noroshi.vocabulary import Digest, Importance, Urgency

FROM_MOST: Final = (Importance.WARNING, Importance.CAUTION, Importance.REFERENCE)
AS_IF_GIVEN: Final = Importance.CAUTION
"""No importance given sorts with this one (architecture, rulings)."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a desk wishes about its mail. `quiet_from` may be later than `quiet_until`: the night lies between."""

    digest: Digest = Digest.AT_ONCE
    digest_hour: int = 8
    quiet_from: time | None = None
    quiet_until: time | None = None

    def leaves_at(self, now: datetime, urgency: Urgency) -> datetime:
        """`now` in the zone in which the desk counts its hours."""
        if urgency is Urgency.EMERGENCY:
            return now
        due = self._next_digest(now)
        return self._end_of_quiet(due) if self.is_quiet(due) else due

    def is_quiet(self, at: datetime) -> bool:
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None or begins == ends:
            return False
        clock = at.time().replace(tzinfo=None)
        return begins <= clock < ends if begins < ends else clock >= begins or clock < ends

    def gathers(self, urgency: Urgency) -> bool:
        return self.digest is not Digest.AT_ONCE and urgency is not Urgency.EMERGENCY

    def _next_digest(self, now: datetime) -> datetime:
        if self.digest is Digest.AT_ONCE:
            return now
        if self.digest is Digest.HOURLY:
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        today = now.replace(hour=self.digest_hour, minute=0, second=0, microsecond=0)
        return today if today > now else today + timedelta(days=1)

    def _end_of_quiet(self, at: datetime) -> datetime:
        ends = self.quiet_until or time()
        same_day = at.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
        return same_day if same_day > at else same_day + timedelta(days=1)


def is_wanted(importance: str, least: Importance, urgency: Urgency) -> bool:
    """Whether a channel that begins at `least` takes it."""
    given = Importance.of(importance) if importance else AS_IF_GIVEN
    return urgency is Urgency.EMERGENCY or FROM_MOST.index(given) <= FROM_MOST.index(least)
