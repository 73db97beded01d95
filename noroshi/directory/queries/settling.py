"""What the home of a desk says of the directory: contacts to confirm, late ones that it looks after, changes to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from noroshi.directory import planned
from noroshi.directory.queries.changes import open_changes
from noroshi.directory.queries.contacts import open_contacts
from noroshi.directory.remembered import own_house
from noroshi.directory.seated import Seated
from noroshi.directory.shown import ChangeShown, ContactShown
from noroshi.vocabulary import OrganizationKind

OPEN: Final = """
select true, c.membership_id
  from directory_contactcheck c
  join directory_membership m on m.id = c.membership_id and m.ended_at is null and (m.is_poc or m.is_deputy)
  join directory_person p on p.id = m.person_id and p.is_active
  join directory_desk d on d.id = m.desk_id and d.is_active
  join directory_organization o on o.id = d.organization_id and o.is_active
 where c.confirmed_at is null and (
       (o.id = %(own)s and c.due_date <= %(until)s)
    or (c.due_date < %(today)s and (%(all)s or o.ministry_id = %(own)s or exists (
          select from directory_organization_ceptoars t where t.from_organization_id = o.id and t.to_organization_id = %(own)s))))
union all
select false, r.id from directory_changerequest r
 where r.agreed_at is null and r.refused_at is null and r.expires_at > %(now)s and (%(platform)s or r.organization_id = %(own)s)
"""
"""Overseen and member organizations are among those that a viewer knows of, whatever else it knows."""


@dataclass(frozen=True, slots=True)
class Settling:
    """Most days both are empty, and one question tells it."""

    contacts: Sequence[ContactShown]
    changes: Sequence[ChangeShown]


def to_settle(viewer: Seated, until: date) -> Settling:
    """Own contacts that this person may confirm by then, late ones of its own and of those it looks after; open changes."""
    own, now = own_house(viewer), timezone.now()
    given: dict[str, bool | int | date] = {
        "own": own.pk,
        "until": until,
        "today": timezone.localdate(now),
        "now": now,
        "all": OrganizationKind.CENTER in own.kinds,
        "platform": viewer.is_platform_administrator,
    }
    found = planned.asked(OPEN, given)
    contacts = open_contacts(viewer, [number for is_contact, number in found if is_contact])
    return Settling(
        contacts=[one for one in contacts if one.may_confirm or one.is_overdue],
        changes=open_changes(viewer, [number for is_contact, number in found if not is_contact]),
    )
