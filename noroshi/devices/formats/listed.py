"""A value for a device, what stands at the head of a file, and the last look before anything is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.observables.kinds import ADDRESSES
from noroshi.observables.ranges import network
from noroshi.observables.suffixes import registered
from noroshi.vocabulary.devices import LeftOut

WIDEST: Final = {4: 8, 6: 19}
"""A network wider than this is a mistake, whoever approved it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """`value` in normal form. `said` is what people wrote of it: never trusted, in no format. `reference` leads back to us."""

    kind: Kind
    value: str
    until: datetime | None = None
    confidence: int | None = None
    said: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What each file says of itself. `drops` makes rules that may do either stop the traffic instead of telling of it."""

    profile: str
    marking: str
    made_at: datetime
    expires_at: datetime | None = None
    source: str = "Noroshi"
    drops: bool = False


@dataclass(frozen=True, slots=True)
class Omitted:
    row: Listed
    why: LeftOut


@dataclass(frozen=True, slots=True)
class Sorted:
    """What may be written, each value once, in a stable order; and what may not, with the reason."""

    rows: tuple[Listed, ...]
    omitted: tuple[Omitted, ...]


def sifted(rows: Iterable[Listed], kinds: frozenset[Kind], now: datetime) -> Sorted:
    kept: dict[tuple[Kind, str], Listed] = {}
    omitted = []
    for row in rows:
        if why := _hindrance(row, kinds, now):
            omitted.append(Omitted(row, why))
        else:
            kept[row.kind, row.value] = _longer(kept.get((row.kind, row.value)), row)
    return Sorted(tuple(kept[place] for place in sorted(kept)), tuple(omitted))


def _hindrance(row: Listed, kinds: frozenset[Kind], now: datetime) -> LeftOut | None:
    if row.until is not None and row.until <= now:
        return LeftOut.ENDED
    if not _is_normal(row):
        return LeftOut.NOT_NORMAL
    if row.kind not in kinds:
        return LeftOut.NOT_FOR_FORMAT
    return LeftOut.TOO_WIDE if _is_too_wide(row) else None


def _is_normal(row: Listed) -> bool:
    """Everything else rests on this: a value in its form holds nothing that a device could read as more than a value."""
    try:
        return settled(row.kind, row.value) == (row.kind, row.value) and row.value.isprintable()
    except NotOfThisKind:
        return False


def _is_too_wide(row: Listed) -> bool:
    if row.kind in ADDRESSES:
        asked = network(row.value)
        return asked.prefixlen < WIDEST[asked.version]
    return row.kind is Kind.DOMAIN and not registered(row.value)


def _longer(one: Listed | None, other: Listed) -> Listed:
    """Of two rows on one value the one that holds longer."""
    if one is None or one.until is None:
        return one or other
    return other if other.until is None or other.until > one.until else one


def plain(text: str, most: int = 120) -> str:
    """One line of what somebody wrote: nothing invisible, no end of line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:most].strip()


def moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else "-"


def head(heading: Heading, found: Sorted, mark: str, *, undo: bool = False) -> str:
    """The lines that every file begins with, as comments of its own language."""
    return "".join(f"{mark} {line}\n" for line in _lines(heading, found, undo=undo))


def _lines(heading: Heading, found: Sorted, *, undo: bool) -> Iterator[str]:
    yield f"{plain(heading.source)}: {plain(heading.profile)}"
    if undo:
        yield "ROLLBACK: takes back what this list has set"
    yield f"marking: {plain(heading.marking)}"
    yield f"made: {moment(heading.made_at)}  expires: {moment(heading.expires_at)}"
    yield f"values: {len(found.rows)}  left out: {len(found.omitted)}"


def of_kind(rows: Sequence[Listed], *kinds: Kind) -> list[Listed]:
    return [row for row in rows if row.kind in kinds]
