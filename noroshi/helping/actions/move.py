"""What one of the two desks does with a request: take, answer, decline, close, ask further, ask for consent, give or refuse it."""

import uuid
from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.helping.actions.ask import LONGEST
from noroshi.helping.errors import NotNow
from noroshi.helping.models import HelpRequest, HelpStep
from noroshi.helping.states import ASKED, ASKER, moves_open_to, state_after
from noroshi.ledger.actions import record
from noroshi.vocabulary import HelpMove, Importance, NoticeKind
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text

IN_WORDS: Final = frozenset({HelpMove.ANSWER, HelpMove.ASK_MORE, HelpMove.ASK_CONSENT})


@dataclass(frozen=True, slots=True)
class Words:
    """What goes with a move; an answer may carry what the analysis has called it and how important it is (C-161)."""

    text: str = ""
    identifiers: str = ""
    importance: Importance | None = None


def make_move(viewer: Viewer, request_id: uuid.UUID, move: HelpMove, words: Words | None = None) -> HelpStep:
    """Once for each state: whoever is second is told that it has changed."""
    given = words or Words()
    row = request_to_change(viewer, request_id)
    side = side_of(viewer, row)
    made = moves_of(viewer, row)
    if move not in moves_open_to(side, state_after(made), made):
        raise NotNow
    step = HelpStep.objects.create(
        audience_id=row.audience_id,
        request=row,
        move=move.value,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        text=clean_text(given.text, most=LONGEST, required=move in IN_WORDS),
        identifiers=clean_text(given.identifiers, most=2000) if move is HelpMove.ANSWER else "",
        importance=given.importance.value if given.importance and move is HelpMove.ANSWER else "",
        at=timezone.now(),
    )
    record(
        deed="move_help",
        actor=viewer.actor,
        objects=[(row.public_id, viewer.organization_id)],
        detail={"move": move.value},
    )
    other = row.by_desk_id if side == ASKED else row.to_desk_id
    kind = NoticeKind.REQUEST if move in {HelpMove.ASK_CONSENT, HelpMove.ASK_MORE} else NoticeKind.DECIDED
    notify(viewer, [other], kind, link=f"/help/{row.public_id}/")
    return step


def request_to_change(viewer: Viewer, request_id: uuid.UUID) -> HelpRequest:
    """Readable by the viewer, held still until the deed is done."""
    rows = readable_by(viewer, HelpRequest.objects.filter(public_id=request_id))
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def side_of(viewer: Viewer, row: HelpRequest) -> str:
    side = {row.to_desk_id: ASKED, row.by_desk_id: ASKER}.get(viewer.desk_id)
    if side is None:
        raise NotFound
    return side


def moves_of(viewer: Viewer, row: HelpRequest) -> list[HelpMove]:
    steps = readable_by(viewer, HelpStep.objects.filter(request=row)).order_by("at", "public_id")
    return [HelpMove.of(move) for move in steps.values_list("move", flat=True)]
