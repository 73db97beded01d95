"""What a viewer may read. Every answer leaves one ledger entry that names the set it gave."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from noroshi.audiences.queries import Held, asked_once, readable_by
from noroshi.audiences.viewer import AnyViewer, Public, Viewer
from noroshi.directory.models import Desk
from noroshi.directory.remembered import desks_by_number, remembered
from noroshi.editions.given import give
from noroshi.editions.handling import Handled, was_said
from noroshi.editions.line_rows import OUTLOOK_FIELDS, TITLE_FIELDS, LineRow, line_rows, newest_own
from noroshi.editions.matter_rows import MatterRow, matter_rows
from noroshi.editions.models import Edition, EditionKind, Hop, Part, Ticket
from noroshi.editions.numbering import numbers_of, withdrawn_of
from noroshi.editions.rows import edition_row, hop_rows, opened_here
from noroshi.editions.sealing import is_whole, without_number
from noroshi.editions.tickets import matters_of_ticket, matters_weighed
from noroshi.ledger.actions import record
from noroshi.sharing.pieces import whole
from noroshi.vocabulary import Importance, Said, Tlp
from noroshi.vocabulary.inquiries import CONSULTATION

BY_INDEX = frozenset({"tlp__in", "kind__in", "importance__in"})
"""What each audience's own index knows of its rows: narrowed by these, a page is found like one of everything."""
NEVER_PUBLIC = ("contact", "source", "person", "specimens")
"""Contact blocks, names of people and specimens stay inside even when an edition is published."""


@dataclass(frozen=True)
class Wanted:
    """What to list: everything readable, newest first, narrowed by what the reader asked for."""

    tlps: Collection[str] = ()
    kinds: Collection[str] = ()
    sectors: Collection[str] = ()
    importances: Collection[str] = ()
    matter: uuid.UUID | None = None
    ticket: str = ""
    weighed: str = ""
    is_own: bool = False
    is_foreign: bool = False
    before: int | None = None
    limit: int = 50


@dataclass(frozen=True)
class Line:
    """One edition in a list. `number` is empty when the reader may not see an earlier one: gaps say too much.

    `ticket` and `own_importance` are the reader's desk's. `announces` is what it says of what comes, while no later one stands
    (`is_followed`).
    """

    key: int
    public_id: uuid.UUID
    matter: uuid.UUID
    number: int | None
    kind: str
    tlp: Tlp
    importance: Importance | None
    title: str
    sectors: Sequence[str]
    originator: Desk
    sealed_at: datetime
    is_recalled: bool
    is_derived: bool
    reference_number: str
    scheme: str
    ticket: str = ""
    own_importance: Importance | None = None
    announces: Mapping[str, Any] = field(default_factory=dict, hash=False)
    is_followed: bool = False
    is_consultation: bool = False


@dataclass(frozen=True)
class Stated(Line):
    """With what this reader may hold of it; nothing is said of its seal."""

    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading(Stated):
    """One edition with what this reader may hold of it, proved against its seal: `sealed` is the content piece by piece.

    `content` says how it is to be handled now; `note_at_sealing` what it said before it was marked again.
    """

    sealed: dict[str, Any] = field(default_factory=dict)
    salts: dict[str, str] = field(default_factory=dict)
    seal: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False
    audience_id: int = 0
    marking_number: int = 1
    published_at: datetime | None = None
    withdrawn_number: str = ""
    note_at_sealing: str = ""
    handled_since: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """A hop as its sender, its recipients and the originator keep it. `number` counts what this keeper sees; `to` is the sender's."""

    public_id: uuid.UUID
    edition_id: uuid.UUID
    number: int
    kind: str
    from_desk: Desk
    at: datetime
    is_by_order: bool
    note: str
    to: Sequence[str] = ()


def editions_readable_by(viewer: AnyViewer, wanted: Wanted) -> list[Line]:
    with asked_once():
        ids = ids_of(viewer, wanted)
        found = _given(viewer, ids)
    given = [found[one] for one in ids if one in found]
    give(viewer, "list", [one.noted for one in given])
    return [one.line for one in given]


def ids_of(viewer: AnyViewer, wanted: Wanted) -> dict[uuid.UUID, int]:
    """Which ones a list holds, with their keys and nothing of them: for a page that reads several lists at once."""
    return remembered(("ids", viewer.setting, repr(wanted)), lambda: _newest(Held.by(viewer), viewer, wanted))


def edition_readable_by(viewer: AnyViewer, public_id: uuid.UUID, *, answer: str = "record") -> Reading:
    """What is not for this viewer is not found. `answer` says to the ledger where it was shown."""
    row = edition_row(viewer, public_id)
    held, handled = _held(viewer, row)
    _note(viewer, answer, [row])
    return _reading(row, held, Around.of(Held.by(viewer), [row], viewer), handled)


def matter_readable_by(viewer: Viewer, public_id: uuid.UUID, most: int = 40) -> tuple[Reading, list[Stated]]:
    """For the page of one edition: itself, and the latest of its matter that this viewer may read, oldest first."""
    held = Held.by(viewer)
    found = matter_rows(held, public_id, desk=viewer.desk_id, most=most)
    rows = [one.edition for one in found]
    row = edition_row(viewer, public_id, among=rows)
    _note(viewer, "page", rows)
    opened_here(viewer).update((one.edition.pk, one.opened_by) for one in found)
    seen = {row.matter: {one.number for one in rows}} if len(rows) < most else _numbers_seen(held, rows)
    around = Around(
        seen,
        {one.edition.matter: one.given for one in found},
        {one.edition.matter: one.own for one in found},
        {one.edition.matter: one.withdrawn for one in found},
    )
    asked = next(one for one in found if one.edition.pk == row.pk)
    return _reading(row, asked.salted, around, asked.handled), [_stated(one, around) for one in found]


def _stated(one: MatterRow, around: "Around") -> Stated:
    shown = {name: value for name, (_, value) in one.salted.items()}
    line = _line(one.edition, _title(shown), around)
    return Stated(**line, is_consultation=CONSULTATION in shown, content=_as_handled(shown, one.handled))


def _as_handled(shown: Mapping[str, Any], handled: Handled | None) -> dict[str, Any]:
    content = whole(shown)
    return handled.instead(content) if handled else content


def _reading(row: Edition, held: Mapping[str, list[Any]], around: "Around", handled: Handled | None = None) -> Reading:
    shown = {name: value for name, (_, value) in held.items()}
    line = _line(row, _title(shown), around)
    return Reading(
        **line,
        is_consultation=CONSULTATION in shown,
        content=_as_handled(shown, handled),
        sealed=shown,
        note_at_sealing=was_said(shown, handled),
        handled_since=handled.since if handled else None,
        salts={name: salt for name, (salt, _) in held.items()},
        seal=row.seal if line["number"] else without_number(row.seal),
        is_whole=is_whole(row.seal, held),
        audience_id=row.audience_id,
        marking_number=row.marking_number,
        published_at=row.published_at,
        withdrawn_number=around.withdrawn.get(row.matter, ""),
    )


def edition_as_published(reading: Reading) -> dict[str, Any]:
    """What the public would read of it."""
    return {name: value for name, value in reading.content.items() if not _stays_inside(name)}


def lines_readable_by(viewer: Viewer, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Line]:
    """Those among these ids that this viewer may read; the others are as if they were not."""
    known = set(_of_this_page(viewer))
    found = _given(viewer, ids)
    if fresh := [one for public_id, one in found.items() if public_id not in known]:
        give(viewer, "list", [one.noted for one in fresh])
    return {public_id: one.line for public_id, one in found.items()}


@dataclass(frozen=True, slots=True)
class _Given:
    """A line, and whose it is for the record."""

    line: Line
    provider: int

    @property
    def noted(self) -> tuple[uuid.UUID, int]:
        return self.line.public_id, self.provider


def _given(viewer: AnyViewer, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, _Given]:
    """Whoever calls writes down what it gives."""
    known = _of_this_page(viewer)
    rows = line_rows(Held.by(viewer), [public_id for public_id in ids if public_id not in known], desk=_desk_of(viewer))
    desks = desks_by_number(row.desk_id for row in rows)
    known.update((row.public_id, _Given(_line_of(row, desks[row.desk_id]), row.organization_id)) for row in rows)
    return {public_id: known[public_id] for public_id in ids if public_id in known}


def _of_this_page(viewer: AnyViewer) -> dict[uuid.UUID, _Given]:
    """Lines that a page which only reads has given already, and written down; empty elsewhere."""
    return remembered(("lines", viewer.setting), dict)


def _line_of(row: LineRow, desk: Desk) -> Line:
    said = row.said()
    return Line(
        key=row.key,
        public_id=row.public_id,
        matter=row.matter,
        number=row.number_shown,
        kind=row.kind,
        tlp=Tlp.of(row.tlp),
        importance=Importance.of(row.importance) if row.importance else None,
        title=_title(said),
        sectors=tuple(row.sectors),
        originator=desk,
        sealed_at=row.sealed_at,
        is_recalled=row.is_recalled,
        is_derived=row.is_derived,
        reference_number=row.reference_number or row.given or "",
        scheme=row.scheme,
        **_own(row.own or ()),
        announces={} if row.is_followed else _announced(said),
        is_followed=row.is_followed,
        is_consultation=CONSULTATION in said,
    )


def _desk_of(viewer: AnyViewer) -> int | None:
    return viewer.desk_id if isinstance(viewer, Viewer) else None


def ids_readable_by(viewer: Viewer, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those among these ids that this viewer may read, and nothing of them."""
    rows = readable_by(viewer, Edition.objects.filter(public_id__in=list(ids)))
    return set(rows.values_list("public_id", flat=True))


def receipts_readable_by(viewer: Viewer, edition_id: uuid.UUID, *, answer: str = "") -> list[Receipt]:
    """The stations of an edition as far as this desk keeps their receipts; they stay after a recall.

    `answer` says where they are shown when they are an answer of their own, not part of one.
    """
    found = [_receipt(viewer, hop, number) for number, hop in enumerate(hop_rows(viewer, edition_id), 1)]
    if answer:
        record(
            deed="read_receipts", answer=answer, actor=viewer.actor, objects=[(one.public_id, None) for one in found]
        )
    return found


def _newest(held: Held, viewer: AnyViewer, wanted: Wanted) -> dict[uuid.UUID, int]:
    asked: dict[str, Any] = {
        "tlp__in": list(wanted.tlps),
        "kind__in": list(wanted.kinds),
        "importance__in": list(wanted.importances),
        "sectors__overlap": list(wanted.sectors),
        "matter": wanted.matter,
    }
    asked = {name: value for name, value in asked.items() if value}
    if wanted.ticket and isinstance(viewer, Viewer):
        asked["matter__in"] = matters_of_ticket(viewer, wanted.ticket)
    if wanted.weighed and isinstance(viewer, Viewer):
        weighed = matters_weighed(viewer, wanted.weighed)
        asked["matter__in"] = [one for one in asked.get("matter__in", weighed) if one in weighed]
    rows = Edition.objects.filter(**asked)
    if wanted.is_foreign and isinstance(viewer, Viewer):
        rows = rows.exclude(originator_desk=viewer.desk_id)
    if not wanted.is_own and asked.keys() <= BY_INDEX:
        return dict(held.newest(rows, ("public_id", "pk"), wanted.limit, wanted.before))
    if wanted.is_own and isinstance(viewer, Viewer):
        if not asked and not wanted.before:
            return newest_own(held, viewer.desk_id, wanted.limit)
        rows = rows.filter(originator_desk=viewer.desk_id)
    if wanted.before:
        rows = rows.filter(pk__lt=wanted.before)
    return dict(held.of_these(rows).order_by("-pk").values_list("public_id", "pk")[: wanted.limit])


@dataclass(frozen=True)
class Around:
    """What a line says beyond its own row: which editions of the matter this reader holds, and the number it was given."""

    seen: dict[uuid.UUID, set[int]]
    given: dict[uuid.UUID, str]
    tickets: Mapping[uuid.UUID, Sequence[str]] = field(default_factory=dict)
    withdrawn: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @classmethod
    def of(cls, held: Held, rows: Sequence[Edition], viewer: AnyViewer) -> Self:
        reports = {row.matter for row in rows if row.kind == EditionKind.REPORT}
        given, withdrawn = numbers_of(held, reports), withdrawn_of(held, reports)
        return cls(_numbers_seen(held, rows), given, _tickets(held, rows, viewer), withdrawn)


def _line(row: Edition, title: str, around: Around) -> dict[str, Any]:
    has_all_before = set(range(1, row.number)) <= around.seen.get(row.matter, set())
    return {
        "key": row.pk,
        "public_id": row.public_id,
        "matter": row.matter,
        "number": row.number if has_all_before else None,
        "kind": row.kind,
        "tlp": Tlp.of(row.tlp),
        "importance": Importance.of(row.importance) if row.importance else None,
        "title": title,
        "sectors": tuple(row.sectors),
        "originator": row.originator_desk,
        "sealed_at": row.sealed_at,
        "is_recalled": row.is_recalled,
        "is_derived": row.is_derived,
        "reference_number": row.reference_number or around.given.get(row.matter, ""),
        "scheme": row.scheme,
        **_own(around.tickets.get(row.matter, ())),
    }


def _own(given: Sequence[str]) -> dict[str, Any]:
    """What the reader's desk has given the matter: a number, a weight."""
    number, importance = given or ("", "")
    return {"ticket": number, "own_importance": Importance.of(importance) if importance else None}


def _announced(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in OUTLOOK_FIELDS if said.get(name)}


def _tickets(held: Held, rows: Sequence[Edition], viewer: AnyViewer) -> dict[uuid.UUID, Sequence[str]]:
    if not isinstance(viewer, Viewer):
        return {}
    own = Ticket.objects.filter(desk=viewer.desk_id, matter__in={row.matter for row in rows})
    return {matter: given for matter, *given in held.of_these(own).values_list("matter", "number", "importance")}


def _numbers_seen(held: Held, rows: Sequence[Edition]) -> dict[uuid.UUID, set[int]]:
    matters = {row.matter for row in rows if row.number > 1}
    seen: dict[uuid.UUID, set[int]] = {}
    if matters:
        pairs = held.of_these(Edition.objects.filter(matter__in=matters)).values_list("matter", "number")
        for matter, number in pairs:
            seen.setdefault(matter, set()).add(number)
    return seen


def _title(content: dict[str, Any]) -> str:
    found = next((said.value for name in TITLE_FIELDS if not (said := Said.of(content.get(name, ""))).is_empty), "")
    return str(found or "").strip().split("\n", 1)[0][:160]


def _held(viewer: AnyViewer, row: Edition) -> tuple[dict[str, list[Any]], Handled | None]:
    """The fields that the locks let through, each with its salt; and how it is handled since it was marked again."""
    parts = list(readable_by(viewer, Part.objects.filter(edition=row)).order_by("slot"))
    held = {name: value for part in parts for name, value in part.content.items()}
    marked = max((part for part in parts if part.handling), key=lambda part: part.marking_number, default=None)
    handled = Handled.of(marked.handling) if marked else None
    if isinstance(viewer, Public):
        return {name: value for name, value in held.items() if not _stays_inside(name)}, handled
    return held, handled


def _stays_inside(name: str) -> bool:
    return any(name == word or name.startswith((f"{word}.", f"{word}_")) for word in NEVER_PUBLIC)


def _note(viewer: AnyViewer, answer: str, rows: Sequence[Edition]) -> None:
    give(viewer, answer, [(row.public_id, row.originator_organization_id) for row in rows])


def _receipt(viewer: Viewer, hop: Hop, number: int) -> Receipt:
    is_sender = hop.from_desk_id == viewer.desk_id
    return Receipt(
        public_id=hop.public_id,
        edition_id=hop.edition_public_id,
        number=number,
        kind=hop.kind,
        from_desk=hop.from_desk,
        at=hop.at,
        is_by_order=hop.by_order_id is not None,
        note=hop.note if is_sender else "",
        to=tuple(hop.to) if is_sender else (),
    )
