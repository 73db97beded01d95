"""What a person has chosen, what is muted, and what waits unread: for the own pages and the number on the icon."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.hours import is_wanted
from noroshi.delivery.models import Mute, Notice, PersonWish
from noroshi.delivery.wishes import Wishes, standing_mutes
from noroshi.directory.models import Person
from noroshi.editions.models import Edition
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import Importance, Urgency

LOOKED_BACK: Final = timedelta(days=30)
MOST: Final = 99


@dataclass(frozen=True, slots=True)
class MuteShown:
    """`line` is the item by which it was muted; whoever may not read that sees no mute."""

    public_id: uuid.UUID
    line: Line
    for_desk: bool
    with_warnings: bool
    reason: str
    by: Person
    at: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Unread:
    """How many, and of the newest that this person wants to be shown: its importance and number, nothing else."""

    number: int
    newest: uuid.UUID | None
    importance: Importance | None
    reference_number: str


def own_wish(viewer: Viewer) -> PersonWish:
    return PersonWish.objects.filter(pk=viewer.seat.membership_id).first() or PersonWish(pk=viewer.seat.membership_id)


def mutes_of(viewer: Viewer, matter: uuid.UUID | None = None) -> list[MuteShown]:
    """The person's own and the desk's, newest first."""
    mine = Q(membership=None) | Q(membership=viewer.seat.membership_id)
    rows = standing_mutes().filter(mine, desk=viewer.desk_id).select_related("edition", "by").order_by("-at")
    found = list(rows.filter(matter=matter) if matter else rows)
    lines = lines_readable_by(viewer, {row.edition.public_id for row in found})
    return [_shown(row, lines[row.edition.public_id]) for row in found if row.edition.public_id in lines]


def unread(viewer: Viewer) -> Unread:
    """Of what this person may read and nobody has muted. `newest` only as the person wants it in the browser."""
    since = timezone.now() - LOOKED_BACK
    rows = Notice.objects.filter(desk=viewer.desk_id, read_at=None, at__gt=since).exclude(edition=None)
    found = list(rows.select_related("edition").order_by("-pk")[: MOST * 2])
    wishes = Wishes.about(found)
    lines = lines_readable_by(viewer, {row.edition.public_id for row in found if row.edition})
    kept: dict[uuid.UUID, Notice] = {}
    for row in found:
        if row.edition and row.edition.public_id in lines and not _is_quiet(viewer, wishes, row):
            kept.setdefault(row.edition.public_id, row)
    first = next((row for row in kept.values() if _is_shown(own_wish(viewer), row)), None)
    edition = first.edition if first else None
    return Unread(
        number=min(len(kept), MOST),
        newest=first.public_id if first else None,
        importance=Importance.of(edition.importance) if edition and edition.importance else None,
        reference_number=lines[edition.public_id].reference_number if edition else "",
    )


def _is_quiet(viewer: Viewer, wishes: Wishes, row: Notice) -> bool:
    return wishes.is_muted(row) or wishes.is_muted(row, viewer.seat.membership_id)


def _is_shown(wish: PersonWish, row: Notice) -> bool:
    edition: Edition | None = row.edition
    least = Importance.of(wish.browser_from)
    return wish.browser_is_on and edition is not None and is_wanted(edition.importance, least, Urgency.of(row.urgency))


def _shown(row: Mute, line: Line) -> MuteShown:
    return MuteShown(
        public_id=row.public_id,
        line=line,
        for_desk=row.membership_id is None,
        with_warnings=row.with_warnings,
        reason=row.reason,
        by=row.by,
        at=row.at,
        until=row.until,
    )
