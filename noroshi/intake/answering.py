"""The answer to a proven sender: the receipt number, and what to mend by its place. Nothing of the content is repeated."""

import uuid
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.smtp import Outgoing, Refused
from noroshi.intake.addressing import address_of, domain
from noroshi.intake.mails.kept import mail_of_row
from noroshi.intake.models import Arrival
from noroshi.intake.troubles import told
from noroshi.vocabulary import ArrivalState, SenderProof

SYSTEM: Final = SystemViewer("mail")
MOST_TOLD: Final = 40
OURS: Final = "arrival"

SUBJECT: Final = "【Noroshi】受付 {number} / Received {number}"
DRAFTED: Final = (
    "お送りいただいたメールを受け付け、窓口の下書きにしました。まだ送信（情報連絡）はされていません。",
    "Your mail was received and became a draft at the desk. It has not been submitted yet.",
)
APART: Final = (
    "お送りいただいたメールを受け付けました。窓口の担当者が確かめます。",
    "Your mail was received. Somebody at the desk will look at it.",
)
NUMBER: Final = ("受付番号", "Receipt number")
TO_MEND: Final = ("読み取れなかったところ", "What could not be read")
MORE: Final = ("ほかにもあります。下書きの画面で確かめてください。", "There is more. See the page of the draft.")
LAST: Final = (
    "このメールは自動で送られています。内容の控えは含みません。",
    "This mail was sent automatically. It repeats nothing of the content.",
)


def answer(arrival: uuid.UUID) -> bool:
    """Once. Whoever dies between handing over and noting it sends the same mail with the same Message-ID again."""
    with acting_as(SYSTEM):
        row = Arrival.objects.select_for_update().select_related("desk").get(public_id=arrival)
        if row.answered_at or row.proof != SenderProof.PROVEN or row.state == ArrivalState.WAITING:
            return False
        mail = mail_of_row(row)
        if mail.is_automatic or not settings.MAIL_SERVER:
            return False
        try:
            with Outgoing(settings.MAIL_SERVER) as server:
                server.send("", row.claimed, answer_to(row, mail.message_id).as_bytes(policy=SMTP))
        except Refused as refused:
            if not refused.is_final:
                raise
        row.answered_at = timezone.now()
        row.save(update_fields=["answered_at"])
    return True


def answer_to(row: Arrival, message_id: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = address_of(row.desk.handle)
    message["To"] = row.claimed
    message["Subject"] = SUBJECT.format(number=row.number)
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = our_message_id(row.public_id)
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    if message_id.startswith("<") and message_id.endswith(">") and message_id.isascii():
        message["In-Reply-To"] = message["References"] = message_id
    message.set_content(_text(row), charset="utf-8")
    return message


def our_message_id(number: uuid.UUID) -> str:
    return f"<{OURS}.{number}@{domain()}>"


def is_ours(message_id: str) -> bool:
    return message_id.startswith(f"<{OURS}.") and message_id.endswith(f"@{domain()}>")


def _text(row: Arrival) -> str:
    told_here = told(row.troubles)
    parts = []
    for place, lang in enumerate(("ja", "en")):
        words = DRAFTED if row.state == ArrivalState.DRAFTED else APART
        lines = [words[place], f"{NUMBER[place]}: {row.number}"]
        if told_here:
            lines += ["", f"{TO_MEND[place]}:"]
            lines += [f"- {trouble.without_words(lang)}" for trouble in told_here[:MOST_TOLD]]
            lines += [MORE[place]] if len(told_here) > MOST_TOLD else []
        parts.append("\n".join([*lines, "", LAST[place]]))
    return "\n\n----\n\n".join(parts) + "\n"
