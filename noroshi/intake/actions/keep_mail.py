"""A mail is kept before it is accepted: sealed, in a transaction of its own, once. The reading of it follows as a job."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.directory.models import Desk
from noroshi.intake import later
from noroshi.intake.actions.telling import tell_of_mail_apart
from noroshi.intake.mails.kept import mark_of, sealed
from noroshi.intake.mails.parsing import Mail
from noroshi.intake.models import Arrival
from noroshi.intake.numbers import new_number
from noroshi.intake.proving import Checks, known, proof_of
from noroshi.intake.range import own_range
from noroshi.ledger.actions import record
from noroshi.vocabulary import ArrivalState, Channel, SenderProof
from noroshi.vocabulary.errors import Refusal

SYSTEM: Final = SystemViewer("mail")
HOUR: Final = timedelta(hours=1)


class SenderTooBusy(Refusal):
    code, status = "sender_too_busy", 429
    ja = "この差出人からのメールが多すぎます。しばらくしてから送ってください。"
    en = "There are too many mails from this sender. Please try again later."


class MailKept(Enum):
    """Twice means that the same mail is here already: it is accepted again and nothing happens."""

    NEW = "new"
    TWICE = "twice"


@dataclass(frozen=True)
class Kept:
    """One mail for one desk. `claimed` is the address of From; `mail` has been looked through already."""

    raw: bytes
    mail: Mail
    desk: Desk
    checks: Checks
    is_specimen: bool = False


def keep_mail(kept: Kept) -> MailKept:
    """Committed when it returns; `SenderTooBusy` before anything is written."""
    with acting_as(SYSTEM):
        if _is_too_busy(kept):
            raise SenderTooBusy
        try:
            with transaction.atomic():
                row = _row(kept)
        except IntegrityError as mistake:
            if "one_arrival_a_mail" in str(mistake):
                return MailKept.TWICE
            raise
        record(
            deed="keep_mail",
            system=SYSTEM.name,
            objects=[(row.public_id, kept.desk.organization_id)],
            detail={"arrival": str(row.public_id), "proof": row.proof, "spf": row.spf, "dkim": row.dkim},
        )
        if row.state == ArrivalState.APART and not kept.mail.is_automatic:
            tell_of_mail_apart(row)
        if row.state == ArrivalState.WAITING:
            later.read(row.public_id)
        elif row.proof == SenderProof.PROVEN:
            later.answer(row.public_id)
    return MailKept.NEW


def _row(kept: Kept) -> Arrival:
    number, now, mail = uuid.uuid4(), timezone.now(), kept.mail
    found = known(mail.sender, kept.desk)
    proof = proof_of(found, kept.checks)
    may_write = proof is SenderProof.PROVEN and found is not None and found.seat is not None and not mail.is_automatic
    closed = sealed(kept.raw, number)
    return Arrival.objects.create(
        public_id=number,
        audience_id=own_range(kept.desk),
        number=new_number(),
        desk=kept.desk,
        channel=Channel.EMAIL,
        arrived_at=now,
        noted_at=now,
        claimed=mail.sender,
        person=found.person if found and proof is SenderProof.PROVEN else None,
        proof=proof,
        spf=kept.checks.spf,
        dkim=kept.checks.dkim,
        subject=mail.subject,
        mark=mark_of(mail.message_id) if mail.message_id else mark_of(kept.raw.hex()),
        sender_mark=mark_of(mail.sender),
        mail=closed.pieces,
        mail_key=closed.key,
        mail_key_mark=closed.key_mark,
        is_specimen=kept.is_specimen,
        state=ArrivalState.WAITING if may_write else ArrivalState.APART,
    )


def _is_too_busy(kept: Kept) -> bool:
    """By sender; and by desk for everybody whom nobody proved, so that forging many senders helps nobody."""
    since = timezone.now() - HOUR
    recent = Arrival.objects.filter(noted_at__gt=since, channel=Channel.EMAIL)
    most = settings.MAIL_IN_PER_HOUR
    if recent.filter(sender_mark=mark_of(kept.mail.sender)).count() >= most:
        return True
    doubtful = recent.filter(desk=kept.desk).exclude(proof=SenderProof.PROVEN)
    return not kept.checks.is_aligned and doubtful.count() >= 5 * most
