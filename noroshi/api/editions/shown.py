"""What goes out about editions: public ids and words, never a number that counts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema

from noroshi.audiences.viewer import Viewer
from noroshi.editions.addressed import Addressed
from noroshi.editions.queries import Line, Reading, Receipt
from noroshi.reports.behind import Behind, behind_each
from noroshi.reports.expecting import expected
from noroshi.sharing.decisions import Decision
from noroshi.vocabulary import Importance, MatterState, Requirement, Tlp


class Party(Schema):
    text: str
    name_ja: str = ""
    name_en: str = ""


class Origin(Schema):
    """The desk that wrote it, and its organization."""

    desk: UUID
    desk_ja: str
    desk_en: str
    organization: UUID
    organization_ja: str
    organization_en: str


class EditionLine(Schema):
    """`number` is null when an earlier edition is not for this reader. `ticket` and `own_importance` are my own desk's.

    `state` says whether more is expected of the matter, `next_report_at` by when; both in lists, of the latest edition of its desk.
    """

    id: UUID
    matter: UUID
    number: int | None
    kind: str
    tlp: Tlp
    importance: Importance | None
    title: str
    sectors: list[str]
    originator: Origin
    sealed_at: datetime
    is_recalled: bool
    is_derived: bool
    reference_number: str
    scheme: str
    ticket: str
    own_importance: Importance | None
    is_consultation: bool
    state: MatterState | None
    next_report_at: datetime | None


class BehindShown(Schema):
    """`latest` is the newest edition by the same desk that I hold, where it came after this one.

    `source_sent_more`: my desk made this edition of a report whose source has sent more, of which nothing was made here yet.
    `passed_on_older`: my desk has passed this one on and not the latest, so that those after it are behind.
    """

    is_behind: bool
    latest: UUID | None
    source_sent_more: bool
    passed_on_older: bool


class EditionListed(EditionLine):
    """A line of a list, with what has overtaken it."""

    behind: BehindShown


class HandledShown(Schema):
    """What the handling note says since the edition was marked again; `content` keeps what was sealed."""

    note: Any
    terms: list[dict[str, Any]]
    since: datetime


class EditionRead(EditionLine):
    """Fields that this reader may not hold are absent. `salts` and `seal` let anybody who reads verify.

    `withdrawn_number` was given to it as well and is not used any more: `reference_number` is where it went.
    A paragraph with a range of its own is a field of its own, like `summary#1f0c44a2`: `after` so many lines of `summary`.
    """

    content: dict[str, Any]
    salts: dict[str, str]
    seal: dict[str, Any]
    is_whole: bool
    handling: HandledShown | None
    published_at: datetime | None
    withdrawn_number: str
    behind: BehindShown | None


class EditionFiled(Schema):
    """An edition after a deed; what it says is read by its address."""

    id: UUID
    matter: UUID
    number: int
    kind: str
    tlp: Tlp
    importance: Importance | None
    sectors: list[str]
    scheme: str
    sealed_at: datetime
    marking_number: int
    is_recalled: bool
    is_derived: bool
    published_at: datetime | None
    seal: dict[str, Any]


class ReceiptShown(Schema):
    """One hop. To whom it went is told to its sender only."""

    id: UUID
    edition: UUID
    kind: str
    from_desk: Origin
    at: datetime
    is_by_order: bool
    note: str
    to: list[Party]


class Decided(Schema):
    """The clause that decided, in the reader's words, with its place in the documents."""

    allowed: bool
    clause: str
    label: str
    cite: str
    requires: list[Requirement]


def line(row: Line) -> EditionLine:
    return EditionLine(**_line(row))


def listed(viewer: Viewer, rows: Sequence[Line]) -> list[EditionListed]:
    found = behind_each(viewer, rows)
    return [EditionListed(**_line(row), behind=_behind(found[row.public_id])) for row in rows]


def reading(row: Reading, found: Behind | None = None) -> EditionRead:
    """To the public nothing is said of what came after."""
    return EditionRead(
        **_line(row),
        content=row.sealed,
        salts=row.salts,
        seal=row.seal,
        is_whole=row.is_whole,
        handling=_handled(row),
        published_at=row.published_at,
        withdrawn_number=row.withdrawn_number,
        behind=_behind(found) if found else None,
    )


def _handled(row: Reading) -> HandledShown | None:
    if row.handled_since is None:
        return None
    return HandledShown(
        note=row.content.get("handling_note", ""), terms=row.content.get("handling_terms", []), since=row.handled_since
    )


def _behind(found: Behind) -> BehindShown:
    return BehindShown(
        is_behind=found.is_behind,
        latest=found.latest,
        source_sent_more=found.is_overtaken,
        passed_on_older=found.is_passed_on,
    )


def filed(row: Any) -> EditionFiled:
    return EditionFiled(
        id=row.public_id,
        matter=row.matter,
        number=row.number,
        kind=row.kind,
        tlp=Tlp.of(row.tlp),
        importance=Importance.of(row.importance) if row.importance else None,
        sectors=row.sectors,
        scheme=row.scheme,
        sealed_at=row.sealed_at,
        marking_number=row.marking_number,
        is_recalled=row.is_recalled,
        is_derived=row.is_derived,
        published_at=row.published_at,
        seal=row.seal,
    )


def receipt(row: Receipt, to: Iterable[Addressed] = ()) -> ReceiptShown:
    return ReceiptShown(
        id=row.public_id,
        edition=row.edition_id,
        kind=row.kind,
        from_desk=origin(row.from_desk),
        at=row.at,
        is_by_order=row.is_by_order,
        note=row.note,
        to=parties(to),
    )


def decided(decision: Decision) -> Decided:
    return Decided(
        allowed=decision.allowed,
        clause=decision.clause,
        label=decision.label(get_language() or "ja"),
        cite=decision.cite,
        requires=sorted(decision.requires),
    )


def parties(found: Iterable[Addressed]) -> list[Party]:
    return [Party(text=one.text, name_ja=one.name_ja, name_en=one.name_en) for one in found]


def origin(desk: Any) -> Origin:
    return Origin(
        desk=desk.public_id,
        desk_ja=desk.name_ja,
        desk_en=desk.name_en,
        organization=desk.organization.public_id,
        organization_ja=desk.organization.name_ja,
        organization_en=desk.organization.name_en,
    )


def _line(row: Line) -> dict[str, Any]:
    what_comes = expected(row.announces, row.sealed_at)
    return {
        "id": row.public_id,
        "matter": row.matter,
        "number": row.number,
        "kind": row.kind,
        "tlp": row.tlp,
        "importance": row.importance,
        "title": row.title,
        "sectors": list(row.sectors),
        "originator": origin(row.originator),
        "sealed_at": row.sealed_at,
        "is_recalled": row.is_recalled,
        "is_derived": row.is_derived,
        "reference_number": row.reference_number,
        "scheme": row.scheme,
        "ticket": row.ticket,
        "own_importance": row.own_importance,
        "is_consultation": row.is_consultation,
        "state": what_comes.state,
        "next_report_at": what_comes.by if what_comes.goes_on else None,
    }
