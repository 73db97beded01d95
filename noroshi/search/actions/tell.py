"""The worker's part: a desk, or one person, hears that a search of their own has something new, never what.

One person's is asked as that person, under both locks, with what they may read at this moment; nobody else at the desk is told. For a desk
only what everybody there may read is looked through: nobody learns of something by being told that there is something. What asks for
a need to know is never told of; what asks for staff, or for a secrecy agreement, only where nobody sits without.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery.actions.notify import notify, notify_person
from noroshi.directory.seated import SeatGone, seated
from noroshi.ledger.actions import record
from noroshi.search.finding import new_since
from noroshi.search.models import SavedSearch
from noroshi.search.wanted import Wanted
from noroshi.vocabulary import NoticeKind

SYSTEM: Final = SystemViewer("searching")
OVERLAP: Final = timedelta(minutes=15)
"""Whoever writes for long is not missed: the last while is looked through once more, and nothing is told twice."""
REMEMBERED: Final = 500
OF_DESK: Final = """
select array(select s.audience_id from audiences_seat s
              where s.desk_id = %s and s.requires & 2 = 0 and (s.requires & 1 = 0 or not exists (
                select from directory_membership m
                 where m.desk_id = s.desk_id and m.ended_at is null and m.tie <> 'staff'
                   and coalesce(m.nda_until < (now() at time zone 'Asia/Tokyo')::date, true)))
             union all select a.id from audiences_audience a where a.is_public)
"""


def tell_of_searches(now: datetime | None = None) -> int:
    """How many searches had something new."""
    at = now or timezone.now()
    with acting_as(SYSTEM):
        rows = SavedSearch.objects.filter(ended_at=None, notifies=True).select_related("desk")
        return sum(_told(row, at) for row in rows.select_for_update(of=("self",)))


def _told(row: SavedSearch, at: datetime) -> bool:
    whose = None if row.is_of_desk else _person(row)
    if whose is None and not row.is_of_desk:
        return False
    found = _found(row, whose, max(row.told_until - OVERLAP, row.made_at))
    new = [item for item in found if item not in row.told]
    row.told_until, row.told = at, [*new, *row.told][:REMEMBERED]
    row.save(update_fields=["told_until", "told"])
    if not new:
        return False
    link = f"/search/saved/{row.public_id}/"
    if whose is None:
        notify(SYSTEM, [row.desk_id], NoticeKind.FOUND, link=link)
    else:
        notify_person(whose.seat.membership_id, NoticeKind.FOUND, link=link)
    record(deed="tell_of_search", system=SYSTEM.name, objects=[(row.public_id, row.desk.organization_id)], detail={})
    return True


def _found(row: SavedSearch, whose: Viewer | None, since: datetime) -> list[str]:
    wanted = Wanted.of(row.asked)
    if whose is None:
        items = new_since(Held(_held_by(row.desk_id), SYSTEM.setting), wanted, since)
    else:
        with acting_as(whose):
            items = new_since(Held.by(whose), wanted, since, whose)
    return [str(item) for item in items]


def _person(row: SavedSearch) -> Viewer | None:
    """Whoever has left the desk, or is switched off, is told nothing."""
    try:
        return Viewer(seated(row.made_by_id, row.desk_id))
    except SeatGone:
        return None


def _held_by(desk: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(OF_DESK, [desk])
        found: list[int] = cursor.fetchone()[0]
    return found
