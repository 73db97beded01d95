"""From markings to audiences: the whole, its parts, and what only certain desks keep."""

from collections.abc import Iterable
from dataclasses import replace

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import scheme_key
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking, unmarked
from noroshi.sharing.parties import Naming, Party, desk

EVERYONE = frozenset({Party(Naming.EVERYONE_IN_RANGE)})


def range_of_part(marking: Marking) -> int:
    """A withheld part is for everybody in its own range who also holds the whole; the lock asks for both."""
    return intern(Definition(replace(marking, parts=()), opened=EVERYONE, scheme=scheme_key()))


def own_desks(originator: int, others: Iterable[int] = ()) -> int:
    """Rows that only certain desks keep: marking records, derivations."""
    kept = frozenset(desk(other) for other in others if other != originator)
    return intern(Definition(replace(unmarked(originator), additions=kept), opened=kept, scheme=scheme_key()))
