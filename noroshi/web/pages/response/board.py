"""The board: everything that the house has ordered, by system, by department or by time; the question stands in the address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.response.assets import assets_of
from noroshi.response.burning import BurnDay, burn_down
from noroshi.response.queries import TO_LOOK_AT, Figures, OrderLine, Wanted, figures, orders_readable_by
from noroshi.response.states import FINISHED, OPEN
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrderState
from noroshi.web.components import Choice
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.response.words import RowShown, desk_choices, rows_shown

SHOWN: Final = {
    "open": (gettext_lazy("Still open"), OPEN),
    "look": (gettext_lazy("To look at"), TO_LOOK_AT),
    "over": (gettext_lazy("Finished"), frozenset({*FINISHED, OrderState.WITHDRAWN})),
    "all": (gettext_lazy("All"), frozenset[OrderState]()),
}
BY: Final = {
    "due": gettext_lazy("By time"),
    "desk": gettext_lazy("By department"),
    "asset": gettext_lazy("By system"),
    "about": gettext_lazy("By item"),
}
WIDTH, HEIGHT = 320, 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks; anything unknown is as if it were not there."""

    show: str = "open"
    by: str = "due"
    desk: str = ""
    asset: str = ""
    is_mine: bool = False
    is_late: bool = False

    def wanted(self) -> Wanted:
        return Wanted(
            states=SHOWN[self.show][1],
            desk=_id(self.desk),
            asset=_id(self.asset),
            is_mine=self.is_mine,
            is_late=self.is_late,
        )

    def url(self, **other: str) -> str:
        said = {"show": self.show, "by": self.by, "desk": self.desk, "asset": self.asset}
        marks = {"mine": "1" if self.is_mine else "", "late": "1" if self.is_late else ""}
        kept = {name: value for name, value in {**said, **marks, **other}.items() if value}
        return f"?{urlencode(kept)}"


@dataclass(frozen=True, slots=True)
class GroupShown:
    name: str
    rows: tuple[RowShown, ...]
    finished: int

    @property
    def many(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Burn:
    """`open` and `most` say in words what the line draws."""

    points: str
    area: str
    first: str
    last: str
    most: int
    open: int


@dataclass(frozen=True, slots=True)
class BoardPage:
    asked: Asked
    figures: Figures
    burn: Burn | None
    shows: tuple[Choice, ...]
    bys: tuple[Choice, ...]
    desks: tuple[Choice, ...]
    assets: tuple[Choice, ...]
    groups: tuple[GroupShown, ...]
    mine_url: str
    late_url: str
    is_narrowed: bool


@require_safe
@login_required
def orders(request: HttpRequest) -> HttpResponse:
    viewer, asked = viewer_of(request), _asked(request)
    lines = orders_readable_by(viewer, asked.wanted())
    page = BoardPage(
        asked=asked,
        figures=figures(viewer),
        burn=_burn(burn_down(viewer, Wanted(desk=_id(asked.desk), asset=_id(asked.asset)))),
        shows=_choices(SHOWN, asked.show, lambda key: asked.url(show=key)),
        bys=_choices(BY, asked.by, lambda key: asked.url(by=key)),
        desks=_options(desk_choices(viewer), asked.desk),
        assets=_options([(str(one.public_id), one.name) for one in assets_of(viewer)], asked.asset),
        groups=_groups(viewer, lines, asked.by),
        mine_url=asked.url(mine="" if asked.is_mine else "1"),
        late_url=asked.url(late="" if asked.is_late else "1"),
        is_narrowed=bool(asked.desk or asked.asset or asked.is_mine or asked.is_late or asked.show != "open"),
    )
    return render(request, "response/board.html", {"page": page, "here": reverse("orders")})


def _asked(request: HttpRequest) -> Asked:
    given = request.GET
    show, by = given.get("show", ""), given.get("by", "")
    return Asked(
        show=show if show in SHOWN else "open",
        by=by if by in BY else "due",
        desk=str(_id(given.get("desk", "")) or ""),
        asset=str(_id(given.get("asset", "")) or ""),
        is_mine=given.get("mine") == "1",
        is_late=given.get("late") == "1",
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _choices(names: Iterable[str], chosen: str, url: Callable[[str], str]) -> tuple[Choice, ...]:
    words = {key: str(one[0] if isinstance(one, tuple) else one) for key, one in {**SHOWN, **BY}.items()}
    return tuple(Choice(url(key), words[key], is_chosen=key == chosen) for key in names)


def _options(found: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, name, is_chosen=value == chosen) for value, name in found)


def _groups(viewer: Viewer, lines: list[OrderLine], by: str) -> tuple[GroupShown, ...]:
    """A system's group holds every order that names it; those that name none stand last."""
    if by == "due":
        return (_group("", lines),) if lines else ()
    found: dict[str, list[OrderLine]] = {}
    for line in lines:
        for name in _names(line, by):
            found.setdefault(name, []).append(line)
    none = found.pop("", None)
    named = [_group(name, found[name]) for name in sorted(found)]
    return (*named, _group(_("Without"), none)) if none else tuple(named)


def _names(line: OrderLine, by: str) -> list[str]:
    if by == "desk":
        return [line.desk.name(language())]
    if by == "about":
        return [line.about.title if line.about else ""]
    return [one.name for one in line.assets] or [""]


def _group(name: str, lines: list[OrderLine]) -> GroupShown:
    return GroupShown(name, rows_shown(lines), sum(1 for line in lines if line.state in FINISHED))


def _burn(days: tuple[BurnDay, ...]) -> Burn | None:
    """Two days make a line."""
    if len(days) < 2:
        return None
    most = max(1, *(day.open for day in days))
    step = WIDTH / (len(days) - 1)
    points = " ".join(f"{n * step:.1f},{HEIGHT - day.open / most * HEIGHT:.1f}" for n, day in enumerate(days))
    return Burn(
        points=points,
        area=f"0,{HEIGHT} {points} {WIDTH},{HEIGHT}",
        first=date_format(days[0].day, "MONTH_DAY_FORMAT"),
        last=date_format(days[-1].day, "MONTH_DAY_FORMAT"),
        most=most,
        open=days[-1].open,
    )


urlpatterns = [path("orders/", orders, name="orders")]
