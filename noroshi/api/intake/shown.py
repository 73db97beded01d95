"""What goes out about arrivals: by which way, from whom, how sure, and every place that was not taken over as it stood."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema

from noroshi.intake.queries import ArrivalShown
from noroshi.vocabulary import ArrivalState, Channel, MailCheck, SenderProof


class TroubleRead(Schema):
    """One place of the form: a cell (`B12`), a line (`L12`), empty for the whole file; `message` says what to mend."""

    place: str
    field: str
    code: str
    message: str


class ArrivalRead(Schema):
    """`claimed` is who the sender says to be. `spf` and `dkim` stand for mails only; `draft` is what it became."""

    id: UUID
    number: str
    channel: Channel
    arrived_at: datetime
    received_by: UUID | None
    claimed: str
    person: UUID | None
    proof: SenderProof
    spf: MailCheck | None
    dkim: MailCheck | None
    subject: str
    file_name: str
    state: ArrivalState
    draft: UUID | None
    troubles: list[TroubleRead]
    is_answered: bool


class MailRead(Schema):
    """The text as it came; files are named and not opened."""

    text: str
    files: list[str]


def arrival_read(one: ArrivalShown) -> ArrivalRead:
    lang = get_language() or "ja"
    return ArrivalRead(
        id=one.public_id,
        number=one.number,
        channel=one.channel,
        arrived_at=one.arrived_at,
        received_by=one.received_by.public_id if one.received_by else None,
        claimed=one.claimed,
        person=one.person.public_id if one.person else None,
        proof=one.proof,
        spf=one.spf,
        dkim=one.dkim,
        subject=one.subject,
        file_name=one.file_name,
        state=one.state,
        draft=one.draft,
        troubles=[
            TroubleRead(place=each.place, field=each.field, code=each.refusal.code, message=each.message(lang))
            for each in one.troubles
        ],
        is_answered=one.is_answered,
    )
