"""A mail that was kept apart is told to its desk and to nobody else; forged mail makes one notice an hour and not a hundred."""

from datetime import timedelta
from typing import Final

from noroshi.audiences.viewer import SystemViewer
from noroshi.delivery.actions.notify import notify
from noroshi.intake.models import Arrival
from noroshi.vocabulary import ArrivalState, NoticeKind, SenderProof, Urgency

SYSTEM: Final = SystemViewer("mail")
QUIET_FOR: Final = timedelta(hours=1)
LIST: Final = "/arrivals/"


def tell_of_mail_apart(row: Arrival) -> int:
    """In the caller's transaction, under the mail's own login. A sender who is known and proven is always told of.

    Never called for the mails of machines: a notice that came back to the desk's own address would be told of for ever.
    """
    if row.proof != SenderProof.PROVEN and _was_told(row):
        return 0
    return notify(SYSTEM, [row.desk_id], NoticeKind.MAIL_APART, urgency=Urgency.ROUTINE, link=LIST)


def _was_told(row: Arrival) -> bool:
    """Of another that still lies there: whoever looks at the list sees this one as well."""
    before = row.noted_at - QUIET_FOR
    others = Arrival.objects.filter(desk=row.desk_id, state=ArrivalState.APART, noted_at__gte=before)
    return others.exclude(pk=row.pk).exclude(proof=SenderProof.PROVEN).exists()
