"""A line of a list as people read it: title, value, source, the score explained. Under the viewer's own locks, a page at a time."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import msgspec

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.reviewing import warnings_of
from noroshi.observables import Flagged, Kind
from noroshi.stix.kinds import StixKind
from noroshi.stix.languages import languages_of
from noroshi.triage.lists import Entry
from noroshi.triage.scoring import Facts, Scored, scored, spoken
from noroshi.vocabulary import Reliability
from noroshi.vocabulary.observables import ValueFlag

FACTS: Final = """
select v.object_id, v.number, v.kind, v.value, v.object_kind, v.confidence, v.valid_until, v.products, v.severity,
       o.uuid, o.raw, s.name, s.reliability
  from unnest(%(ids)s::bigint[], %(numbers)s::smallint[]) as t(id, number)
  join held.intel_value v on v.object_id = t.id and v.number = t.number
  join held.intel_stixobject o on o.id = t.id
  left join held.intel_origin s on s.id = v.origin_id
"""


class Said(msgspec.Struct):
    """Of an object, what a line shows."""

    name: str = ""
    description: str = ""


TOLD: Final = frozenset({ValueFlag.OWN, ValueFlag.NEAR_OWN, ValueFlag.KNOWN_GOOD, ValueFlag.SHARED, ValueFlag.PRIVATE})
"""What a line says beside its value: whom blocking it would hit. That it is nobody's by agreement hits nobody."""


@dataclass(frozen=True, slots=True)
class Item:
    """`value` is live: pages show it defanged. `source` is empty where the viewer may not read of it. `warnings`: whom it would hit."""

    entry: Entry
    object: uuid.UUID
    object_kind: StixKind
    title: str
    description: str
    kind: Kind | None
    value: str
    products: Sequence[str]
    source: str
    valid_until: datetime | None
    scored: Scored
    warnings: tuple[Flagged, ...] = ()

    @property
    def key(self) -> uuid.UUID:
        return self.entry.key


def items(viewer: Viewer, entries: Sequence[Entry], now: datetime) -> list[Item]:
    """In the order given; what was taken back in between is not among them."""
    ids, numbers = [one.above.object_id for one in entries], [one.above.number for one in entries]
    rows = {(row[0], row[1]): row[2:] for row in Held.by(viewer).asked(FACTS, ids=ids, numbers=numbers)}
    found = ((one, rows.get((one.above.object_id, one.above.number))) for one in entries)
    return _warned(viewer, [_item(one, row, now) for one, row in found if row])


def _warned(viewer: Viewer, shown: Sequence[Item]) -> list[Item]:
    """What stands on a list of the known, or is the house's own, weighs as it weighs; its line says so."""
    flags = iter(warnings_of(viewer, [(one.kind, one.value) for one in shown if one.kind]))
    return [replace(one, warnings=_told(next(flags))) if one.kind else one for one in shown]


def _told(flags: Sequence[Flagged]) -> tuple[Flagged, ...]:
    return tuple(one for one in flags if one.flag in TOLD)


def _item(entry: Entry, row: Sequence[object], now: datetime) -> Item:
    kind, value, object_kind, confidence, valid_until, products, severity, of, raw, source, letter = row
    said = msgspec.json.decode(str(raw), type=Said, strict=False)
    above = entry.above
    facts = Facts(
        weight=above.weight,
        confidence=confidence,  # type: ignore[arg-type]  # as the table has it
        reliability=Reliability.of(str(letter)) if letter else Reliability.E,
        freshness=above.freshness,
        relevance=above.relevance,
        severity=severity,  # type: ignore[arg-type]  # likewise
    )
    return Item(
        entry=entry,
        object=of,  # type: ignore[arg-type]  # likewise
        object_kind=StixKind(object_kind),  # type: ignore[arg-type]  # likewise
        title=said.name or str(value),
        description=said.description,
        kind=Kind(kind) if kind else None,  # type: ignore[arg-type]  # likewise
        value=str(value),
        products=products or (),  # type: ignore[arg-type]  # likewise
        source=str(source or ""),
        valid_until=valid_until,  # type: ignore[arg-type]  # likewise
        scored=spoken(scored(facts, now), languages_of(str(raw)), is_foreign=entry.is_foreign),
    )
