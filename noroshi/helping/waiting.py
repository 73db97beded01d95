"""What of the requests for help waits for this desk, on either side: for its home, in a question or two."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.planned import Given
from noroshi.helping.models import HelpRequest, HelpStep
from noroshi.helping.states import ASKER, WAITING, moves_open_to, state_after
from noroshi.vocabulary import HelpMove, HelpState

ENDS: Final = [HelpMove.DECLINE.value, HelpMove.CLOSE.value, HelpMove.WITHDRAW.value]
MOST: Final = 100


def _not_ended() -> QuerySet[HelpRequest, tuple[UUID, int, datetime]]:
    ended = as_held(HelpStep).filter(request=OuterRef("pk"), move__in=ENDS)
    ours = Q(to_desk=Given("desk")) | Q(by_desk=Given("desk"))
    rows = as_held(HelpRequest).filter(ours).exclude(Exists(ended)).order_by("-at")
    return rows.values_list("public_id", "to_desk", "at")[:MOST]


NOT_ENDED: Final = Often(_not_ended)


@dataclass(frozen=True, slots=True)
class HelpWaiting:
    """`here`: asked of this desk, not answered yet; `new` of them nobody has taken. `back`: what it asked itself and has to answer to."""

    here: int = 0
    new: int = 0
    since: datetime | None = None
    back: int = 0
    back_since: datetime | None = None


def help_waiting(viewer: Viewer) -> HelpWaiting:
    """Of what this person may read; what has come to an end is not looked at."""
    found = NOT_ENDED.of(viewer, desk=viewer.desk_id)
    return _waiting(viewer, found) if found else HelpWaiting()


def _waiting(viewer: Viewer, found: list[tuple[UUID, int, datetime]]) -> HelpWaiting:
    moves = _moves(viewer, [public_id for public_id, *_ in found])
    states = {public_id: state_after(moves[public_id]) for public_id, *_ in found}
    here = [(one, at) for one, to, at in found if to == viewer.desk_id and states[one] in WAITING]
    back = [at for one, to, at in found if to != viewer.desk_id and _asks_a_word(states[one], moves[one])]
    return HelpWaiting(
        here=len(here),
        new=sum(1 for one, _at in here if states[one] is HelpState.OPEN),
        since=min((at for _one, at in here), default=None),
        back=len(back),
        back_since=min(back, default=None),
    )


def _asks_a_word(state: HelpState, moves: list[HelpMove]) -> bool:
    """Answered and neither closed nor asked further; or consent was asked for."""
    return state is HelpState.ANSWERED or HelpMove.CONSENT in moves_open_to(ASKER, state, moves)


def _moves(viewer: Viewer, requests: list[UUID]) -> dict[UUID, list[HelpMove]]:
    made: dict[UUID, list[HelpMove]] = {one: [] for one in requests}
    steps = readable_by(viewer, HelpStep.objects.filter(request__in=requests)).order_by("at", "public_id")
    for request, move in steps.values_list("request", "move"):
        made[request].append(HelpMove.of(move))
    return made
