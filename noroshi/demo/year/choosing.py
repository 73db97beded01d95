"""Chooses the cases of a year so that kinds of event, sectors and quarters come out as `shape` says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from noroshi.demo.written import Cast, Edition
from noroshi.demo.year import shape
from noroshi.demo.year.cases import Case, from_plot, from_written
from noroshi.demo.year.scenes import Plot, Scenes, System
from noroshi.vocabulary import EventKind


@dataclass(frozen=True)
class Occurrence:
    """A case and when it was noticed."""

    number: int
    day: datetime
    case: Case


def occurrences(cast: Cast, scenes: Scenes, now: datetime, draw: Random) -> list[Occurrence]:
    """The year without the written stories, which have their place in its last weeks."""
    cases = [from_written(case, sector, draw) for sector in scenes.sectors.values() for case in sector.case]
    cases += _from_plots(cast, scenes, cases, draw)
    draw.shuffle(cases)
    days = _days(len(stories(cast)) + len(scenes.waiting), now, draw)
    return [Occurrence(number, day, case) for number, (day, case) in enumerate(zip(days, cases, strict=False))]


def stories(cast: Cast) -> list[Edition]:
    """Cases that `cast/editions/` tells: first editions by whoever it happened to."""
    return [row for row in cast.edition if row.kind == "report" and not row.derived_from and not row.continues]


def _from_plots(cast: Cast, scenes: Scenes, written: list[Case], draw: Random) -> Iterator[Case]:
    missing = sum(shape.KINDS.values()) - len(written) - len(stories(cast)) - len(scenes.waiting)
    kinds = list(_kinds_missing(cast, scenes, written).elements())
    sectors = list(_sectors_missing(cast, scenes, written).elements())
    draw.shuffle(kinds)
    draw.shuffle(sectors)
    used: Counter[object] = Counter()
    for sector, kind in list(zip(sectors, kinds, strict=False))[:missing]:
        plot, system = _least_used(scenes, sector, kind, used, draw)
        operator = min(system.of, key=lambda one: (used[one], draw.random()))
        used.update([operator, id(plot), (sector, id(plot)), system.name, (id(plot), system.name)])
        yield from_plot(plot, system, operator, scenes.sectors[sector], draw)


def _kinds_missing(cast: Cast, scenes: Scenes, written: list[Case]) -> Counter[EventKind]:
    told = Counter(EventKind.of(str(row.fields["event_kind"])) for row in stories(cast))
    told += Counter(row.kind for row in scenes.waiting if row.kind)
    return Counter(shape.KINDS) - told - Counter(case.kind for case in written)


def _sectors_missing(cast: Cast, scenes: Scenes, written: list[Case]) -> Counter[str]:
    homes = {row.handle: row.sectors[0] for row in cast.organization if row.sectors}
    told = Counter(row.sectors[0] for row in stories(cast))
    told += Counter(homes[row.by.partition("@")[2]] for row in scenes.waiting)
    return Counter(shape.SECTORS) - told - Counter(case.sector for case in written)


def _least_used(
    scenes: Scenes, sector: str, kind: EventKind, used: Counter[object], draw: Random
) -> tuple[Plot, System]:
    """No plot twice with the same system, and in a sector each as seldom as can be."""
    fitting = [
        (plot, system)
        for plot in scenes.plot
        if plot.kind is kind
        for system in scenes.sectors[sector].system
        if set(plot.on) & set(system.tags)
    ]
    if not fitting:
        raise ValueError(f"no plot of {kind} fits any system of {sector}")

    def wear(one: tuple[Plot, System]) -> tuple[float, ...]:
        plot, system = one
        times = used[id(plot), system.name]
        return (times, used[sector, id(plot)], used[id(plot)] + used[system.name], draw.random())

    return min(fitting, key=wear)


def _days(told: int, now: datetime, draw: Random) -> list[datetime]:
    """Oldest first. The last quarter leaves room for the stories, which begin six weeks ago."""
    length = shape.DAYS / len(shape.QUARTERS)
    found: list[datetime] = []
    for place, count in enumerate(shape.QUARTERS):
        is_latest = place == len(shape.QUARTERS) - 1
        begins = shape.DAYS - place * length
        ends = shape.STORIES_BEGIN_DAYS_AGO if is_latest else begins - length
        room = count - (told if is_latest else 0)
        found += [now - timedelta(days=draw.uniform(ends, begins)) for _ in range(room)]
    return sorted(found)
