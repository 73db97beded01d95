"""What an outage may reach and when, reckoned from dependency data: a forecast, told by no report and known to no person (C-096).

The earliest time at which each service may be felt at each strength; strength never rises and likelihood always falls along
the way, so that circles end by themselves.
"""

import heapq
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from noroshi.schemes.dependencies import Dependencies, Dependency
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import EffectStrength, Likelihood

HORIZON: Final = timedelta(days=30)
LIKELIHOODS: Final = tuple(Likelihood)


@dataclass(frozen=True, slots=True)
class Outage:
    """A sector whose services fail at this time; all of them when none is named."""

    sector: str
    at: datetime
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """One service that may feel it, and by which line and whose failing; no line at the outage itself."""

    sector: str
    service: str
    at: datetime
    strength: EffectStrength
    likelihood: Likelihood
    line: Dependency | None = None
    before: "Effect | None" = None

    @cached_property
    def way(self) -> tuple["Effect", ...]:
        """From the outage to here."""
        return (*(self.before.way if self.before else ()), self)


@dataclass(frozen=True, slots=True)
class Step:
    """One sector reached at one time by one line: its services together."""

    sector: str
    services: tuple[str, ...]
    at: datetime
    strength: EffectStrength
    likelihood: Likelihood
    line: Dependency
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """`steps` in order of time."""

    outages: tuple[Outage, ...]
    steps: tuple[Step, ...]

    @property
    def sectors(self) -> tuple[str, ...]:
        """Those that may be reached, the earliest first."""
        return tuple(dict.fromkeys(step.sector for step in self.steps))


def spread(scheme: Scheme, data: Dependencies, outages: Sequence[Outage]) -> Spread:
    """Everything within the horizon after the last of these outages."""
    effects = reached(scheme, data, outages)
    return Spread(tuple(outages), tuple(_steps(effects)))


def reached(scheme: Scheme, data: Dependencies, outages: Sequence[Outage]) -> tuple[Effect, ...]:
    """Each service at each strength that adds something: what is stronger and no later makes the weaker needless."""
    if not outages:
        return ()
    lines = _by_service(scheme, data)
    until = max(one.at for one in outages) + HORIZON
    waiting = [(_order(one), at, one) for at, one in enumerate(_failing(scheme, outages))]
    heapq.heapify(waiting)
    found: dict[str, list[Effect]] = {}
    count = len(waiting)
    while waiting:
        effect = heapq.heappop(waiting)[-1]
        known = found.setdefault(effect.service, [])
        if any(one.strength.rank <= effect.strength.rank for one in known):
            continue
        known.append(effect)
        for further in _onward(effect, lines, until, scheme):
            count += 1
            heapq.heappush(waiting, (_order(further), count, further))
    return tuple(sorted((one for known in found.values() for one in known), key=_order))


def _order(effect: Effect) -> tuple[datetime, int, int, str]:
    return effect.at, effect.strength.rank, effect.likelihood.rank, effect.service


def _failing(scheme: Scheme, outages: Iterable[Outage]) -> Iterator[Effect]:
    for outage in outages:
        for service in outage.services or _services(scheme, outage.sector):
            yield Effect(outage.sector, service, outage.at, EffectStrength.STOPS, Likelihood.EXPECTED)


def _onward(
    effect: Effect, lines: Mapping[str, Sequence[Dependency]], until: datetime, scheme: Scheme
) -> Iterator[Effect]:
    if effect.strength is EffectStrength.HINDERED:
        return
    for line in lines.get(effect.service, ()):
        at = effect.at + timedelta(minutes=line.after_minutes)
        strength = max(effect.strength, line.strength, key=lambda one: one.rank)
        if at <= until:
            for service in line.reaches or _services(scheme, line.consumer):
                yield Effect(line.consumer, service, at, strength, _likelihood(effect, line), line, effect)


def _likelihood(effect: Effect, line: Dependency) -> Likelihood:
    """A document that names the line lets one step be expected; an assumption, and each further step, is one less."""
    own = 0 if line.is_documented else 1
    further = effect.likelihood.rank + 1 if effect.line else 0
    return LIKELIHOODS[min(max(own, further), len(LIKELIHOODS) - 1)]


def _by_service(scheme: Scheme, data: Dependencies) -> dict[str, list[Dependency]]:
    found: dict[str, list[Dependency]] = {}
    for line in data.lines:
        for service in line.needs or _services(scheme, line.supplier):
            found.setdefault(service, []).append(line)
    return found


def _services(scheme: Scheme, sector_id: str) -> tuple[str, ...]:
    sector = scheme.sector(sector_id)
    return tuple(service.id for service in sector.services) if sector else ()


def _steps(effects: Iterable[Effect]) -> Iterator[Step]:
    together: dict[tuple[object, ...], list[Effect]] = {}
    for one in effects:
        if one.line:
            key = (one.at, one.strength.rank, one.likelihood.rank, one.line, _sectors_of(one))
            together.setdefault(key, []).append(one)
    for own in together.values():
        first = own[0]
        if first.line:
            services = tuple(one.service for one in own)
            yield Step(
                first.sector, services, first.at, first.strength, first.likelihood, first.line, _sectors_of(first)
            )


def _sectors_of(effect: Effect) -> tuple[str, ...]:
    """The sectors along the way, from the one that failed to this one."""
    passed: list[str] = []
    for one in effect.way:
        if not passed or passed[-1] != one.sector:
            passed.append(one.sector)
    return tuple(passed)
