"""The forecast as a line of time: a bar a sector, darker where the effect may be stronger, and by which way it came."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from noroshi.schemes.spreading import Spread, Step
from noroshi.vocabulary import EffectStrength

HOURS: Final = (0, 1, 3, 6, 12, 24, 48, 72, 168, 336, 720)
LEFT, RIGHT, TOP, ROW, BAR = 290.0, 1066.0, 40.0, 34.0, 20.0
THICK: Final = {EffectStrength.STOPS: BAR, EffectStrength.LESSENED: BAR * 0.6, EffectStrength.HINDERED: BAR * 0.3}


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    hours: int


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    strength: EffectStrength


@dataclass(frozen=True, slots=True)
class Row:
    """`y` is the middle of the row."""

    sector: str
    y: float
    bars: tuple[Bar, ...]
    is_outage: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """Straight down or up at the time at which it arrives, from the row of the supplier."""

    x: float
    y1: float
    y2: float
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    height: float
    bottom: float


def drawn(spread: Spread) -> Drawing:
    """Rows in order of time, the outages first."""
    begin = min(one.at for one in spread.outages)
    failed = list(dict.fromkeys(one.sector for one in spread.outages))
    sectors = [*failed, *(one for one in spread.sectors if one not in failed)]
    ticks = _ticks(max((one.at for one in spread.steps), default=begin) - begin)
    place = {sector: TOP + ROW * (at + 0.5) for at, sector in enumerate(sectors)}
    rows = tuple(_row(sector, place[sector], spread, begin, ticks) for sector in sectors)
    bottom = TOP + ROW * len(sectors)
    return Drawing(ticks, rows, _arrows(spread, place, begin, ticks), bottom + 8, bottom)


def _ticks(longest: timedelta) -> tuple[Tick, ...]:
    """One beyond the last that is foretold, at the same distance from each other however far apart in time."""
    last = min(bisect_left(HOURS, longest / timedelta(hours=1)) + 1, len(HOURS) - 1)
    shown = HOURS[: max(last, 3) + 1]
    wide = (RIGHT - LEFT) / (len(shown) - 1)
    return tuple(Tick(round(LEFT + wide * at, 1), hours) for at, hours in enumerate(shown))


def _x(at: datetime, begin: datetime, ticks: Sequence[Tick]) -> float:
    hours = (at - begin) / timedelta(hours=1)
    for one, other in pairwise(ticks):
        if hours <= other.hours:
            part = (hours - one.hours) / (other.hours - one.hours)
            return round(one.x + part * (other.x - one.x), 1)
    return RIGHT


def _row(sector: str, y: float, spread: Spread, begin: datetime, ticks: Sequence[Tick]) -> Row:
    own = [(one.at, EffectStrength.STOPS) for one in spread.outages if one.sector == sector]
    is_outage = bool(own)
    stages = _stages([*own, *((one.at, one.strength) for one in spread.steps if one.sector == sector)])
    ends = [_x(at, begin, ticks) for at, _strength in stages[1:]] + [RIGHT]
    bars = (_bar(_x(at, begin, ticks), end, y, strength) for (at, strength), end in zip(stages, ends, strict=True))
    return Row(sector, y, tuple(bars), is_outage)


def _stages(told: Sequence[tuple[datetime, EffectStrength]]) -> list[tuple[datetime, EffectStrength]]:
    """The strongest of the sector so far, whenever that changes."""
    stages: list[tuple[datetime, EffectStrength]] = []
    for at, strength in sorted(told, key=lambda one: (one[0], one[1].rank)):
        if not stages or strength.rank < stages[-1][1].rank:
            stages.append((at, strength))
    return stages


def _bar(x: float, end: float, y: float, strength: EffectStrength) -> Bar:
    thick = THICK[strength]
    return Bar(x, round(y - thick / 2, 1), round(max(end - x, 2), 1), thick, strength)


def _arrows(spread: Spread, place: dict[str, float], begin: datetime, ticks: Sequence[Tick]) -> tuple[Arrow, ...]:
    """One into each sector: the first that reaches it."""
    first: dict[str, Step] = {}
    for step in spread.steps:
        if step.line.supplier != step.sector:
            first.setdefault(step.sector, step)
    return tuple(
        _arrow(_x(step.at, begin, ticks), place[step.line.supplier], place[sector]) for sector, step in first.items()
    )


def _arrow(x: float, y1: float, y2: float) -> Arrow:
    down = 1 if y2 > y1 else -1
    tip = y2 - down * BAR / 2
    head = f"{x - 4},{tip - down * 7} {x + 4},{tip - down * 7} {x},{tip}"
    return Arrow(x, y1, round(tip - down * 6, 1), head)
