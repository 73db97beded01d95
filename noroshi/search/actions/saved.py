"""A question is kept, told of, and taken away again: one person's own, or the whole desk's."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.ranges import own
from noroshi.ledger.actions import record
from noroshi.search.errors import NothingAsked, SavedNamedTwice, TooManySaved
from noroshi.search.models import SavedSearch
from noroshi.search.wanted import Wanted
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class SavedWish:
    """What belongs to the whole desk is told to the desk, one's own to oneself; with `tells` off to nobody."""

    name: str
    asked: Mapping[str, Sequence[str]]
    is_of_desk: bool = False
    tells: bool = True


def keep_search(viewer: Viewer, wish: SavedWish) -> SavedSearch:
    wanted = Wanted.of(wish.asked)
    if not wanted.words.strip() and not wanted.is_narrowed:
        raise NothingAsked
    if readable_by(viewer, SavedSearch.objects.filter(desk_id=viewer.desk_id, ended_at=None)).count() >= MOST:
        raise TooManySaved
    now = timezone.now()
    row = SavedSearch(
        audience_id=own(viewer),
        desk_id=viewer.desk_id,
        name=clean_line(wish.name, most=80, required=True),
        asked=wanted.plain,
        is_of_desk=wish.is_of_desk,
        notifies=wish.tells,
        made_by_id=viewer.seat.person_id,
        made_at=now,
        told_until=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as mistake:
        if "one_saved_search_a_name" in str(mistake):
            raise SavedNamedTwice from None
        raise
    _note(viewer, "keep_search", row)
    return row


def end_search(viewer: Viewer, saved: uuid.UUID) -> None:
    row = saved_row(viewer, saved)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _note(viewer, "end_search", row)


def saved_row(viewer: Viewer, saved: uuid.UUID) -> SavedSearch:
    """Of the own desk and in force; a colleague's own is not found."""
    rows = SavedSearch.objects.filter(public_id=saved, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return row


def _note(viewer: Viewer, deed: str, row: SavedSearch) -> None:
    """That there is such a question, never what is asked."""
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)], detail={})
