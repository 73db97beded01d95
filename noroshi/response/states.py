"""From ordered to finished, as a table: who brings about which step, and what must stand beside it."""

from dataclasses import dataclass
from typing import Final

from noroshi.vocabulary import OrderState

FIELD, ORDERER = "field", "orderer"
NOTHING, REASON, PROOF = "nothing", "reason", "proof"
S = OrderState


@dataclass(frozen=True, slots=True)
class Move:
    who: str
    asks: str = NOTHING


ANSWERED: Final = {
    S.DONE: Move(FIELD, PROOF),
    S.NOT_APPLICABLE: Move(FIELD, REASON),
    S.CANNOT: Move(FIELD, REASON),
}
LOOKED_AT: Final = {S.CONFIRMED: Move(ORDERER), S.DOING: Move(ORDERER, REASON)}
OFF: Final = {S.WITHDRAWN: Move(ORDERER, REASON)}
MOVES: Final[dict[OrderState, dict[OrderState, Move]]] = {
    S.ORDERED: {S.SEEN: Move(FIELD), S.DOING: Move(FIELD), **ANSWERED, **OFF},
    S.SEEN: {S.DOING: Move(FIELD), **ANSWERED, **OFF},
    S.DOING: {**ANSWERED, **OFF},
    S.DONE: {**LOOKED_AT, **OFF},
    S.NOT_APPLICABLE: {**LOOKED_AT, **OFF},
    S.CANNOT: {**LOOKED_AT, S.DONE: Move(FIELD, PROOF), **OFF},
    S.CONFIRMED: {},
    S.WITHDRAWN: {},
}
"""Undo is no move: the step before stands again as a step of its own, by whoever made the one that is taken back."""

OPEN: Final = frozenset({S.ORDERED, S.SEEN, S.DOING, S.CANNOT})
"""Somebody has still something to do; past its time such an order is late."""
WITH_FIELD: Final = frozenset({S.ORDERED, S.SEEN, S.DOING})
FINISHED: Final = frozenset({S.DONE, S.NOT_APPLICABLE, S.CONFIRMED})
UNBEGUN: Final = frozenset({S.ORDERED, S.SEEN})
BEGUN: Final = frozenset({S.DOING, S.DONE, S.NOT_APPLICABLE, S.CANNOT})
"""Until whoever gave it has confirmed it or withdrawn it."""
WORK: Final = frozenset({S.DOING, S.DONE})
"""What waits for other orders begins with neither."""


def moves(state: OrderState, sides: frozenset[str]) -> tuple[OrderState, ...]:
    """What these sides may say next; a desk that orders itself is both."""
    return tuple(to for to, move in MOVES[state].items() if move.who in sides)


def move(state: OrderState, to: OrderState, sides: frozenset[str]) -> Move | None:
    found = MOVES[state].get(to)
    return found if found and found.who in sides else None
