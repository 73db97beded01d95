"""What arrived, as its desk reads it; to everybody else it does not exist."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.directory.planned import Given
from noroshi.drafting.models import Draft
from noroshi.editions.given import give
from noroshi.intake.errors import MailGone
from noroshi.intake.mails.kept import mail_of_row
from noroshi.intake.mails.parsing import Mail
from noroshi.intake.models import Arrival, ArrivalLine
from noroshi.intake.outside.letters import LineShown, line_shown, standing
from noroshi.intake.troubles import told
from noroshi.paper.brought import Trouble
from noroshi.vault.queries import FileShown, files_of_draft
from noroshi.vocabulary import ArrivalState, Channel, MailCheck, ReceiptState, SenderProof
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class ArrivalShown:
    """One arrival. `person` is whom the directory knows under the address; `spf` and `dkim` only of mails."""

    key: int
    public_id: uuid.UUID
    number: str
    channel: Channel
    arrived_at: datetime
    received_by: Person | None
    claimed: str
    person: Person | None
    proof: SenderProof
    spf: MailCheck | None
    dkim: MailCheck | None
    subject: str
    file_name: str
    state: ArrivalState
    draft: uuid.UUID | None
    troubles: tuple[Trouble, ...]
    is_answered: bool
    settled_at: datetime | None
    settled_by: Person | None
    has_mail: bool
    has_receipt: bool = False

    @property
    def waits(self) -> bool:
        return self.state in {ArrivalState.WAITING, ArrivalState.APART}


def arrivals(
    viewer: Viewer, *, waiting: bool = False, before: tuple[datetime, int] | None = None, limit: int = 50
) -> list[ArrivalShown]:
    """The newest first. `before` is where the page before this one has ended."""
    rows = Arrival.objects.filter(desk=viewer.desk_id).defer("mail")
    if waiting:
        rows = rows.filter(state__in=[ArrivalState.WAITING, ArrivalState.APART])
    if before:
        rows = rows.filter(arrived_at__lte=before[0]).exclude(arrived_at=before[0], pk__gte=before[1])
    found = list(readable_by(viewer, rows).select_related(*PEOPLE).order_by("-arrived_at", "-pk")[:limit])
    if found:
        give(viewer, "list", [(row.public_id, viewer.organization_id) for row in found])
    return [shown(row) for row in found]


KEPT_APART: Final = """
select count(*) filter (where a.channel <> %(public)s), min(a.arrived_at) filter (where a.channel <> %(public)s),
       count(*) filter (where a.channel = %(public)s), min(a.arrived_at) filter (where a.channel = %(public)s)
  from held.intake_arrival a where a.desk_id = %(desk)s and a.state = %(apart)s
"""


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """How many mails nobody has looked at, and since when the first of them lies there; the same of what non-members told."""

    count: int
    since: datetime | None
    told: int = 0
    told_since: datetime | None = None


def waiting_mail(viewer: Viewer) -> WaitingMail:
    """One question, for every home asks it; forged mail makes one line there and not a hundred."""
    given = {"desk": viewer.desk_id, "apart": ArrivalState.APART.value, "public": Channel.PUBLIC.value}
    return WaitingMail(*Held.by(viewer).asked_often(KEPT_APART, **given)[0])


def arrival(viewer: Viewer, public_id: uuid.UUID) -> ArrivalShown:
    row = arrival_row(viewer, public_id)
    give(viewer, "record", [(row.public_id, viewer.organization_id)])
    return shown(row)


def mail_of(viewer: Viewer, public_id: uuid.UUID) -> Mail:
    """The text as it came; its files are named and not opened."""
    row = arrival_row(viewer, public_id)
    if not row.mail:
        raise MailGone
    give(viewer, "record", [(row.public_id, viewer.organization_id)])
    return mail_of_row(row)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a non-member and this desk have said to each other, how it stands for the other side, and what was sent along."""

    stands: ReceiptState
    lines: tuple[LineShown, ...]
    files: tuple[FileShown, ...]


def talk_of(viewer: Viewer, public_id: uuid.UUID) -> Talk:
    """Of something told without an account."""
    row = arrival_row(viewer, public_id)
    if row.receipt is None:
        raise NotFound
    give(viewer, "record", [(row.public_id, viewer.organization_id)])
    rows = readable_by(viewer, ArrivalLine.objects.filter(arrival=row)).order_by("pk")
    lines = tuple(line_shown(one) for one in rows)
    return Talk(standing(lines), lines, tuple(files_of_draft(viewer, row.public_id)))


def arrival_of_draft(viewer: Viewer, draft_id: uuid.UUID) -> ArrivalShown | None:
    """By which way a draft of this desk came in; None when it was written here."""
    rows = Arrival.objects.filter(draft=draft_id, desk=viewer.desk_id).defer("mail")
    row = readable_by(viewer, rows).select_related(*PEOPLE).first()
    return shown(row) if row else None


def channel_of_draft(viewer: Viewer, draft_id: uuid.UUID) -> Channel | None:
    """As the report says it to whoever holds it: a form that was read in on a page came as that file."""
    found = arrival_of_draft(viewer, draft_id)
    if found is None:
        return None
    is_sheet = found.channel is Channel.PORTAL and found.file_name.lower().endswith(".xlsx")
    return Channel.SPREADSHEET if is_sheet else found.channel


def arrival_of_item(viewer: Viewer, edition_id: uuid.UUID) -> ArrivalShown | None:
    """Of what this desk sealed from it: told to nobody further along the way. One question, for every own item asks it."""
    return next((shown(row) for row in SENT_AS.of(viewer, edition=edition_id, desk=viewer.desk_id)), None)


PEOPLE: Final = ("received_by", "person", "settled_by")


def _sent_as() -> QuerySet[Arrival]:
    sent = as_held(Draft).filter(sent_as=Given("edition"), desk=Given("desk")).values("public_id")
    rows = as_held(Arrival).filter(draft__in=sent, desk=Given("desk")).defer("mail")
    return rows.select_related(*PEOPLE).order_by("pk")[:1]


SENT_AS: Final = Often(_sent_as)


def arrival_row(viewer: Viewer, public_id: uuid.UUID, *, to_change: bool = False) -> Arrival:
    rows = readable_by(viewer, Arrival.objects.filter(public_id=public_id, desk=viewer.desk_id)).select_related(*PEOPLE)
    row = rows.select_for_update(of=("self",)).first() if to_change else rows.first()
    if row is None:
        raise NotFound
    return row


def shown(row: Arrival) -> ArrivalShown:
    return ArrivalShown(
        key=row.pk,
        public_id=row.public_id,
        number=row.number,
        channel=Channel.of(row.channel),
        arrived_at=row.arrived_at,
        received_by=row.received_by,
        claimed=row.claimed,
        person=row.person,
        proof=SenderProof.of(row.proof),
        spf=MailCheck.of(row.spf) if row.spf else None,
        dkim=MailCheck.of(row.dkim) if row.dkim else None,
        subject=row.subject,
        file_name=row.file_name,
        state=ArrivalState.of(row.state),
        draft=row.draft,
        troubles=told(row.troubles),
        is_answered=row.answered_at is not None,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        has_mail=row.mail_key is not None,
        has_receipt=row.receipt is not None,
    )
