"""Putting an order, an object or an alert beside a matter; taking it away; saying of what was suggested that it does not belong there."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.matters.actions.link import own_audience
from noroshi.matters.beside import must_be
from noroshi.matters.errors import NotBeside, WithoutReason
from noroshi.matters.models import Beside
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.text import clean_text


def put(viewer: Viewer, edition_id: uuid.UUID, kind: FoundKind, thing: uuid.UUID, *, reason: str = "") -> None:
    """Beside the matter of an edition that this person reads. Said twice, it is once; what was refused is taken after all."""
    edition, words = edition_row(viewer, edition_id), clean_text(reason, most=400)
    must_be(viewer, kind, thing)
    before = _row(viewer, edition, kind, thing)
    if before and not before.is_refused:
        return
    if before:
        _undo(viewer, before, "")
    _made(viewer, edition, kind, thing, words, is_refused=False)
    _told(viewer, "put_beside", edition)


def take_away(viewer: Viewer, edition_id: uuid.UUID, kind: FoundKind, thing: uuid.UUID, *, reason: str = "") -> None:
    """It stays written down that it was there, and can be put there again."""
    edition, words = edition_row(viewer, edition_id), clean_text(reason, most=400)
    must_be(viewer, kind, thing)
    before = _row(viewer, edition, kind, thing)
    if before is None or before.is_refused:
        raise NotBeside
    _undo(viewer, before, words)
    _told(viewer, "take_from_beside", edition)


def refuse(viewer: Viewer, edition_id: uuid.UUID, kind: FoundKind, thing: uuid.UUID, *, reason: str) -> None:
    """A suggestion that is wrong: nobody of this desk is asked again. What stands there already is taken away first."""
    edition, words = edition_row(viewer, edition_id), clean_text(reason, most=400)
    must_be(viewer, kind, thing)
    if not words:
        raise WithoutReason
    if before := _row(viewer, edition, kind, thing):
        if before.is_refused:
            return
        _undo(viewer, before, words)
    _made(viewer, edition, kind, thing, words, is_refused=True)
    _told(viewer, "refuse_beside", edition)


def _row(viewer: Viewer, edition: Edition, kind: FoundKind, thing: uuid.UUID) -> Beside | None:
    rows = Beside.objects.filter(desk=viewer.desk_id, matter=edition.matter, kind=kind.value, thing=thing)
    return readable_by(viewer, rows.filter(undone_at=None)).first()


def _made(
    viewer: Viewer, edition: Edition, kind: FoundKind, thing: uuid.UUID, reason: str, *, is_refused: bool
) -> None:
    row = Beside(
        audience_id=own_audience(viewer),
        desk_id=viewer.desk_id,
        matter=edition.matter,
        kind=kind.value,
        thing=thing,
        is_refused=is_refused,
        reason=reason,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    Beside.objects.bulk_create([row], ignore_conflicts=True)


def _undo(viewer: Viewer, row: Beside, reason: str) -> None:
    row.undone_at, row.undone_by_id, row.undone_reason = timezone.now(), viewer.seat.person_id, reason
    row.save(update_fields=["undone_at", "undone_by", "undone_reason"])


def _told(viewer: Viewer, deed: str, edition: Edition) -> None:
    """The record names the item alone: what stands beside it is no matter of whoever provided it."""
    record(deed=deed, actor=viewer.actor, objects=[(edition.public_id, edition.originator_organization_id)])
