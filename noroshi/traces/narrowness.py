"""How many operators a text still fits when every name is gone: sector, day and size together may point to one.

Pure: the caller brings what the reader, or the desk itself, may know of the operators.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from noroshi.traces.figures import Figure

FEW: Final = 5


class Width(StrEnum):
    """`NOBODY`: what is known fits none, so that nothing follows from it."""

    NOBODY = "nobody"
    ONE = "one"
    FEW = "few"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Clue:
    """What a text still says. `days` from and to, both within; `size` how many users, sites or machines; empty is not said."""

    sectors: frozenset[str] = frozenset()
    days: tuple[date, date] | None = None
    size: int | None = None
    places: frozenset[str] = frozenset()
    figures: frozenset[Figure] = frozenset()


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """`size` the most it could have; `places` where it works; `days` on which something of it is known, from news or earlier items;
    `figures` that were told of it before.
    """

    key: str
    sectors: frozenset[str] = frozenset()
    size: int | None = None
    places: frozenset[str] = frozenset()
    days: frozenset[date] = frozenset()
    figures: frozenset[Figure] = frozenset()


@dataclass(frozen=True, slots=True)
class Narrowness:
    """`fitting` are keys. `without` says how many would fit if one clue were told less exactly: the best advice is the largest."""

    fitting: tuple[str, ...]
    without: tuple[tuple[str, int], ...] = ()

    @property
    def width(self) -> Width:
        many = len(self.fitting)
        return (Width.NOBODY, Width.ONE)[many] if many < 2 else Width.FEW if many < FEW else Width.MANY

    @property
    def is_too_narrow(self) -> bool:
        return self.width in {Width.ONE, Width.FEW}

    @property
    def best_advice(self) -> str:
        """Which clue to blur: sectors, days, size or places; empty where none would help."""
        helpful = [pair for pair in self.without if pair[1] > len(self.fitting)]
        return max(helpful, key=lambda pair: pair[1])[0] if helpful else ""


def narrowness(clue: Clue, facts: Sequence[OperatorFacts]) -> Narrowness:
    fitting = _fitting(clue, facts)
    blurred = {
        "sectors": replace(clue, sectors=frozenset()),
        "days": replace(clue, days=None),
        "size": replace(clue, size=None, figures=frozenset()),
        "places": replace(clue, places=frozenset()),
    }
    said = ((name, other) for name, other in blurred.items() if other != clue)
    return Narrowness(tuple(fitting), tuple((name, len(_fitting(other, facts))) for name, other in said))


def _fitting(clue: Clue, facts: Iterable[OperatorFacts]) -> list[str]:
    by_kind = [one for one in facts if _fits(clue, one)]
    on_the_day = [one for one in by_kind if clue.days and any(clue.days[0] <= day <= clue.days[1] for day in one.days)]
    told = [one for one in on_the_day or by_kind if clue.figures & one.figures]
    left = told or on_the_day or by_kind
    there = [one for one in left if clue.places & one.places]
    return [one.key for one in there or left]


def _fits(clue: Clue, one: OperatorFacts) -> bool:
    """What is not known of an operator never rules it out; a day, a figure or a place only once somebody is known by it."""
    in_sector = not clue.sectors or bool(clue.sectors & one.sectors)
    large_enough = clue.size is None or one.size is None or clue.size <= one.size
    in_place = not clue.places or not one.places or bool(clue.places & one.places)
    return in_sector and large_enough and in_place
