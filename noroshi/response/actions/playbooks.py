"""Playbooks: a template copied and made the organization's own, or one written from nothing."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.ledger.actions import record
from noroshi.response.errors import DeskNotOurs, HoursUnfit
from noroshi.response.models import Playbook
from noroshi.response.ranges import house
from noroshi.response.rows import own_desk_row, playbook_rows
from noroshi.vocabulary import AssetKind, Cause, EventKind
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields, NotFound
from noroshi.vocabulary.text import clean_line, clean_text

WHEN: Final = frozenset({*EventKind, *Cause, "alert", "stix"})
MOST_HOURS: Final = 2160


@dataclass(frozen=True, slots=True)
class PlaybookWish:
    """`when` it fits; `desk` is who is usually ordered, by its public id."""

    title: str
    what: str
    verify: str = ""
    hours: int = 24
    when: Collection[str] = ()
    asset_kinds: Collection[AssetKind] = ()
    desk: UUID | None = None
    based_on: str = ""


def write_playbook(viewer: Viewer, wish: PlaybookWish, playbook_id: UUID | None = None) -> Playbook:
    """A new one, or the next number of one that there is."""
    if not 1 <= wish.hours <= MOST_HOURS:
        raise HoursUnfit
    if not WHEN.issuperset(wish.when):
        raise InvalidFields
    number = _now(viewer, playbook_id).number + 1 if playbook_id else 1
    row = Playbook(
        playbook=playbook_id or uuid.uuid4(),
        number=number,
        based_on=clean_line(wish.based_on, most=60),
        when=sorted(wish.when),
        title=clean_line(wish.title, most=120, required=True),
        what=clean_text(wish.what, most=4000, required=True),
        verify=clean_text(wish.verify, most=4000),
        hours=wish.hours,
        asset_kinds=sorted(kind.value for kind in wish.asset_kinds),
        desk_id=_desk(viewer, wish.desk),
    )
    return _kept(viewer, row, "write_playbook")


def retire_playbook(viewer: Viewer, playbook_id: UUID) -> Playbook:
    now = _now(viewer, playbook_id)
    now.pk, now.number, now.is_retired = None, now.number + 1, True
    return _kept(viewer, now, "retire_playbook")


def _now(viewer: Viewer, playbook_id: UUID) -> Playbook:
    found = playbook_rows(viewer).filter(playbook=playbook_id).first()
    if found is None:
        raise NotFound
    return found


def _desk(viewer: Viewer, desk_id: UUID | None) -> int | None:
    if desk_id is None:
        return None
    found = own_desk_row(viewer, desk_id)
    if found is None:
        raise DeskNotOurs
    return found.pk


def _kept(viewer: Viewer, row: Playbook, deed: str) -> Playbook:
    row.audience_id = house(viewer)
    row.organization_id = viewer.organization_id
    row.by_desk_id, row.by_id, row.at = viewer.desk_id, viewer.seat.person_id, timezone.now()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as mistake:
        if "one_playbook_a_number" in str(mistake):
            raise ChangedMeanwhile from None
        raise
    record(deed=deed, actor=viewer.actor, objects=[(row.playbook, viewer.organization_id)])
    return row
