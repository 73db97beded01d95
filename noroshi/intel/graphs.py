"""What hangs together around an object, a step at a time and bounded: nothing that the viewer may not read, nor that it is there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.models import Link
from noroshi.intel.naming import whole_of
from noroshi.intel.queries import objects
from noroshi.intel.relating import FIELD_NAMES, Named, named
from noroshi.intel.rows import RELATES
from noroshi.ledger.actions import record
from noroshi.vocabulary import StixType
from noroshi.vocabulary.errors import NotFound

MOST: Final = 2000
MOST_STEPS: Final = 3
DRAWN_AS_LINE: Final = frozenset({StixType.RELATIONSHIP})


@dataclass(frozen=True, slots=True)
class Node:
    """`step`: so many ties away from where one began."""

    of: Named
    step: int


@dataclass(frozen=True, slots=True)
class Edge:
    start: UUID
    to: UUID
    how: str


@dataclass(frozen=True, slots=True)
class Graph:
    """`is_cut`: there is more than is shown at once."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    is_cut: bool = False


def around(
    viewer: Viewer,
    of: UUID,
    *,
    steps: int = 1,
    also: Collection[UUID] = (),
    types: Collection[str] = (),
    most: int = MOST,
) -> Graph:
    """`also` are unfolded one step more; `types` narrows what stands around, never where one began."""
    begun = named(viewer, [of])
    if of not in begun:
        raise NotFound
    found = {of: Node(begun[of], 0)}
    ties: dict[tuple[UUID, UUID, int, int], None] = {}
    border: set[UUID] = {of}
    is_cut = False
    for step in range(1, min(max(steps, 1), MOST_STEPS) + 2):
        border = border if step <= steps else {one for one in also if one in found}
        rows = _ties(viewer, border, most * 4)
        is_cut |= len(rows) >= most * 4
        ties |= dict.fromkeys(rows)
        ends = {end for row in rows for end in row[:2]} - found.keys()
        new = [one for one in named(viewer, ends).values() if _fits(one, types)]
        is_cut |= len(found) + len(new) > most
        new = new[: most - len(found)]
        found |= {one.uuid: Node(one, step) for one in new}
        border = {one.uuid for one in new}
    record(
        deed="read_object", actor=viewer.actor, objects=[(of, viewer.organization_id)], detail={"objects": len(found)}
    )
    return Graph(
        tuple(found.values()), tuple(_edges(viewer, [row for row in ties if found.keys() >= set(row[:2])])), is_cut
    )


def _fits(one: Named, types: Collection[str]) -> bool:
    return one.type not in DRAWN_AS_LINE and (not types or one.type.value in types)


def _ties(viewer: Viewer, border: Collection[UUID], most: int) -> list[tuple[UUID, UUID, int, int]]:
    if not border:
        return []
    rows = readable_by(viewer, Link.objects.all())
    both = [rows.filter(from_uuid__in=border), rows.filter(to_uuid__in=border)]
    columns = ("from_uuid", "to_uuid", "field", "object_id")
    return list(dict.fromkeys(row for part in both for row in part.values_list(*columns)[:most]))


def _edges(viewer: Viewer, rows: Sequence[tuple[UUID, UUID, int, int]]) -> Iterable[Edge]:
    numbers = [number for *_, field, number in rows if field == RELATES]
    says = {row.pk: row for row in objects(viewer).in_bulk(numbers).values()}
    latest = named(viewer, {row.uuid for row in says.values()})
    seen: set[Edge] = set()
    for start, to, field, number in rows:
        if field == RELATES and (number not in says or latest[says[number].uuid].whole.get("revoked")):
            continue
        how = str(whole_of(says[number].raw)["relationship_type"]) if field == RELATES else FIELD_NAMES.get(field, "")
        edge = Edge(start, to, how)
        if edge not in seen:
            seen.add(edge)
            yield edge
