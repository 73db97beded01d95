"""Writing down that something arrived, together with the draft that it became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.queries import DraftShown
from noroshi.intake.models import Arrival
from noroshi.intake.numbers import new_number
from noroshi.intake.troubles import kept
from noroshi.ledger.actions import record
from noroshi.paper.brought import Trouble
from noroshi.vocabulary import ArrivalState, Channel, SenderProof
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True)
class Arrived:
    """What somebody at the desk received or read in."""

    channel: Channel
    proof: SenderProof
    draft: DraftShown
    claimed: str = ""
    file_name: str = ""
    subject: str = ""
    arrived_at: datetime | None = None
    troubles: Sequence[Trouble] = ()


def arrived(viewer: Viewer, what: Arrived) -> Arrival:
    """For those who read the draft, and for as long as they do."""
    now = timezone.now()
    row = Arrival.objects.create(
        audience_id=what.draft.audience_id,
        number=new_number(),
        desk_id=viewer.desk_id,
        channel=what.channel,
        arrived_at=what.arrived_at or now,
        noted_at=now,
        received_by_id=viewer.seat.person_id,
        claimed=what.claimed,
        person_id=viewer.seat.person_id if what.proof is SenderProof.SIGNED_IN else None,
        proof=what.proof,
        subject=what.subject,
        file_name=clean_file_name(what.file_name),
        state=ArrivalState.DRAFTED,
        draft=what.draft.public_id,
        troubles=kept(what.troubles),
    )
    record(
        deed="take_in",
        actor=viewer.actor,
        objects=[(what.draft.public_id, viewer.organization_id)],
        detail={"channel": what.channel.value, "arrival": str(row.public_id)},
    )
    return row


def clean_file_name(name: str) -> str:
    """Only to be shown; a name that hides something is not kept."""
    try:
        return clean_line(name.replace("\\", "/").rpartition("/")[2], most=255)
    except Exception:
        return ""
