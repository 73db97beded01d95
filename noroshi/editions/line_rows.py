"""What lines of lists are made of, in one question however many they are: nothing of a row that a list does not show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec.json import decode

from noroshi.audiences.queries import Held
from noroshi.editions.models import EditionKind
from noroshi.vocabulary.inquiries import CONSULTATION

TITLE_FIELDS: Final = ("title", "threat_summary", "summary")
OUTLOOK_FIELDS: Final = ("outlook", "next_report_at")
"""Sealed beside the content of what was asked before anybody knew whether it is a report."""
LINES: Final = """
select e.id, e.public_id, e.matter, e.number, e.kind, e.scheme, e.tlp, e.importance, e.sectors, e.reference_number,
       e.originator_desk_id, e.originator_organization_id, e.is_derived, e.is_recalled, e.sealed_at,
       array(select jsonb_build_array(p.content -> 'title' -> 1, p.content -> 'threat_summary' -> 1, p.content -> 'summary' -> 1,
                                      p.content -> 'outlook' -> 1, p.content -> 'next_report_at' -> 1,
                                      p.content -> 'consultation' -> 1)
               from held.editions_part p where p.edition_id = e.id order by p.id),
       m.numbers,
       case when e.kind = 'report' and e.reference_number = '' then
         (select coalesce((select w.instead from held.editions_numberwithdrawal w where w.registration_id = r.id), r.reference_number)
            from held.editions_registration r where r.matter = e.matter) end,
       (select array[t.number, t.importance] from held.editions_ticket t
         where t.desk_id = %(desk)s::bigint and t.matter = e.matter),
       e.kind = 'report' and coalesce(m.is_followed, false)
  from held.editions_edition e
  left join lateral (select array_agg(s.number) as numbers,
                            bool_or(s.id > e.id and s.originator_desk_id = e.originator_desk_id) as is_followed
                       from held.editions_edition s
                      where s.matter = e.matter and (e.number > 1 or e.kind = 'report')) m on true
 where e.public_id = any (%(ids)s::uuid[])
"""
NEWEST_OWN: Final = """
select e.public_id, e.id from unnest(%(kinds)s::text[]) as k (kind)
 cross join lateral (select o.public_id, o.id from held.editions_edition o
                      where o.originator_desk_id = %(desk)s and o.kind = k.kind order by o.id desc limit %(most)s) as e
 order by e.id desc limit %(most)s
"""
"""Kind by kind, as the index of a desk's own is sorted: a desk that wrote a hundred thousand is asked for four."""


@dataclass(frozen=True, slots=True)
class LineRow:
    """`seen` are the numbers of its matter that this reader holds, `given` is the center's number for it.

    `own` are number and importance that the reader's desk has given it; `is_followed` says that its desk has written a later one.
    """

    key: int
    public_id: UUID
    matter: UUID
    number: int
    kind: str
    scheme: str
    tlp: str
    importance: str
    sectors: Sequence[str]
    reference_number: str
    desk_id: int
    organization_id: int
    is_derived: bool
    is_recalled: bool
    sealed_at: datetime
    parts: Sequence[str]
    seen: Sequence[int] | None
    given: str | None
    own: Sequence[str] | None
    is_followed: bool

    def said(self) -> dict[str, Any]:
        """Those fields that a title is taken from, and what is said to come, as far as the locks let them through."""
        held: dict[str, Any] = {}
        for part in self.parts:
            values = zip((*TITLE_FIELDS, *OUTLOOK_FIELDS, CONSULTATION), decode(part), strict=True)
            held.update({name: value for name, value in values if value is not None})
        return held

    @property
    def number_shown(self) -> int | None:
        """None when an earlier one is not for this reader."""
        return self.number if set(range(1, self.number)) <= set(self.seen or ()) else None


def line_rows(held: Held, ids: Collection[UUID], *, desk: int | None) -> list[LineRow]:
    return [LineRow(*row) for row in held.asked_often(LINES, ids=list(ids), desk=desk)] if ids else []


def newest_own(held: Held, desk: int, most: int) -> dict[UUID, int]:
    """With their keys, the newest first."""
    return dict(held.asked_often(NEWEST_OWN, kinds=EditionKind.values, desk=desk, most=most))
