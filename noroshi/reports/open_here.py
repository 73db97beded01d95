"""Which reports wait at a desk, and which of its own go on: each one question, whatever else a page then says of them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import remembered
from noroshi.editions import pseudonyms
from noroshi.vocabulary import Outlook

LOOKED_THROUGH: Final = 200
"""So many of the latest are looked through for what waits; what is older is found in the list."""
GOES_ON: Final = frozenset({Outlook.CONTINUING.value, Outlook.INVESTIGATING.value})

NOT_DEALT_WITH: Final = """
select c.id from unnest(%(ids)s::uuid[], %(digests)s::bytea[]) with ordinality as c (id, digest, place)
 where exists (select from held.editions_edition e
                where e.public_id = c.id and e.kind = 'report' and not e.is_recalled offset 0)
   and not exists (select from held.editions_hop h
                    where h.edition_public_id = c.id and h.from_desk_id = %(desk)s offset 0)
   and not exists (select from held.editions_derivation d join held.editions_edition m on m.id = d.derived_id
                    where d.source_digest = c.digest and m.originator_desk_id = %(desk)s offset 0)
 order by c.place limit %(most)s
"""
GOING_ON: Final = """
with own as (select e.id, e.public_id, e.matter from held.editions_edition e
              where e.originator_desk_id = %(desk)s and e.kind = 'report' and not e.is_recalled
              order by e.id desc limit %(latest)s),
latest as (select distinct on (matter) id, public_id from own order by matter, id desc)
select l.public_id from (select * from latest order by id desc) as l
 where exists (select from held.editions_part p, lateral (select p.content -> 'outlook' -> 1 as raw) as said
                where p.edition_id = l.id and coalesce(said.raw ->> 'value', said.raw #>> '{}') = any (%(goes_on)s) offset 0)
 limit %(most)s
"""
"""A value stands alone, or as `value` beside what is said about it (`Said`)."""


def not_dealt_with(viewer: Viewer, came: Sequence[UUID], most: int) -> list[UUID]:
    """The first of what came that still stand, and that this desk has neither passed on nor made something of."""
    if not came:
        return []
    digests = [pseudonyms.digest_of(one) for one in came]
    given = {"ids": list(came), "digests": digests, "desk": viewer.desk_id, "most": most}
    return [one for (one,) in Held.by(viewer).asked_often(NOT_DEALT_WITH, **given)]


def going_on(viewer: Viewer, most: int) -> list[UUID]:
    """The latest edition of each own matter, the newest first, where it says that more will come."""
    return remembered(("going on", viewer.setting, most), lambda: _going_on(viewer, most))


def _going_on(viewer: Viewer, most: int) -> list[UUID]:
    given = {"desk": viewer.desk_id, "latest": LOOKED_THROUGH, "goes_on": sorted(GOES_ON), "most": most}
    return [one for (one,) in Held.by(viewer).asked_often(GOING_ON, **given)]
