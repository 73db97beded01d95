"""The desk answers somebody without an account, asks something, or says how it stands; read with the receipt, sent to nobody."""

import uuid
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intake.models import Arrival, ArrivalLine
from noroshi.intake.queries import arrival_row
from noroshi.ledger.actions import record
from noroshi.vocabulary import ReceiptState
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.vocabulary.text import clean_text

LONGEST: Final = 5000


class NothingSaid(Refusal):
    code, status = "nothing_said", 422
    ja = "返事を書くか、状況を変えてください。"
    en = "Write an answer, or change how it stands."


def answer_outside(
    viewer: Viewer, arrival_id: uuid.UUID, *, text: str = "", stands: ReceiptState | None = None
) -> None:
    """Whoever speaks has begun with it, unless another state is named."""
    row = arrival_row(viewer, arrival_id, to_change=True)
    if row.receipt is None:
        raise NotFound
    words, now = clean_text(text, most=LONGEST), standing_of(viewer, row)
    begun = ReceiptState.LOOKED_AT if now is ReceiptState.RECEIVED else now
    to = stands or begun
    if not words and to is now:
        raise NothingSaid
    say(viewer, row, words, to if to is not now else None)


def begun_with(viewer: Viewer, row: Arrival) -> None:
    """After a deed with it: the holder of the receipt sees that somebody is at it."""
    if row.receipt is not None and standing_of(viewer, row) is ReceiptState.RECEIVED:
        say(viewer, row, "", ReceiptState.LOOKED_AT)


def standing_of(viewer: Viewer, row: Arrival) -> ReceiptState:
    lines = readable_by(viewer, ArrivalLine.objects.filter(arrival=row)).exclude(stands="").order_by("-pk")
    word = lines.values_list("stands", flat=True).first()
    return ReceiptState.of(word) if word else ReceiptState.RECEIVED


def say(viewer: Viewer, row: Arrival, text: str, stands: ReceiptState | None) -> None:
    ArrivalLine.objects.create(
        audience_id=row.audience_id,
        arrival=row,
        receipt=row.receipt,
        by_id=viewer.seat.person_id,
        text=text,
        stands=stands.value if stands else "",
        at=timezone.now(),
    )
    record(
        deed="answer_outside",
        actor=viewer.actor,
        objects=[(row.public_id, viewer.organization_id)],
        detail={"arrival": str(row.public_id), "stands": stands.value if stands else None},
    )
