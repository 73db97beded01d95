"""Hotlines as their two desks read them; to everybody else there is none (デザインガイド 3.2; C-274)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_desks
from noroshi.directory.models import Desk, Person
from noroshi.emergency.models import Heard, Hotline, Line
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import NotFound

MOST = 100


@dataclass(frozen=True, slots=True)
class LineShown:
    public_id: uuid.UUID
    desk: Desk
    by: Person
    text: str
    at: datetime
    is_own: bool
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class HotlineShown:
    """`other` is the desk at the other end. `unheard`: lines of the other side that nobody here has opened."""

    public_id: uuid.UUID
    title: str
    other: Desk
    edition: uuid.UUID | None
    opened_at: datetime
    opened_by: Person
    closed_at: datetime | None
    may_close: bool
    lines: tuple[LineShown, ...]
    unheard: int

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


def hotline(viewer: Viewer, public_id: uuid.UUID) -> HotlineShown:
    return _shown(viewer, hotline_row(viewer, public_id))


def hotlines(viewer: Viewer) -> list[HotlineShown]:
    """Open ones first, the newest first."""
    rows = readable_by(viewer, _at(viewer)).select_related("desk__organization", "to_desk__organization", "by")
    found = sorted(rows.order_by("-pk")[:MOST], key=lambda row: row.closed_at is not None)
    lines = _lines(viewer, [row.pk for row in found])
    return [_with(viewer, row, lines.get(row.pk, ())) for row in found]


def desks_to_call(viewer: Viewer, find: str = "") -> list[Desk]:
    """Desks of operators, for the center to choose from."""
    rows = known_desks(viewer.seat).filter(
        is_active=True, organization__is_active=True, organization__kinds__contains=[OrganizationKind.OPERATOR.value]
    )
    if find:
        rows = rows.filter(Q(organization__name_ja__icontains=find) | Q(organization__name_en__icontains=find))
    return list(rows.select_related("organization").order_by("organization__name_kana", "pk")[:50])


def hotline_row(viewer: Viewer, public_id: uuid.UUID) -> Hotline:
    rows = readable_by(viewer, _at(viewer).filter(public_id=public_id))
    row = rows.select_related("desk__organization", "to_desk__organization", "by", "edition").first()
    if row is None:
        raise NotFound
    return row


def _at(viewer: Viewer) -> QuerySet[Hotline]:
    return Hotline.objects.filter(Q(desk=viewer.desk_id) | Q(to_desk=viewer.desk_id))


def _shown(viewer: Viewer, row: Hotline) -> HotlineShown:
    return _with(viewer, row, _lines(viewer, [row.pk]).get(row.pk, ()))


def _with(viewer: Viewer, row: Hotline, lines: Sequence[LineShown]) -> HotlineShown:
    return HotlineShown(
        public_id=row.public_id,
        title=row.title,
        other=row.to_desk if row.desk_id == viewer.desk_id else row.desk,
        edition=row.edition.public_id if row.edition else None,
        opened_at=row.opened_at,
        opened_by=row.by,
        closed_at=row.closed_at,
        may_close=row.desk_id == viewer.desk_id and row.closed_at is None,
        lines=tuple(lines),
        unheard=sum(not line.is_own and line.heard_at is None for line in lines),
    )


def _lines(viewer: Viewer, hotline_ids: Sequence[int]) -> dict[int, list[LineShown]]:
    rows = readable_by(viewer, Line.objects.filter(hotline__in=hotline_ids))
    found = list(rows.select_related("desk__organization", "by").order_by("pk"))
    marks = readable_by(viewer, Heard.objects.filter(line__in=[row.pk for row in found])).order_by("line", "pk")
    heard = dict(marks.values("line").annotate(at=Max("at")).values_list("line", "at"))
    by_line: dict[int, list[LineShown]] = {}
    for row in found:
        shown = LineShown(
            row.public_id, row.desk, row.by, row.text, row.at, row.desk_id == viewer.desk_id, heard.get(row.pk)
        )
        by_line.setdefault(row.hotline_id, []).append(shown)
    return by_line
