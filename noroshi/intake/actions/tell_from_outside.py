"""Somebody without an account tells something: it arrives at a desk that the platform has named, and becomes nothing by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Sum
from django.utils import timezone

from noroshi.audiences.viewer import Public, ReceiptHolder, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.directory.models import Desk
from noroshi.intake.models import Arrival, ArrivalLine
from noroshi.intake.outside import limits
from noroshi.intake.outside.desks import desk_for_outside
from noroshi.intake.outside.letters import arrival_under
from noroshi.intake.outside.receipts import Receipt, receipt_for
from noroshi.intake.outside.telling import Told, ToldOutsideUnfit, looks_unfit, told
from noroshi.intake.outside.tickets import LASTS, TicketStale, read_ticket
from noroshi.intake.range import range_from_outside
from noroshi.ledger.actions import record
from noroshi.vault.actions import FromOutside, take_in_from_outside
from noroshi.vault.limits import MB
from noroshi.vault.models import StoredFile
from noroshi.vocabulary import ArrivalState, Channel, NoticeKind, ReceiptState, SenderProof
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_text

SYSTEM: Final = "public_intake"
MOST_FILES: Final = 10
ROOM: Final = 20 * MB
MOST_LINES: Final = 60
LONGEST_LINE: Final = 5000


class TrapSprung(Refusal):
    """People do not see the field; programs fill it in."""

    code, status = "trap_sprung", 422
    ja = "「記入しない欄」に文字があります。その欄を空にして、もう一度送ってください。"
    en = "Something stands in the field that is to be left empty. Empty it and send again."


class ReceiptFull(Refusal):
    code, status = "receipt_full", 422
    ja = "この受付番号には、これ以上追加できません。新しく送り直してください。"
    en = "Nothing more can be added under this receipt. Please begin a new one."


class NothingAdded(Refusal):
    code, status = "nothing_added", 422
    ja = "文を書くか、ファイルを選んでください。"
    en = "Write something or choose a file."


@dataclass(frozen=True)
class File:
    """As it came."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class Telling:
    """`given` are the answers by question; `trap` what stands in the field that people do not see."""

    ticket: str
    given: Mapping[str, object]
    desk: str = ""
    trap: str = ""
    is_confirmed: bool = False
    files: Sequence[File] = field(default=())


def tell_from_outside(telling: Telling, *, address: str) -> Receipt:
    """In the caller's transaction. The same ticket again gives the same receipt, and nothing is kept twice."""
    desk = desk_for_outside(telling.desk)
    if telling.trap:
        raise TrapSprung
    ticket = read_ticket(telling.ticket)
    said = told(telling.given)
    if not telling.is_confirmed and looks_unfit(said.said):
        raise ToldOutsideUnfit
    receipt = receipt_for(ticket)
    with acting_as(receipt.holder):
        if _is_here(receipt.holder):
            return receipt
        limits.knock(limits.TELL, address)
        row = _kept(receipt, desk, said)
        _enclose(row, telling.files)
    _told(row)
    return receipt


def add_from_outside(holder: ReceiptHolder, *, text: str, files: Sequence[File] = (), address: str) -> None:
    """More under a receipt: an answer to the desk, something forgotten, a file. The same words twice in a row are said once."""
    words = clean_text(text, most=LONGEST_LINE)
    if not words and not files:
        raise NothingAdded
    with acting_as(holder):
        row = arrival_under(holder)
        limits.knock(limits.ADD, address)
        latest = row.lines.order_by("-pk").first()
        if row.lines.count() >= MOST_LINES:
            raise ReceiptFull
        if words and not (latest and latest.by_id is None and latest.text == words):
            _line(row, text=words)
        _enclose(row, files)
    _told(row)


def _is_here(holder: ReceiptHolder) -> bool:
    """The form was sent already; its receipt is shown again while its ticket is young."""
    at = Arrival.objects.filter(receipt=holder.mark).values_list("arrived_at", flat=True).first()
    if at is not None and timezone.now() - at > LASTS:
        raise TicketStale
    return at is not None


def _kept(receipt: Receipt, desk: Desk, said: Told) -> Arrival:
    now = timezone.now()
    row = Arrival.objects.create(
        audience_id=range_from_outside(desk),
        number=receipt.number,
        desk=desk,
        channel=Channel.PUBLIC,
        arrived_at=now,
        noted_at=now,
        proof=SenderProof.NON_MEMBER,
        subject=said.title,
        state=ArrivalState.APART,
        receipt=receipt.holder.mark,
    )
    _line(row, said=said.said, stands=ReceiptState.RECEIVED.value)
    return row


def _line(row: Arrival, *, text: str = "", said: Mapping[str, str] | None = None, stands: str = "") -> None:
    ArrivalLine.objects.create(
        audience_id=row.audience_id,
        arrival=row,
        receipt=row.receipt,
        text=text,
        said=dict(said or {}),
        stands=stands,
        at=timezone.now(),
    )


def _enclose(row: Arrival, files: Sequence[File]) -> None:
    for one in files:
        there = StoredFile.objects.filter(draft=row.public_id, added_by=None)
        if there.count() >= MOST_FILES:
            raise ReceiptFull
        left = ROOM - int(there.aggregate(size=Sum("size", default=0))["size"])
        outside = FromOutside(row.audience_id, row.desk, row.public_id, left)
        take_in_from_outside(outside, name=one.name, chunks=one.chunks)


def _told(row: Arrival) -> None:
    """The desk hears that there is something; the record says that, and from nobody."""
    record(
        deed="tell_from_outside",
        system=SYSTEM,
        objects=[(row.public_id, row.desk.organization_id)],
        subject_organization=row.desk.organization_id,
        detail={"arrival": str(row.public_id)},
    )
    notify(Public(), [row.desk_id], NoticeKind.ARRIVED, link=f"/arrivals/{row.public_id}/")
