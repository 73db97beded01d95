"""Orders on a page as their reader may read them: the chosen ones as they stand now, the figures as of the moment of composing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.models import Briefing, OrderOnPage
from noroshi.response.assets import AssetShown, assets_named
from noroshi.response.queries import OrderLine, lines_of
from noroshi.response.ranges import COLOR
from noroshi.response.standing import known_orders
from noroshi.response.states import FINISHED, OPEN
from noroshi.vocabulary import OrderState, Tlp


@dataclass(frozen=True, slots=True)
class OrdersOnPage:
    """In the order in which they were chosen; counted over what this reader reads and nothing else."""

    lines: tuple[OrderLine, ...]

    @property
    def finished(self) -> int:
        return sum(one.state in FINISHED for one in self.lines)

    @property
    def late(self) -> int:
        return sum(one.is_late for one in self.lines)


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Of the orders that both whoever composed the page and its reader may read. `systems` are those that open ones concern."""

    at: datetime
    open: int
    late: int
    finished: int
    systems: tuple[AssetShown, ...]


def orders_on(viewer: Viewer, page: Briefing) -> OrdersOnPage:
    chosen = [row.order for row in _rows(viewer, [page]) if row.is_chosen]
    found = lines_of(viewer, chosen) if chosen else {}
    return OrdersOnPage(tuple(found[one] for one in chosen if one in found))


def figures_on(viewer: Viewer, page: Briefing) -> FiguresShown | None:
    if not page.has_figures:
        return None
    rows = [row for row in _rows(viewer, [page]) if row.is_counted]
    known = known_orders(viewer, [row.order for row in rows])
    told = [(row, OrderState.of(row.state)) for row in rows if row.order in known]
    still_open = [row for row, state in told if state in OPEN]
    systems = assets_named(viewer, {asset for row in still_open for asset in known[row.order].assets})
    return FiguresShown(
        at=page.made_at,
        open=len(still_open),
        late=sum(row.was_late for row in still_open),
        finished=sum(state in FINISHED for _row, state in told),
        systems=tuple(sorted(systems.values(), key=lambda one: one.name)),
    )


def colors_on(viewer: Viewer, pages: Collection[Briefing]) -> dict[int, list[Tlp]]:
    """By page: what the chosen orders that this viewer reads ask of their readers."""
    rows = [row for row in _rows(viewer, pages) if row.is_chosen]
    known = known_orders(viewer, {row.order for row in rows}) if rows else {}
    colors: dict[int, list[Tlp]] = defaultdict(list)
    for row in rows:
        if row.order in known:
            colors[row.briefing_id].append(COLOR[known[row.order].reach])
    return colors


def _rows(viewer: Viewer, pages: Iterable[Briefing]) -> list[OrderOnPage]:
    of_these = OrderOnPage.objects.filter(briefing__in=[page.pk for page in pages])
    return list(readable_by(viewer, of_these).order_by("pk"))
