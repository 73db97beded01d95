"""Which reports a desk owes next, and by when; under the system's login, whom the job must remind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery.actions import notify
from noroshi.delivery.models import Notice
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.reports.expecting import Pace
from noroshi.reports.models import FollowUp, FollowUpPace
from noroshi.vocabulary import NoticeKind

SYSTEM: Final = SystemViewer("follow_ups")
AGAIN: Final = timedelta(days=1)
GIVEN_UP: Final = timedelta(days=14)
"""A desk that has not reported for so long is not reminded any more; the item says it all the same."""


@dataclass(frozen=True, slots=True)
class Owed:
    """The latest own edition of a matter, and by when the next is due."""

    line: Line
    due_at: datetime


def owed(viewer: Viewer, limit: int = 50) -> list[Owed]:
    """What this desk owes, the earliest first."""
    rows = FollowUp.objects.filter(desk=viewer.desk_id, due_at__isnull=False, edition__is_recalled=False)
    found = readable_by(viewer, rows).order_by("due_at").values_list("edition__public_id", "due_at")[:limit]
    due = {edition: at for edition, at in found if at}
    lines = lines_readable_by(viewer, due)
    return [Owed(lines[one], due[one]) for one in due if one in lines]


def pace_of(viewer: Viewer) -> Pace:
    row = readable_by(viewer, FollowUpPace.objects.filter(desk=viewer.desk_id)).first()
    return _pace(row) if row else Pace()


def remind_of_follow_ups() -> int:
    """For the job: once before the time, once a day after it. Done again it reminds nobody twice."""
    now = timezone.now()
    with acting_as(SYSTEM):
        return sum(_remind(row, kind, now) for row, kind in _due(now))


def _due(now: datetime) -> Iterator[tuple[FollowUp, NoticeKind]]:
    paces = {row.desk_id: _pace(row) for row in FollowUpPace.objects.all()}
    longest = max((pace.remind_hours for pace in (Pace(), *paces.values())), default=0)
    rows = FollowUp.objects.filter(
        due_at__lte=now + timedelta(hours=longest), due_at__gt=now - GIVEN_UP, edition__is_recalled=False
    )
    for row in rows.select_related("edition").order_by("due_at"):
        due = row.due_at or now
        if due <= now:
            yield row, NoticeKind.FOLLOW_UP_LATE
        elif due - timedelta(hours=paces.get(row.desk_id, Pace()).remind_hours) <= now:
            yield row, NoticeKind.FOLLOW_UP_DUE


def _remind(row: FollowUp, kind: NoticeKind, now: datetime) -> int:
    told = Notice.objects.filter(edition=row.edition, desk=row.desk_id, kind=kind)
    if kind is NoticeKind.FOLLOW_UP_LATE:
        told = told.filter(at__gt=now - AGAIN)
    return 0 if told.exists() else notify(SYSTEM, [row.desk_id], kind, about=row.edition)


def _pace(row: FollowUpPace) -> Pace:
    return Pace(row.continuing_hours, row.investigating_hours, row.remind_hours)
