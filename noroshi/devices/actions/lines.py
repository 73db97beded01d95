"""Values on their way: proposed by one, reviewed by another, published, withdrawn."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.devices.actions.lists import own_list_row, told
from noroshi.devices.candidates import CandidateLine, candidates
from noroshi.devices.errors import (
    AnotherPersonReviews,
    LineChanged,
    NothingToPropose,
    NothingToPublish,
    WhyInSpite,
)
from noroshi.devices.models import BlockLine, BlockList
from noroshi.devices.ranges import own_line
from noroshi.devices.standing import lost
from noroshi.intel.reviewing import warnings_of
from noroshi.observables import Kind
from noroshi.vocabulary import BlockState, TakenBack
from noroshi.vocabulary.text import clean_line


def propose(viewer: Viewer, list_id: uuid.UUID, chosen: Collection[tuple[int, int]]) -> list[BlockLine]:
    """Values by the object and the place in it: what may not be proposed any more is left out."""
    row = own_list_row(viewer, list_id)
    found = candidates(viewer, row, chosen) if chosen else []
    if not found:
        raise NothingToPropose
    now = timezone.now()
    try:
        with transaction.atomic():
            lines = BlockLine.objects.bulk_create(_line(viewer, row, one, now) for one in found)
    except IntegrityError as mistake:
        if "one_line_a_value_and_list" in str(mistake):
            raise LineChanged from None
        raise
    told(viewer, "propose_for_devices", row, lines=len(lines))
    return lines


def review(viewer: Viewer, list_id: uuid.UUID, lines: Collection[uuid.UUID], reason: str = "") -> int:
    """By somebody other than who proposed it; what carries a warning needs a reason."""
    row, rows = _own_lines(viewer, list_id, lines, BlockState.PROPOSED)
    if any(line.proposed_by_id == viewer.seat.person_id for line in rows):
        raise AnotherPersonReviews
    said = clean_line(reason, most=400)
    if not said and any(warnings_of(viewer, [(Kind(line.kind), line.value) for line in rows])):
        raise WhyInSpite
    changed = {"reviewed_by_id": viewer.seat.person_id, "reviewed_at": timezone.now(), "reason": said}
    _moved(rows, BlockState.REVIEWED, **changed)
    told(viewer, "review_for_devices", row, lines=len(rows))
    return len(rows)


def publish(viewer: Viewer, list_id: uuid.UUID) -> int:
    """Everything that was reviewed and still stands goes to the devices together."""
    row = own_list_row(viewer, list_id)
    now = timezone.now()
    waiting = BlockLine.objects.filter(of=row, state=BlockState.REVIEWED.value, until__gt=now)
    rows = list(readable_by(viewer, waiting).select_for_update(of=("self",)))
    gone = lost([line.pk for line in rows])
    rows = [line for line in rows if line.pk not in gone]
    if not rows:
        raise NothingToPublish
    _moved(rows, BlockState.PUBLISHED, published_by_id=viewer.seat.person_id, published_at=now)
    told(viewer, "publish_to_devices", row, lines=len(rows))
    return len(rows)


def withdraw(viewer: Viewer, list_id: uuid.UUID, lines: Collection[uuid.UUID], reason: str = "") -> int:
    """At once, by anybody at the desk. What devices have had stands in the list of what they take back."""
    row, rows = _own_lines(viewer, list_id, lines, BlockState.PROPOSED, BlockState.REVIEWED, BlockState.PUBLISHED)
    changed = {"withdrawn_by_id": viewer.seat.person_id, "withdrawn_at": timezone.now()}
    if said := clean_line(reason, most=400):
        changed["reason"] = said
    for was_out, why in ((True, TakenBack.BY_HAND), (False, TakenBack.DISMISSED)):
        some = [line for line in rows if (line.published_at is not None) is was_out]
        _moved(some, BlockState.WITHDRAWN, taken_back=why.value, **changed)
    told(viewer, "withdraw_from_devices", row, lines=len(rows))
    return len(rows)


def _line(viewer: Viewer, of: BlockList, one: CandidateLine, now: datetime) -> BlockLine:
    most = now + timedelta(days=of.days)
    return BlockLine(
        audience_id=own_line(viewer, one.marking.tlp, one.marking.sectors),
        of=of,
        kind=one.row.kind,
        value=one.row.value,
        key=one.row.key,
        object_id=one.row.object_id,
        object_range=one.row.audience_id,
        tlp=one.marking.tlp.value,
        confidence=one.row.confidence,
        until=one.row.valid_until or most,
        state=BlockState.PROPOSED.value,
        proposed_by_id=viewer.seat.person_id,
        proposed_at=now,
    )


def _own_lines(
    viewer: Viewer, list_id: uuid.UUID, lines: Collection[uuid.UUID], *states: BlockState
) -> tuple[BlockList, Sequence[BlockLine]]:
    row = own_list_row(viewer, list_id)
    wanted = BlockLine.objects.filter(of=row, public_id__in=lines)
    rows = list(readable_by(viewer, wanted).select_for_update(of=("self",)))
    if not rows or len(rows) != len(set(lines)) or any(BlockState.of(line.state) not in states for line in rows):
        raise LineChanged
    return row, rows


def _moved(rows: Sequence[BlockLine], to: BlockState, **changed: object) -> None:
    BlockLine.objects.filter(pk__in=[line.pk for line in rows]).update(state=to.value, **changed)
