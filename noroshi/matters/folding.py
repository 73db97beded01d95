"""Duplicates inside an event: the same words told on by somebody else fold under the first who told them (C-091). Nothing is dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.editions.several import Statement

SAME: Final = 0.8
"""So much of what both keep must be one. What puts something right says it otherwise and stands by itself."""
FEWEST: Final = 8
"""Of a few words nobody can tell whether one was written from the other."""


@dataclass(frozen=True, slots=True)
class Told:
    """One statement, and those that say the same after it."""

    first: Statement
    copies: tuple[Statement, ...] = ()


def folded(statements: Sequence[Statement]) -> list[Told]:
    """The newest first. A later edition of the same matter is never a copy: it was written to say something."""
    found: list[tuple[_Seen, list[Statement]]] = []
    for one in _seen(sorted(statements, key=lambda each: each.line.key)):
        same = next((copies for first, copies in found if _is_copy(one, first)), None)
        if same is None:
            found.append((one, []))
        else:
            same.append(one.statement)
    return [Told(first.statement, tuple(copies)) for first, copies in reversed(found)]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A statement with its traits as bits of one number: of two hundred each is held against each."""

    statement: Statement
    bits: int
    many: int


def _seen(statements: Sequence[Statement]) -> Iterator[_Seen]:
    places: dict[int, int] = {}
    for one in statements:
        bits = 0
        for trait in one.traits:
            bits |= 1 << places.setdefault(trait, len(places))
        yield _Seen(one, bits, len(one.traits))


def _is_copy(one: _Seen, first: _Seen) -> bool:
    together = (one.bits & first.bits).bit_count()
    if together < FEWEST or together < SAME * (one.many + first.many - together):
        return False
    here, before = one.statement.line, first.statement.line
    if here.matter == before.matter and not here.is_derived:
        return False
    return here.kind == before.kind and here.importance == before.importance
