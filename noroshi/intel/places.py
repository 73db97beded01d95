"""Where a viewer's objects lie: each source, audience and kind that holds some, asked along its own stretch of the one index.

`noroshi_intel_ranges` knows which those are, and meets what the asker says it holds with what the database knows of the viewer.
"""

from collections.abc import Collection
from typing import Any, Final

from django.db import connection

from noroshi.audiences.queries import Held
from noroshi.stix.kinds import StixKind

PLACES: Final = """
places as materialized (
  select origin_id, audience_id, kind from noroshi_intel_ranges(%(held)s::int[])
   where kind = any(%(kinds)s::smallint[]) and (%(origin)s::bigint is null or origin_id = %(origin)s)
     and (%(audiences)s::int[] is null or audience_id = any(%(audiences)s::int[]))
)"""
ALONG: Final = f"""
with {PLACES}
select o.id from places p cross join lateral (
  select s.id from intel_stixobject s
   where s.origin_id = p.origin_id and s.audience_id = p.audience_id and s.kind = p.kind and s.id < %(before)s
   order by s.id desc limit %(most)s) o
 order by o.id desc limit %(most)s
"""  # noqa: S608 - constants
EVERY_KIND: Final = tuple(StixKind)


def among(held: Held, kinds: Collection[StixKind] = EVERY_KIND) -> dict[str, Any]:
    """What a question about places is given; by itself nothing narrows it but the kinds."""
    return {"held": held.audiences, "kinds": [int(kind) for kind in kinds], "origin": None, "audiences": None}


def newest(given: dict[str, Any], before: int, most: int) -> list[int]:
    """Numbers, the highest first, however old what the viewer may read is."""
    with connection.cursor() as cursor:
        cursor.execute(ALONG, given | {"before": before, "most": most})
        return [number for (number,) in cursor.fetchall()]
