"""How far an edition may ever go: the policy asked for every desk of today's directory."""

from collections.abc import Iterable
from dataclasses import dataclass

from noroshi.sharing.decisions import Decision, decide, may_be_public
from noroshi.sharing.desks import Desks, names_in
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Marking
from noroshi.sharing.table import Table


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Decisions by desk, refusals included, so that a preview can also say who never gets it."""

    decisions: dict[int, Decision]
    is_public: bool

    def desks(self) -> frozenset[int]:
        return frozenset(desk for desk, decision in self.decisions.items() if decision.allowed)


def ceiling(
    marking: Marking, desks: Iterable[DeskFacts], table: Table, carriers: frozenset[int] = frozenset()
) -> Ceiling:
    names = names_in(marking, carriers=carriers)
    decisions = Desks.of(desks).ask(names, lambda desk: decide(marking, desk, table, carriers))
    return Ceiling(decisions, may_be_public(marking))
