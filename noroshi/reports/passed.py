"""What happened to several editions on their way, asked at once: hops with their receipts, numbers given, stations told of."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.editions.models import Edition

type Acted = tuple[int, int, str, datetime, str, bool]
"""Edition, desk, deed, time, number, and whether it was the viewer's own desk that passed it on."""

NUMBER: Final = "number"
ACTS: Final = """
select h.edition_id, h.from_desk_id, h.kind, h.at, '', h.from_desk_id = %(desk)s
  from held.editions_hop h where h.edition_id = any (%(keys)s::bigint[])
union all
select e.id, r.desk_id, 'number', r.at, r.reference_number, false
  from unnest(%(keys)s::bigint[], %(matters)s::uuid[], %(sealed)s::timestamptz[]) as e (id, matter, sealed_at)
  join held.editions_registration r on r.matter = e.matter and r.at >= e.sealed_at
 where r.matter = any (%(matters)s::uuid[])
union all
select s.about_id, s.desk_id, s.deed, s.at, s.reference_number, false
  from held.reports_station s where s.about_id = any (%(keys)s::bigint[])
"""


def acts(held: Held, desk: int, editions: Sequence[Edition]) -> list[Acted]:
    """As far as this viewer keeps their receipts; numbers that were given after an edition was sealed."""
    given = {
        "keys": [one.pk for one in editions],
        "matters": [one.matter for one in editions],
        "sealed": [one.sealed_at for one in editions],
    }
    return [(*row,) for row in held.asked_often(ACTS, desk=desk, **given)] if editions else []
