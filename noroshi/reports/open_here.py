"""Which reports wait at a desk, and which of its own go on: each one question, whatever else a page then says of them."""

import json
from collections.abc import Collection
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import remembered
from noroshi.editions import pseudonyms
from noroshi.vocabulary import Outlook, Said

LOOKED_THROUGH: Final = 200
"""So many of the latest are looked through for what waits; what is older is found in the list."""
GOES_ON: Final = frozenset({Outlook.CONTINUING.value, Outlook.INVESTIGATING.value})

NOT_DEALT_WITH: Final = """
select c.id from unnest(%(ids)s::uuid[], %(digests)s::bytea[]) as c (id, digest)
 where exists (select from held.editions_edition e
                where e.public_id = c.id and e.kind = 'report' and not e.is_recalled offset 0)
   and not exists (select from held.editions_hop h
                    where h.edition_public_id = c.id and h.from_desk_id = %(desk)s offset 0)
   and not exists (select from held.editions_derivation d join held.editions_edition m on m.id = d.derived_id
                    where d.source_digest = c.digest and m.originator_desk_id = %(desk)s offset 0)
"""
OUTLOOKS: Final = """
with own as (select e.id, e.public_id, e.matter from held.editions_edition e
              where e.originator_desk_id = %(desk)s and e.kind = 'report' and not e.is_recalled
              order by e.id desc limit %(most)s),
latest as (select distinct on (matter) id, public_id from own order by matter, id desc)
select l.public_id, (select p.content -> 'outlook' -> 1 from held.editions_part p
                      where p.edition_id = l.id and p.content -> 'outlook' is not null order by p.id desc limit 1)
  from latest l order by l.id desc
"""


def not_dealt_with(viewer: Viewer, came: Collection[UUID]) -> set[UUID]:
    """Of what came those that still stand, and that this desk has neither passed on nor made something of."""
    ids = list(came)
    digests = [pseudonyms.digest_of(one) for one in ids]
    found = Held.by(viewer).asked(NOT_DEALT_WITH, ids=ids, digests=digests, desk=viewer.desk_id) if ids else []
    return {one for (one,) in found}


def going_on(viewer: Viewer) -> list[UUID]:
    """The latest edition of each own matter, the newest first, where it says that more will come."""
    return remembered(("going on", viewer.setting), lambda: _going_on(viewer))


def _going_on(viewer: Viewer) -> list[UUID]:
    rows = Held.by(viewer).asked(OUTLOOKS, desk=viewer.desk_id, most=LOOKED_THROUGH)
    return [public_id for public_id, raw in rows if raw is not None and Said.of(json.loads(raw)).value in GOES_ON]
