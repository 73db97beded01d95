"""A request for help, from open to an end: which desk may make which move, in which state, and what it is then."""

from typing import Final, NamedTuple

from noroshi.vocabulary import HelpMove, HelpState

ASKED, ASKER = "asked", "asker"


class Turn(NamedTuple):
    """`to` is None where the state stays as it is."""

    by: str
    since: frozenset[HelpState]
    to: HelpState | None


OPEN: Final = frozenset({HelpState.OPEN})
UNDER_WAY: Final = frozenset({HelpState.OPEN, HelpState.TAKEN, HelpState.ANSWERED})
WAITING: Final = frozenset({HelpState.OPEN, HelpState.TAKEN})

TURNS: Final[dict[HelpMove, Turn]] = {
    HelpMove.TAKE: Turn(ASKED, OPEN, HelpState.TAKEN),
    HelpMove.ANSWER: Turn(ASKED, UNDER_WAY, HelpState.ANSWERED),
    HelpMove.DECLINE: Turn(ASKED, WAITING, HelpState.DECLINED),
    HelpMove.ASK_CONSENT: Turn(ASKED, WAITING, None),
    HelpMove.ASK_MORE: Turn(ASKER, frozenset({HelpState.ANSWERED}), HelpState.TAKEN),
    HelpMove.CLOSE: Turn(ASKER, frozenset({HelpState.ANSWERED}), HelpState.CLOSED),
    HelpMove.WITHDRAW: Turn(ASKER, UNDER_WAY, HelpState.WITHDRAWN),
    HelpMove.CONSENT: Turn(ASKER, WAITING, None),
    HelpMove.REFUSE_CONSENT: Turn(ASKER, WAITING, None),
}


def state_after(moves: list[HelpMove]) -> HelpState:
    """In the order in which they were made."""
    state = HelpState.OPEN
    for move in moves:
        state = TURNS[move].to or state
    return state


def has_consent(moves: list[HelpMove], *, from_the_start: bool) -> bool:
    """The latest word counts."""
    said = [move for move in moves if move in {HelpMove.CONSENT, HelpMove.REFUSE_CONSENT}]
    return said[-1] is HelpMove.CONSENT if said else from_the_start


def moves_open_to(side: str, state: HelpState, moves: list[HelpMove]) -> tuple[HelpMove, ...]:
    """What that desk may do now; consent is given once it was asked for."""
    found = [move for move, turn in TURNS.items() if turn.by == side and state in turn.since]
    asked = [move for move in moves if move in {HelpMove.ASK_CONSENT, HelpMove.CONSENT, HelpMove.REFUSE_CONSENT}]
    if not asked or asked[-1] is not HelpMove.ASK_CONSENT:
        found = [move for move in found if move not in {HelpMove.CONSENT, HelpMove.REFUSE_CONSENT}]
    return tuple(found)
