"""What waits at a desk, what was asked from it, and what belongs to an item: as the desk at either end of a leg sees it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from noroshi.asking.models import Inquiry, Reply, Tie
from noroshi.asking.standing import reply_to, state_of
from noroshi.asking.states import answers_to
from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.given import give
from noroshi.vocabulary import InquiryKind, InquiryState
from noroshi.vocabulary.errors import NotFound

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class ReplyShown:
    ending: InquiryState
    text: str
    given: Mapping[str, Any]
    at: datetime
    desk: Desk | None


@dataclass(frozen=True, slots=True)
class InquiryShown:
    """One leg. `is_own`: this desk asked. `below` and `above` are the legs that this desk, in the middle, has tied to it."""

    public_id: UUID
    kind: InquiryKind
    edition_id: UUID
    by_desk: Desk
    to_desk: Desk
    text: str
    wanted: Mapping[str, Any]
    at: datetime
    expires_at: datetime
    state: InquiryState
    reply: ReplyShown | None
    is_own: bool
    draft: UUID | None = None
    above: "InquiryShown | None" = None
    below: tuple["InquiryShown", ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.state is InquiryState.OPEN

    @property
    def answers(self) -> tuple[InquiryState, ...]:
        """What this desk may answer now."""
        return () if self.is_own or not self.is_open else answers_to(self.kind)


def inquiry(viewer: Viewer, inquiry_id: UUID, *, answer: str = "record") -> InquiryShown:
    """With what this desk has tied to it; missing and forbidden answer alike."""
    found = _shown(viewer, Inquiry.objects.filter(public_id=inquiry_id), answer)
    if not found:
        raise NotFound
    return found[0]


def inquiries_about(viewer: Viewer, edition_ids: Collection[UUID], *, answer: str = "page") -> list[InquiryShown]:
    """Of items that the page shows: asked from here or of here, the latest first."""
    return _shown(viewer, Inquiry.objects.filter(edition__public_id__in=list(edition_ids)), answer)


def asked_here(viewer: Viewer, *, only_open: bool = False, answer: str = "list") -> list[InquiryShown]:
    """What others ask of this desk: what still waits first, and of that what ends soonest."""
    rows = Inquiry.objects.filter(to_desk=viewer.desk_id)
    if only_open:
        rows = rows.filter(reply=None, expires_at__gt=timezone.now())
    found = _shown(viewer, rows, answer)
    return sorted(found, key=lambda one: (not one.is_open, one.expires_at if one.is_open else one.at))


def asked_from_here(viewer: Viewer, *, answer: str = "list") -> list[InquiryShown]:
    return _shown(viewer, Inquiry.objects.filter(by_desk=viewer.desk_id), answer)


def waiting_here(viewer: Viewer) -> int:
    """How many wait for an answer of this desk; a number is given of nothing else."""
    rows = Inquiry.objects.filter(to_desk=viewer.desk_id, expires_at__gt=timezone.now())
    return readable_by(viewer, rows).exclude(pk__in=readable_by(viewer, Reply.objects.all()).values("inquiry")).count()


def _shown(viewer: Viewer, rows: QuerySet[Inquiry], answer: str) -> list[InquiryShown]:
    held = Held.by(viewer)
    found = list(_with_names(held.of_these(rows)).order_by("-at")[:MOST])
    ties = list(held.of_these(Tie.objects.filter(lower__in=found) | Tie.objects.filter(upper__in=found)))
    others = {one for tie in ties for one in (tie.lower_id, tie.upper_id) if one} - {one.pk for one in found}
    known = {one.pk: one for one in [*found, *_with_names(held.of_these(Inquiry.objects.filter(pk__in=others)))]}
    _note(viewer, answer, known.values())
    single = {key: _one(viewer, row) for key, row in known.items()}
    return [_tied(single[row.pk], single, ties) for row in found]


def _with_names(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    return rows.select_related("edition", "by_desk__organization", "to_desk__organization", "reply__desk__organization")


def _tied(one: InquiryShown, single: Mapping[UUID, InquiryShown], ties: Iterable[Tie]) -> InquiryShown:
    above = [tie for tie in ties if tie.lower_id == one.public_id]
    below = tuple(single[tie.lower_id] for tie in ties if tie.upper_id == one.public_id and tie.lower_id in single)
    return replace(
        one,
        draft=next((tie.draft for tie in above), None),
        above=next((single.get(tie.upper_id) for tie in above if tie.upper_id), None),
        below=below,
    )


def _one(viewer: Viewer, row: Inquiry) -> InquiryShown:
    reply = reply_to(row)
    return InquiryShown(
        public_id=row.public_id,
        kind=InquiryKind.of(row.kind),
        edition_id=row.edition.public_id,
        by_desk=row.by_desk,
        to_desk=row.to_desk,
        text=row.text,
        wanted=row.wanted,
        at=row.at,
        expires_at=row.expires_at,
        state=state_of(row, timezone.now()),
        reply=_reply(reply) if reply else None,
        is_own=row.by_desk_id == viewer.desk_id,
    )


def _reply(row: Reply) -> ReplyShown:
    return ReplyShown(InquiryState.of(row.ending), row.text, row.given, row.at, row.desk)


def _note(viewer: Viewer, answer: str, rows: Iterable[Inquiry]) -> None:
    """Each end sees in the record that the other has read it."""
    given = [
        (
            row.public_id,
            row.by_desk.organization_id if row.to_desk_id == viewer.desk_id else row.to_desk.organization_id,
        )
        for row in rows
    ]
    if given:
        give(viewer, answer, given)
