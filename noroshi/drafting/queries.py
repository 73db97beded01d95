"""Drafts as their desk reads them; to everybody else they do not exist."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from noroshi.audiences.kept_schemes import scheme_key, scheme_of
from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.directory.planned import Given
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.written import Written
from noroshi.editions import pseudonyms
from noroshi.editions.given import give
from noroshi.editions.queries import ids_readable_by
from noroshi.schemes.forms import Form
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import FormKind, Said
from noroshi.vocabulary.errors import NotFound

TAKES_OVER: Final = frozenset({Purpose.COMPLETION.value, Purpose.ANONYMIZED.value})
MOST: Final = 50
KEPT_OPEN: Final = timedelta(days=90)
"""A draft that nobody saves for so long expires: it can be opened again, it is not lost."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One draft in a list. `key` and `saved_at` say where a page of the list ends."""

    key: int
    public_id: UUID
    kind: str
    purpose: str
    way: str
    title: str
    tlp: str
    importance: str
    saved_at: datetime
    saved_by: Person
    begun_at: datetime
    is_expired: bool
    is_follow_up: bool
    version: int


@dataclass(frozen=True, slots=True)
class DraftShown:
    """One draft with everything that was typed. `state`: open, expired, discarded or sent. `row` is for rooms, which need not ask again."""

    public_id: UUID
    kind: str
    purpose: str
    way: str
    matter: UUID
    continues: UUID | None
    sources: tuple[UUID, ...]
    scheme_key: str
    is_scheme_in_force: bool
    written: Written
    version: int
    state: str
    saved_at: datetime
    saved_by: Person
    begun_at: datetime
    begun_by: Person
    expires_at: datetime
    sent_at: datetime | None
    sent_as: UUID | None
    audience_id: int
    row: Draft

    @property
    def scheme(self) -> Scheme:
        return scheme_of(self.scheme_key)

    @property
    def form(self) -> Form:
        return form_of(self.scheme, self.kind)

    @property
    def title(self) -> str:
        return _title(self.written.typed)

    @property
    def named_sources(self) -> tuple[UUID, ...]:
        """Those that whoever began it named; what an earlier issue was made from stays behind its link."""
        return () if self.purpose == Purpose.FOLLOW_UP else self.sources


def form_of(scheme: Scheme, kind: str) -> Form:
    form = scheme.form(FormKind.of(kind))
    if form is None:
        raise NotFound
    return form


def draft(viewer: Viewer, public_id: UUID) -> DraftShown:
    row = draft_row(viewer, public_id)
    give(viewer, "record", [(row.public_id, row.desk.organization_id)])
    return shown(row)


def drafts(
    viewer: Viewer, *, kinds: tuple[str, ...] = (), before: tuple[datetime, int] | None = None, limit: int = MOST
) -> list[DraftLine]:
    """Neither sent nor discarded, the last saved first. `before` is where the page before this one has ended."""
    is_usual = not kinds and before is None and limit <= MOST
    found = OPEN.of(viewer, desk=viewer.desk_id)[:limit] if is_usual else _drafts(viewer, kinds, before, limit)
    if found:
        give(viewer, "list", [(row.public_id, viewer.organization_id) for row in found])
    return [_line(row) for row in without_lost(viewer, found)]


def _drafts(viewer: Viewer, kinds: Collection[str], before: tuple[datetime, int] | None, limit: int) -> list[Draft]:
    rows = _listed(Draft.objects.filter(desk=viewer.desk_id))
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    if before:
        rows = rows.filter(Q(saved_at__lt=before[0]) | Q(saved_at=before[0], pk__lt=before[1]))
    return list(readable_by(viewer, rows)[:limit])


def _listed(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    return rows.filter(sent_at=None, discarded_at=None).select_related("saved_by").order_by("-saved_at", "-pk")


OPEN: Final = Often(lambda: _listed(as_held(Draft).filter(desk=Given("desk")))[:MOST])
"""What every home asks."""
WAYS: Final = "select d.sent_as, d.way from held.drafting_draft d where d.sent_as = any (%(ids)s::uuid[])"


def way_of_sent(viewer: Viewer, edition_id: UUID) -> str:
    """By which way an edition was sent, as its own desk keeps it."""
    return ways_of_sent(viewer, [edition_id]).get(edition_id, "")


def ways_of_sent(viewer: Viewer, edition_ids: Collection[UUID]) -> dict[UUID, str]:
    return dict(Held.by(viewer).asked_often(WAYS, ids=list(edition_ids)))


def made_from(viewer: Viewer, public_id: UUID) -> str:
    """The purpose of a draft that goes on from an edition or was made from some; empty for one that begins anew."""
    rows = Draft.objects.filter(public_id=public_id, desk=viewer.desk_id).exclude(purpose=Purpose.FIRST)
    return readable_by(viewer, rows).values_list("purpose", flat=True).first() or ""


def draft_row(viewer: Viewer, public_id: UUID, *, to_change: bool = False) -> Draft:
    rows = readable_by(viewer, Draft.objects.filter(public_id=public_id, desk=viewer.desk_id))
    rows = rows.select_related("desk", "saved_by", "begun_by")
    row = rows.select_for_update(of=("self",)).first() if to_change else rows.first()
    if row is None:
        raise NotFound
    return without_lost(viewer, [row])[0]


def without_lost(viewer: Viewer, rows: Sequence[Draft]) -> Sequence[Draft]:
    """Words that were taken over from a report stay only while that report may be read: a recall ends them here as well."""
    taken = {row.pk: sources_of(row) for row in rows if row.sent_at is None and row.purpose in TAKES_OVER}
    if taken:
        readable = ids_readable_by(viewer, {source for sources in taken.values() for source in sources})
        for row in rows:
            if not readable.issuperset(taken.get(row.pk, ())):
                row.typed, row.marks, row.figures = {}, {}, {}
    return rows


def has_lost_its_source(viewer: Viewer, row: Draft) -> bool:
    """Then it is neither saved nor sent; it can be discarded."""
    sources = sources_of(row) if row.purpose in TAKES_OVER else ()
    return bool(sources) and not ids_readable_by(viewer, sources).issuperset(sources)


def shown(row: Draft) -> DraftShown:
    return DraftShown(
        public_id=row.public_id,
        kind=row.kind,
        purpose=row.purpose,
        way=row.way,
        matter=row.matter,
        continues=row.continues,
        sources=sources_of(row),
        scheme_key=row.scheme,
        is_scheme_in_force=row.scheme == scheme_key(),
        written=written_of(row),
        version=row.version,
        state=state_of(row),
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        begun_at=row.begun_at,
        begun_by=row.begun_by,
        expires_at=row.saved_at + KEPT_OPEN,
        sent_at=row.sent_at,
        sent_as=row.sent_as,
        audience_id=row.audience_id,
        row=row,
    )


def written_of(row: Draft) -> Written:
    return Written(row.typed, row.marks, row.wish, row.figures)


def sources_of(row: Draft) -> tuple[UUID, ...]:
    return tuple(pseudonyms.open_(bytes(sealed))[0] for sealed in row.sealed_sources)


def state_of(row: Draft) -> str:
    if row.sent_at:
        return "sent"
    if row.discarded_at:
        return "discarded"
    return "expired" if row.saved_at + KEPT_OPEN < timezone.now() else "open"


def typed_of(content: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """An edition's content as somebody would have typed it, with what is said about its values."""
    typed: dict[str, Any] = {}
    marks: dict[str, dict[str, Any]] = {}
    for name, raw in content.items():
        said = Said.of(raw)
        typed[name] = said.value
        plain = said.plain()
        if isinstance(plain, dict) and "value" in plain:
            marks[name] = {key: value for key, value in plain.items() if key != "value"}
    return typed, marks


def _line(row: Draft) -> DraftLine:
    return DraftLine(
        key=row.pk,
        public_id=row.public_id,
        kind=row.kind,
        purpose=row.purpose,
        way=row.way,
        title=_title(row.typed),
        tlp=str(row.wish.get("tlp") or ""),
        importance=str(row.typed.get("importance") or ""),
        saved_at=row.saved_at,
        saved_by=row.saved_by,
        begun_at=row.begun_at,
        is_expired=state_of(row) == "expired",
        is_follow_up=row.purpose == Purpose.FOLLOW_UP,
        version=row.version,
    )


def _title(typed: Mapping[str, Any]) -> str:
    found = next((typed[name] for name in ("summary", "threat_summary", "title") if typed.get(name)), "")
    return str(found).strip().split("\n", 1)[0][:160]
