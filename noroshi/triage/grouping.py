"""What belongs to one attack: items that the same malware, actor, campaign, report or relation holds together, as far as the viewer reads.

Only readable relations count: two viewers may see different groups of the same items, and neither learns why.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.intel.colors import Color
from noroshi.intel.taking_out import of_numbers
from noroshi.triage.showing import Item, Said
from noroshi.triage.statements import Statement, statements

HUB: Final = 200
"""What holds together more than so many says nothing by it: a list of a whole year is no attack."""
ENDS: Final = """
select distinct t.id, case when l.from_uuid = t.id then l.to_uuid else l.from_uuid end
  from unnest(%(ids)s::uuid[]) as t(id)
  join held.intel_link l on l.from_uuid = t.id or l.to_uuid = t.id
"""
NAMES: Final = """
select distinct on (o.uuid) o.uuid, o.raw from held.intel_stixobject o
 where o.uuid = any (%(ids)s::uuid[]) order by o.uuid, o.version desc, o.id desc
"""


@dataclass(frozen=True, slots=True)
class Group:
    """`name` of what holds most of it together; `sources` so many that the viewer may read of; `colors`: how far each goes by itself.

    `statements`: reports and advisories that tell of the same, as far as the viewer reads them.
    """

    name: str
    items: Sequence[Item]
    sources: Sequence[str]
    statements: Sequence[Statement] = ()
    colors: Mapping[uuid.UUID, Color] = field(default_factory=dict)

    @property
    def best(self) -> float:
        return max(one.entry.above.score for one in self.items)


def grouped(viewer: Viewer, items: Sequence[Item]) -> list[Group]:
    """The most pressing first; what belongs to nothing is a group of its own."""
    held = Held.by(viewer)
    ends = _ends(held, {one.object for one in items})
    sets = _joined([one.object for one in items], ends)
    names, colors = _names(held, ends), {one.kept.uuid: one.color for one in of_numbers(viewer, _numbers(items))}
    found = []
    for members in sets:
        own = [one for one in items if one.object in members]
        hubs = Counter(end for member in members for end in ends.get(member, ()) if end in names)
        name = names[hubs.most_common(1)[0][0]] if hubs else own[0].title
        sources = sorted({one.source for one in own if one.source})
        scopes = {one.object: colors[one.object] for one in own if one.object in colors}
        found.append(Group(name, own, sources, statements(viewer, own), scopes))
    return sorted(found, key=lambda group: -group.best)


def _numbers(items: Sequence[Item]) -> list[int]:
    return [one.entry.above.object_id for one in items]


def together(held: Held, objects: Sequence[uuid.UUID]) -> list[set[uuid.UUID]]:
    return _joined(objects, _ends(held, set(objects)))


def _ends(held: Held, objects: set[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for own, other in held.asked(ENDS, ids=list(objects)):
        found[own].add(other)
    many = Counter(other for others in found.values() for other in others)
    return {own: {other for other in others if many[other] <= HUB} for own, others in found.items()}


def _joined(objects: Iterable[uuid.UUID], ends: dict[uuid.UUID, set[uuid.UUID]]) -> list[set[uuid.UUID]]:
    """Connected by a common end, or one being the other's."""
    parent: dict[uuid.UUID, uuid.UUID] = {}

    def root(of: uuid.UUID) -> uuid.UUID:
        while parent.setdefault(of, of) != of:
            parent[of] = parent[parent[of]]
            of = parent[of]
        return of

    asked = list(dict.fromkeys(objects))
    for one in asked:
        for other in ends.get(one, ()):
            parent[root(one)] = root(other)
    sets: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for one in asked:
        sets[root(one)].add(one)
    return list(sets.values())


def _names(held: Held, ends: dict[uuid.UUID, set[uuid.UUID]]) -> dict[uuid.UUID, str]:
    asked = {end for others in ends.values() for end in others}
    rows = held.asked(NAMES, ids=list(asked)) if asked else []
    named = ((of, msgspec.json.decode(raw, type=Said, strict=False).name) for of, raw in rows)
    return {of: name for of, name in named if name}
