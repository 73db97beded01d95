"""An audience as a sentence: a marking, and to whom hops have opened it.

Seats are that sentence read with today's directory.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from noroshi.sharing.decisions import decide, may_be_public
from noroshi.sharing.desks import Desks, names_in
from noroshi.sharing.facts import DeskFacts, Topic
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, any_holds
from noroshi.sharing.plain import marking_of, parties_of, to_plain
from noroshi.sharing.table import Table
from noroshi.vocabulary import Requirement


@dataclass(frozen=True, slots=True)
class Definition:
    """Equal definitions are one audience. Notes and field ranges are left out: they do not change who reads."""

    marking: Marking
    opened: frozenset[Party] = frozenset()
    carriers: frozenset[int] = frozenset()
    matter: str | None = None
    scheme: str = ""

    @property
    def topic(self) -> Topic:
        return Topic(self.marking.sectors, self.matter)

    @property
    def is_public(self) -> bool:
        return Party(Naming.PUBLIC) in self.opened and may_be_public(self.marking)

    def opened_to(self, parties: Iterable[Party], by: int | None = None) -> "Definition":
        carriers = self.carriers if by is None or by == self.marking.originator else self.carriers | {by}
        return replace(self, opened=self.opened | frozenset(parties), carriers=carriers)

    def seat(self, desk: DeskFacts, table: Table) -> frozenset[Requirement] | None:
        """What is asked of people at this desk, or None when the desk does not hold it now."""
        if not (desk.desk == self.marking.originator or desk.desk in self.carriers or any_holds(self.opened, desk)):
            return None
        decision = decide(self.marking, desk, table, self.carriers)
        return decision.requires if decision.allowed else None

    def canonical(self) -> str:
        plain = {
            "marking": to_plain(self.marking, whole=False),
            "opened": to_plain(self.opened),
            "carriers": to_plain(self.carriers),
            "matter": self.matter,
            "scheme": self.scheme,
        }
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> bytes:
        return hashlib.sha256(self.canonical().encode()).digest()


def seats(definition: Definition, desks: Iterable[DeskFacts], table: Table) -> dict[int, frozenset[Requirement]]:
    """The desks that hold it now, each with what is asked of its people."""
    names = names_in(definition.marking, definition.opened, definition.carriers)
    found = Desks.of(desks).ask(names, lambda desk: definition.seat(desk, table))
    return {desk: requires for desk, requires in found.items() if requires is not None}


def parse(text: str) -> Definition:
    """The sentence read back; what was written by `canonical` reads as the same definition."""
    plain = json.loads(text)
    return Definition(
        marking=marking_of(plain["marking"]),
        opened=parties_of(plain["opened"]),
        carriers=frozenset(plain["carriers"]),
        matter=plain["matter"],
        scheme=plain["scheme"],
    )
