"""The deed of taking a form away. RED asks first, and each time is written down with reader, desk and moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.exporting.drafts import paper_of_draft
from noroshi.drafting.exporting.named import holder_of
from noroshi.drafting.exporting.papers import paper_of_item
from noroshi.drafting.queries import draft
from noroshi.editions.events import Taken, taken_away
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.ledger.actions import record
from noroshi.paper.paper import Paper
from noroshi.paper.pdf import pdf
from noroshi.paper.printed import SHEETS
from noroshi.paper.text import text
from noroshi.paper.xlsx import spreadsheet
from noroshi.vocabulary import FormKind, Tlp, Word
from noroshi.vocabulary.errors import NotFound


class Sort(Word):
    """As what a form is taken away."""

    PDF = "pdf", "PDF", "PDF"
    TEXT = "txt", "テキスト", "text"
    SPREADSHEET = "xlsx", "表計算", "spreadsheet"


WRITERS: Final[Mapping[Sort, Callable[[Paper], bytes]]] = MappingProxyType(
    {Sort.PDF: pdf, Sort.TEXT: lambda paper: text(paper).encode(), Sort.SPREADSHEET: spreadsheet}
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to keep. Its name says form, number and color, and nobody's name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Asked:
    """RED: what it means to take it away is said before it is done."""

    public_id: UUID
    title: str
    tlp: Tlp


def export_item(
    viewer: Viewer, public_id: UUID, sort: Sort, *, against: UUID | None = None, marks: bool = True
) -> Exported:
    """Exactly what this viewer may read. With `marks`, what changed since the edition that was read last is marked."""
    reading = edition_readable_by(viewer, public_id, answer="export")
    paper = paper_of_item(viewer, reading, holder=holder_of(viewer, timezone.now()), against=against, marks=marks)
    _note(viewer, public_id, reading.originator.organization_id, sort)
    if reading.originator.pk != viewer.desk_id:
        mark_read(viewer, reading)
    return _written(paper, sort, reading.reference_number)


def export_draft(viewer: Viewer, public_id: UUID, sort: Sort) -> Exported:
    """Of the viewer's own desk, while it is being written."""
    found = draft(viewer, public_id)
    paper = paper_of_draft(viewer, found, holder=holder_of(viewer, timezone.now()))
    _note(viewer, public_id, viewer.organization_id, sort)
    return _written(paper, sort, str(paper.said("reference_number").value))


def or_asked(
    viewer: Viewer, public_id: UUID, sort: Sort, *, against: UUID | None = None, marks: bool = True
) -> Exported | Asked:
    """For pages: RED is not taken away by a link alone."""
    reading = edition_readable_by(viewer, public_id, answer="page")
    if reading.kind not in set(FormKind):
        raise NotFound
    if reading.tlp is Tlp.RED:
        return Asked(public_id, reading.title, reading.tlp)
    return export_item(viewer, public_id, sort, against=against, marks=marks)


def _note(viewer: Viewer, public_id: UUID, provider: int, sort: Sort) -> None:
    record(
        deed="export_form",
        answer="export",
        actor=viewer.actor,
        objects=[(public_id, provider)],
        detail={"as": sort.value},
    )
    taken_away(Taken(viewer, public_id))


def _written(paper: Paper, sort: Sort, reference: str) -> Exported:
    kind = SHEETS[paper.kind].title.removesuffix("様式")
    parts = [
        kind,
        reference,
        paper.number.replace("　", ""),
        f"TLP-{paper.tlp.name}",
        "下書き" if paper.is_draft else "",
    ]
    return Exported(
        "_".join(part for part in parts if part and part != "第報") + f".{sort.value}", WRITERS[sort](paper)
    )
