"""Before a date the desk is told once that there is one."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.bulletins.days import upcoming
from noroshi.bulletins.models import Calendar
from noroshi.bulletins.queries import rule_of
from noroshi.delivery.actions.notify import notify
from noroshi.ledger.actions import record
from noroshi.vocabulary import NoticeKind

SYSTEM: Final = SystemViewer("bulletins")


def remind_of_dates(today: date | None = None) -> int:
    """Says how many calendars a desk was reminded of. May run twice: a date is told once."""
    day = today or timezone.localdate()
    with acting_as(SYSTEM):
        rows = Calendar.objects.filter(ended_at=None, remind_days__isnull=False).select_related("desk")
        due = [row for row in rows.select_for_update(of=("self",)) if _reminded(row, day)]
        for desk in {row.desk_id for row in due}:
            notify(SYSTEM, [desk], NoticeKind.WARNED, link="/calendars/")
        return len(due)


def _reminded(row: Calendar, today: date) -> bool:
    days = row.remind_days or 0
    near = [one for one in upcoming(rule_of(row), today, 40) if one <= today + timedelta(days=days)]
    if not near or (row.told_for is not None and near[-1] <= row.told_for):
        return False
    row.told_for = near[-1]
    row.save(update_fields=["told_for"])
    record(
        deed="remind_of_date",
        system=SYSTEM.name,
        objects=[(row.public_id, row.desk.organization_id)],
        detail={"date": near[-1].isoformat()},
    )
    return True
