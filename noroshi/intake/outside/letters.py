"""What stands under one receipt, as its holder reads it: what was told, what the desk has said, how it stands."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import ReceiptHolder, acting_as
from noroshi.intake.models import Arrival, ArrivalLine
from noroshi.vault.models import StoredFile
from noroshi.vocabulary import ReceiptState
from noroshi.vocabulary.errors import Refusal


class ReceiptUnknown(Refusal):
    """The same for a number that never was, one with another secret, and one whose intake has been closed."""

    code, status = "receipt_unknown", 404
    ja = "受付番号と合言葉の組み合わせを確かめてください。この組み合わせでは何も見つかりません。"
    en = "Check the receipt number and the secret. Nothing is found under the two together."


@dataclass(frozen=True, slots=True)
class LineShown:
    """`by_desk` tells who spoke; never which person of the desk."""

    public_id: uuid.UUID
    by_desk: bool
    text: str
    said: tuple[tuple[str, str], ...]
    stands: ReceiptState | None
    at: datetime


@dataclass(frozen=True, slots=True)
class FileNamed:
    """A file by its name; nobody without an account gets one back."""

    name: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """Everything under one receipt."""

    number: str
    desk_ja: str
    desk_en: str
    stands: ReceiptState
    lines: tuple[LineShown, ...]
    files: tuple[FileNamed, ...]
    arrived_at: datetime

    def desk(self, lang: str) -> str:
        return self.desk_en if lang.startswith("en") else self.desk_ja


def followed(holder: ReceiptHolder) -> Followed:
    with acting_as(holder):
        row = arrival_under(holder)
        lines = tuple(line_shown(one) for one in row.lines.order_by("pk"))
        files = StoredFile.objects.filter(draft=row.public_id, added_by=None, removed_at=None).order_by("pk")
        named = tuple(FileNamed(one.name, one.size, one.added_at) for one in files)
    organization = row.desk.organization
    return Followed(
        number=row.number,
        desk_ja=f"{organization.name_ja} {row.desk.name_ja}",
        desk_en=f"{organization.name_en or organization.name_ja} {row.desk.name_en or row.desk.name_ja}",
        stands=standing(lines),
        lines=lines,
        files=named,
        arrived_at=row.arrived_at,
    )


def arrival_under(holder: ReceiptHolder, *, to_add: bool = False) -> Arrival:
    """One question, whatever was typed: the database answers only for the digest of both."""
    rows = Arrival.objects.filter(receipt=holder.mark).select_related("desk__organization").defer("mail")
    row = rows.first()
    if row is None:
        raise ReceiptUnknown
    return row


def standing(lines: Iterable[LineShown]) -> ReceiptState:
    said: Sequence[ReceiptState] = [line.stands for line in lines if line.stands]
    return said[-1] if said else ReceiptState.RECEIVED


def line_shown(row: ArrivalLine) -> LineShown:
    return LineShown(
        public_id=row.public_id,
        by_desk=row.by_id is not None,
        text=row.text,
        said=tuple((str(name), str(text)) for name, text in row.said.items()),
        stands=ReceiptState.of(row.stands) if row.stands else None,
        at=row.at,
    )
