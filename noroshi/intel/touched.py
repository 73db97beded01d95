"""Which sectors the newest intelligence concerns, as far as the viewer may read it."""

from typing import Final

from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.browsing import SHOWN
from noroshi.intel.places import PLACES, among
from noroshi.intel.queries import until
from noroshi.intel.sectors import BIT

NEWEST: Final = 5000
COUNTED: Final = f"""
with {PLACES}, near as materialized (
  select o.id from places p cross join lateral (
    select s.id from intel_stixobject s
     where s.origin_id = p.origin_id and s.audience_id = p.audience_id and s.kind = p.kind and s.id <= %(last)s
     order by s.id desc limit %(newest)s) o
   order by o.id desc limit %(newest)s
)
select b.bit, count(distinct v.object_id) from near n
  join intel_value v on v.object_id = n.id and v.sectors <> 0 and not v.is_revoked
  join unnest(%(bits)s::bigint[]) b(bit) on v.sectors & b.bit <> 0
 group by b.bit
"""  # noqa: S608 - constants


def touched(viewer: Viewer) -> dict[str, int]:
    """Sector by number of objects among the newest; those of which nothing is said are left out."""
    given = among(Held.by(viewer), SHOWN) | {
        "last": until(timezone.now()),
        "newest": NEWEST,
        "bits": list(BIT.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, given)
        found = dict(cursor.fetchall())
    return {name: found[bit] for name, bit in BIT.items() if bit in found}
