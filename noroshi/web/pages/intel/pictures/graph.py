"""How an object hangs together with others: a picture that one walks with the keyboard, and the same as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.intel.graphs import Graph, around
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import StixType
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.intel.pictures.rings import Drawing, Line, Spot, draw
from noroshi.web.pages.intel.ties import OTHERWISE, WORDS
from noroshi.web.plain_sight import visible

MOST_UNFOLDED: Final = 50
ROWS: Final = 200
"""Of the table at once; two thousand rows would take longer to lay out than the picture."""
SHORT: Final = 26
GROUPS: Final = {
    "indicator": "square",
    "vulnerability": "diamond",
    "course-of-action": "square",
    "incident": "diamond",
    "threat-actor": "triangle",
    "intrusion-set": "triangle",
    "campaign": "triangle",
    "attack-pattern": "hexagon",
    "malware": "hexagon",
    "tool": "hexagon",
}
COLORS: Final = {
    "indicator": "a",
    "vulnerability": "b",
    "incident": "b",
    "threat-actor": "c",
    "intrusion-set": "c",
    "campaign": "c",
    "attack-pattern": "d",
    "malware": "d",
    "tool": "d",
    "report": "e",
    "course-of-action": "f",
}


@dataclass(frozen=True, slots=True)
class SpotShown:
    spot: Spot
    url: str
    words: str
    short: str
    shape: str
    color: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    line: Line
    words: str


@dataclass(frozen=True, slots=True)
class TieRow:
    start: str
    start_uuid: UUID
    how: str
    to: str
    to_uuid: UUID
    more_url: str


@dataclass(frozen=True, slots=True)
class GraphPage:
    crumbs: tuple[Crumb, ...]
    title: str
    uuid: UUID
    steps: int
    spots: tuple[SpotShown, ...]
    lines: tuple[LineShown, ...]
    drawing: Drawing
    rows: tuple[TieRow, ...]
    kinds: tuple[Choice, ...]
    before_url: str
    further_url: str
    many_rows: int
    is_cut: bool
    count: int
    base: str

    @property
    def box(self) -> str:
        size = self.drawing.size
        return f"{-size} {-size} {2 * size} {2 * size}"


@require_safe
@login_required
def intel_graph(request: HttpRequest, uuid: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    asked = _Asked.of(request)
    with asked_once():
        graph = around(viewer, uuid, steps=asked.steps, also=asked.also, types=asked.kinds)
    return render(request, "intel/graph.html", {"page": _page(uuid, graph, asked)})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What stands in the address; what makes no sense there is left out."""

    steps: int
    also: tuple[UUID, ...]
    kinds: tuple[str, ...]
    unfolded: frozenset[str]
    row: int = 0

    @classmethod
    def of(cls, request: HttpRequest) -> "_Asked":
        known = {one.value for one in StixType}
        steps = request.GET.get("steps", "")
        return cls(
            steps=int(steps) if steps in {"1", "2", "3"} else 1,
            also=tuple(_uuids(request.GET.getlist("more")[:MOST_UNFOLDED])),
            kinds=tuple(kind for kind in request.GET.getlist("kind") if kind in known),
            unfolded=frozenset(request.GET.getlist("open")) & known,
            row=_row(request.GET.get("row", "")),
        )

    def url(self, of: UUID, *, more: UUID | None = None, unfold: str = "", row: int = 0) -> str:
        given = [("steps", str(self.steps)), *(("kind", kind) for kind in self.kinds)]
        given += [("more", str(one)) for one in dict.fromkeys((*self.also, *([more] if more else [])))]
        given += [("open", kind) for kind in sorted(self.unfolded | ({unfold} if unfold else set()))]
        given += [("row", str(row))] if row else []
        return f"{reverse('intel_graph', args=[of])}?{urlencode(given)}"

    def rows_url(self, of: UUID, row: int, many: int) -> str:
        """Other rows of the table, where there are any."""
        return f"{self.url(of, row=row)}#ties" if 0 <= row < many else ""


def _row(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _uuids(texts: list[str]) -> Iterator[UUID]:
    for text in texts:
        try:
            yield UUID(text)
        except ValueError:
            continue


def _page(of: UUID, graph: Graph, asked: _Asked) -> GraphPage:
    drawing, base = draw(graph, asked.unfolded), reverse("intel")
    many = len(graph.edges)
    first = asked.row // ROWS * ROWS if asked.row < many else 0
    titles = {node.of.uuid: _title(node.of.title, node.of.type) for node in graph.nodes}
    kinds = {node.of.type for node in graph.nodes if node.step} | {StixType.of(kind) for kind in asked.kinds}
    offered = sorted((sentence(kind.label(language())), kind) for kind in kinds)
    return GraphPage(
        crumbs=(
            Crumb(_("Intelligence"), base),
            Crumb(titles[of], reverse("intel_object", args=[of])),
            Crumb(_("As a picture"), ""),
        ),
        title=titles[of],
        uuid=of,
        steps=asked.steps,
        spots=tuple(_spot(spot, of, asked, base) for spot in drawing.spots),
        lines=tuple(LineShown(line, _how(line.how)) for line in drawing.lines),
        drawing=drawing,
        rows=tuple(
            TieRow(
                titles[one.start],
                one.start,
                _how(one.how),
                titles[one.to],
                one.to,
                asked.url(of, more=_other(one.start, one.to, of)),
            )
            for one in graph.edges[first : first + ROWS]
        ),
        before_url=asked.rows_url(of, first - ROWS, many),
        further_url=asked.rows_url(of, first + ROWS, many),
        many_rows=many,
        kinds=tuple(Choice(kind.value, name, is_chosen=kind.value in asked.kinds) for name, kind in offered),
        is_cut=graph.is_cut,
        count=len(graph.nodes),
        base=base,
    )


def _other(start: UUID, to: UUID, of: UUID) -> UUID:
    return start if to == of else to


def _spot(spot: Spot, of: UUID, asked: _Asked, base: str) -> SpotShown:
    node = spot.node.of
    kind = sentence(node.type.label(language()))
    words = f"{kind} × {len(spot.nodes)}" if spot.is_group else f"{kind}: {_title(node.title, node.type)}"
    short = words if spot.is_group else _title(node.title, node.type)
    return SpotShown(
        spot=spot,
        url=asked.url(of, unfold=node.type.value) if spot.is_group else f"{base}{node.uuid}/",
        words=words,
        short=short if len(short) <= SHORT else f"{short[: SHORT - 1]}…",
        shape=GROUPS.get(node.type.value, "circle"),
        color=COLORS.get(node.type.value, "g"),
        is_here=node.uuid == of,
    )


def _title(title: str, kind: StixType) -> str:
    return visible(title) or sentence(kind.label(language()))


def _how(how: str) -> str:
    return str(WORDS[how][0]) if how in WORDS else visible(how) or str(OTHERWISE[0])


urlpatterns = [path("intel/<uuid:uuid>/graph/", intel_graph, name="intel_graph")]
