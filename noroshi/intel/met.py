"""How often each line of known values is met, by what the viewer may read: all lines in one question, whatever their number."""

import uuid
from collections.abc import Collection
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.knowing import KnownShown
from noroshi.intel.queries import SEEN_EVERYWHERE
from noroshi.observables import Kind, key

MET: Final = f"""
with lines as materialized (
  select * from unnest(%(places)s::int[], %(kinds)s::smallint[], %(values)s::text[], %(keys)s::uuid[]) as t(place, kind, value, key)
), lengths as materialized (
  select distinct cardinality(string_to_array(value, '.')) as labels from lines where kind = {Kind.DOMAIN:d}
), networks as materialized (
  select place, case when kind = {Kind.CIDR:d} then value::inet end as around from lines where kind = {Kind.CIDR:d}
), names as materialized (
  select string_to_array(value, '.') as labels from held.intel_value
   where kind = {Kind.DOMAIN:d} and exists (select from lengths)
), addresses as materialized (
  select case when kind in ({Kind.IPV4:d}, {Kind.IPV6:d}) then value::inet end as at from held.intel_value
   where kind in ({Kind.IPV4:d}, {Kind.IPV6:d}) and exists (select from networks)
), met as (
  select l.place from lines l join held.intel_value as v on v.key = l.key
  union all
  select l.place from names n join lengths s on s.labels < cardinality(n.labels)
    join lines l on l.kind = {Kind.DOMAIN:d}
     and l.value = array_to_string(n.labels[cardinality(n.labels) - s.labels + 1:], '.')
  union all
  select n.place from networks n join addresses a on a.at << n.around
)
select place, least(count(*), {SEEN_EVERYWHERE}) from met group by place
"""  # noqa: S608 - constants


def hits(viewer: Viewer, kind: Kind, value: str) -> int:
    """How many values that the viewer may read a line is about: itself, names below it, addresses inside. Told up to a thousand."""
    return _met(viewer, [(kind, value)])[kind, value]


def hits_of(viewer: Viewer, lines: Collection[KnownShown]) -> dict[tuple[Kind, str], int]:
    """A value that stands on both lists is counted once."""
    return _met(viewer, list(dict.fromkeys((one.kind, one.value) for one in lines)))


def _met(viewer: Viewer, asked: list[tuple[Kind, str]]) -> dict[tuple[Kind, str], int]:
    if not asked:
        return {}
    found = Held.by(viewer).asked(
        MET,
        places=list(range(len(asked))),
        kinds=[int(kind) for kind, _ in asked],
        values=[value for _, value in asked],
        keys=[uuid.UUID(bytes=key(kind, value)) for kind, value in asked],
    )
    return dict.fromkeys(asked, 0) | {asked[place]: many for place, many in found}
