"""Where the nodes of a graph stand: in rings around the one it is about, nearer ties nearer, kinds side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, cos, pi, sin
from typing import Final
from uuid import UUID

from noroshi.intel.graphs import Graph, Node

FIRST, APART, ROOM, ROOMY = 150, 64, 30, 74
"""The first ring, from ring to ring, from node to node; with labels nodes stand farther apart."""
LABELLED: Final = 60
IN_ONE_RING: Final = 40
GROUPED_FROM: Final = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """One node, or several of a kind folded into one."""

    x: int
    y: int
    nodes: Sequence[Node]

    @property
    def is_group(self) -> bool:
        return len(self.nodes) > 1

    @property
    def node(self) -> Node:
        return self.nodes[0]


@dataclass(frozen=True, slots=True)
class Line:
    x1: int
    y1: int
    x2: int
    y2: int
    how: str
    times: int


@dataclass(frozen=True, slots=True)
class Drawing:
    spots: Sequence[Spot]
    lines: Sequence[Line]
    size: int
    is_labelled: bool


def draw(graph: Graph, unfolded: frozenset[str]) -> Drawing:
    """Kinds of which there are many are folded, unless somebody unfolded them."""
    gathered = list(_gathered(graph, unfolded))
    is_labelled = len(gathered) <= LABELLED
    spots = list(_spots(gathered, ROOMY if is_labelled else ROOM))
    at = {node.of.uuid: spot for spot in spots for node in spot.nodes}
    size = max(max(abs(spot.x), abs(spot.y)) for spot in spots) + 110
    return Drawing(spots, tuple(_lines(graph, at)), size, is_labelled)


def _gathered(graph: Graph, unfolded: frozenset[str]) -> Iterator[list[Node]]:
    by_kind: dict[tuple[int, str], list[Node]] = {}
    for node in graph.nodes:
        by_kind.setdefault((node.step, node.of.type.value), []).append(node)
    for (step, kind), nodes in sorted(by_kind.items()):
        if step and len(nodes) >= GROUPED_FROM and kind not in unfolded:
            yield nodes
        else:
            yield from ([node] for node in nodes)


def _spots(gathered: Sequence[list[Node]], room: int) -> Iterator[Spot]:
    """What is as many ties away stands together: in one ring as wide as they need, or in several that are filled alike."""
    yield Spot(0, 0, gathered[0])
    radius = FIRST
    for _step, group in groupby(gathered[1:], key=lambda nodes: nodes[0].step):
        waiting = list(group)
        if len(waiting) <= IN_ONE_RING:
            radius = max(radius, ceil(len(waiting) * room / (2 * pi)))
        while waiting:
            fits = max(1, int(2 * pi * radius / room))
            here, waiting = waiting[:fits], waiting[fits:]
            yield from _ring(here, radius)
            radius += APART


def _ring(here: Sequence[list[Node]], radius: int) -> Iterator[Spot]:
    for place, nodes in enumerate(here):
        angle = 2 * pi * (place + 0.5 * (len(here) > 2)) / len(here) - pi / 2
        yield Spot(round(radius * cos(angle)), round(radius * sin(angle)), nodes)


def _lines(graph: Graph, at: dict[UUID, Spot]) -> Iterator[Line]:
    """Ties between the same two spots are one line, as often as they are."""
    found: dict[tuple[int, int], list[tuple[Spot, Spot, str]]] = {}
    for edge in graph.edges:
        start, to = at[edge.start], at[edge.to]
        if start is not to:
            found.setdefault((id(start), id(to)), []).append((start, to, edge.how))
    for ties in found.values():
        start, to, how = ties[0]
        yield Line(start.x, start.y, to.x, to.y, how, len(ties))
