"""The job that makes a draft of a kept mail, in the name of the sender whose address and origin are known. Once."""

import uuid
from typing import Final

from django.db import transaction

from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.intake import later
from noroshi.intake.actions.telling import tell_of_mail_apart
from noroshi.intake.beginning import Begun
from noroshi.intake.mails.drafting import drafted
from noroshi.intake.mails.kept import mail_of_row
from noroshi.intake.models import Arrival
from noroshi.intake.proving import viewer_of_sender
from noroshi.intake.troubles import kept
from noroshi.ledger.actions import record
from noroshi.paper.brought import Trouble
from noroshi.vocabulary import ArrivalState, SenderProof
from noroshi.vocabulary.errors import Refusal

SYSTEM: Final = SystemViewer("mail")


def read_mail(arrival: uuid.UUID) -> bool:
    """Whether it became a draft now. What cannot become one stays kept apart, with the reason."""
    with acting_as(SYSTEM):
        row = Arrival.objects.select_for_update().select_related("desk__organization").get(public_id=arrival)
        if row.state != ArrivalState.WAITING:
            return False
        viewer = viewer_of_sender(row.claimed, row.desk) if row.proof == SenderProof.PROVEN else None
        begun = _begun(viewer, row) if viewer else None
        row.state = ArrivalState.DRAFTED if isinstance(begun, Begun) else ArrivalState.APART
        row.draft = begun.draft.public_id if isinstance(begun, Begun) else None
        row.troubles = kept(begun.troubles if isinstance(begun, Begun) else [begun] if begun else [])
        row.save(update_fields=["state", "draft", "troubles"])
        if row.state == ArrivalState.APART:
            tell_of_mail_apart(row)
        later.answer(row.public_id)
    return isinstance(begun, Begun)


def _begun(viewer: Viewer, row: Arrival) -> Begun | Trouble:
    """A refusal of a room undoes what it has begun, and nothing else."""
    try:
        with transaction.atomic(), acting_as(viewer):
            begun = drafted(viewer, mail_of_row(row), is_specimen=row.is_specimen)
            record(
                deed="take_in",
                actor=viewer.actor,
                objects=[(begun.draft.public_id, viewer.organization_id)],
                detail={"channel": row.channel, "arrival": str(row.public_id)},
            )
            return begun
    except Refusal as refusal:
        return Trouble("", refusal)
