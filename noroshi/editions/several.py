"""Several editions with what they say, in one question however many they are: for pages that set statements beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID

from msgspec.json import decode

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.given import give
from noroshi.editions.handling import Handled
from noroshi.editions.queries import Line, Stated, lines_readable_by
from noroshi.sharing.pieces import whole

OF_A_LINE: Final = tuple(one.name for one in fields(Line))
SAID: Final = """
select e.public_id, e.originator_organization_id,
       array(select p.content from held.editions_part p where p.edition_id = e.id order by p.slot),
       (select p.handling from held.editions_part p
         where p.edition_id = e.id and p.handling is not null order by p.marking_number desc limit 1),
       array(select t.trait from held.editions_part p join held.editions_trait t on t.part_id = p.id where p.edition_id = e.id)
  from held.editions_edition e
 where e.public_id = any (%(ids)s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """One edition as this reader holds it; `traits` are the few numbers by which those that tell the same find each other."""

    line: Stated
    traits: frozenset[int]

    @property
    def content(self) -> Mapping[str, Any]:
        return self.line.content


def statements_readable_by(viewer: Viewer, ids: Sequence[UUID], *, answer: str = "page") -> dict[UUID, Statement]:
    """Those among these that this viewer may read; one entry of the record for all."""
    lines = lines_readable_by(viewer, ids)
    rows = Held.by(viewer).asked_often(SAID, ids=list(lines)) if lines else []
    give(viewer, answer, [(public_id, provider) for public_id, provider, *_rest in rows])
    return {public_id: _statement(lines[public_id], *rest) for public_id, _provider, *rest in rows}


def _statement(line: Line, parts: Sequence[str], handling: str | None, traits: Sequence[int]) -> Statement:
    shown = {name: value for part in parts for name, (_salt, value) in decode(part).items()}
    handled = Handled.of(decode(handling) if handling else None)
    content = handled.instead(whole(shown)) if handled else whole(shown)
    told = {name: getattr(line, name) for name in OF_A_LINE}
    return Statement(Stated(**told, content=content), frozenset(traits))
