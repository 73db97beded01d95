"""What one person at a desk wishes to be told, where and how fast, and of which matters nobody wants to hear. Plain decisions.

A warning passes every wish and every mute but one: the desk's own, taken in so many words for warnings as well.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from noroshi.delivery.hours import Rhythm, is_wanted
from noroshi.delivery.models import Mute, Notice, PersonWish
from noroshi.vocabulary import Digest, Importance, Urgency

EVERYBODY: Final = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Of one person's own mailbox. None of what is not said: then the desk's choice stands."""

    mail: bool = True
    mail_from: Importance = Importance.REFERENCE
    mail_digest: Digest | None = None

    @classmethod
    def of(cls, row: PersonWish) -> Self:
        digest = Digest.of(row.mail_digest) if row.mail_digest else None
        return cls(row.mail_is_on, Importance.of(row.mail_from), digest)

    def wants(self, importance: str, urgency: Urgency) -> bool:
        return urgency is Urgency.EMERGENCY or (self.mail and is_wanted(importance, self.mail_from, urgency))

    def rhythm(self, desk: Rhythm) -> Rhythm:
        return replace(desk, digest=self.mail_digest) if self.mail_digest else desk


@dataclass(frozen=True)
class Wishes:
    """Of everybody whom a batch of notices may be sent to, in two questions."""

    by_membership: Mapping[int, Wish]
    mutes: Collection[tuple[int, UUID, int | None, bool]]

    @classmethod
    def about(cls, notices: Collection[Notice], now: datetime | None = None) -> Self:
        desks = {notice.desk_id for notice in notices}
        matters = {notice.edition.matter for notice in notices if notice.edition}
        rows = PersonWish.objects.filter(desk__in=desks)
        muted = standing_mutes(now).filter(desk__in=desks, matter__in=matters)
        return cls(
            {row.membership_id: Wish.of(row) for row in rows},
            frozenset(muted.values_list("desk_id", "matter", "membership_id", "with_warnings")),
        )

    def of(self, membership: int | None) -> Wish:
        return self.by_membership.get(membership, Wish()) if membership else Wish()

    def is_muted(self, notice: Notice, membership: int | None = EVERYBODY) -> bool:
        """For the whole desk, or for one person of it."""
        if notice.edition is None:
            return False
        is_warning = notice.urgency == Urgency.EMERGENCY
        about = (notice.desk_id, notice.edition.matter, membership)
        return (*about, True) in self.mutes or (not is_warning and (*about, False) in self.mutes)


def standing_mutes(now: datetime | None = None) -> QuerySet[Mute]:
    """Those that nobody ended and that have not run out."""
    return Mute.objects.filter(Q(until=None) | Q(until__gt=now or timezone.now()), ended_at=None)
