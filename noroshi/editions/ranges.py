"""From markings to audiences: the parts of the whole, and what only certain desks keep."""

from collections.abc import Iterable
from dataclasses import replace

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import scheme_key
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, desk

EVERYONE = frozenset({Party(Naming.EVERYONE_IN_RANGE)})


def range_of_part(marking: Marking, matter: str | None) -> int:
    """A withheld part is for everybody in its own range who also holds the whole; the lock asks for both."""
    return intern(Definition(replace(marking, parts=()), opened=EVERYONE, matter=matter, scheme=scheme_key()))


def own_desks(marking: Marking, matter: str | None, others: Iterable[int] = ()) -> int:
    """Rows that only certain desks keep, by the same rules for their people: marking records, derivations."""
    kept = frozenset(desk(other) for other in others if other != marking.originator)
    own = Marking(
        tlp=marking.tlp,
        variant=marking.variant,
        leg=marking.leg,
        sectors=marking.sectors,
        originator=marking.originator,
        additions=kept,
        only=kept,
    )
    return intern(Definition(own, opened=kept, matter=matter, scheme=scheme_key()))
