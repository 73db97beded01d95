"""A desk's sources: begun, changed, ended. What came from one stays when it ends."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.ranges import own_desks
from noroshi.intel.errors import NotAmongReaders, NotForThisColor, OriginNamedTwice
from noroshi.intel.models import Import, Origin
from noroshi.intel.ranges import Reach, audience_of, goes_too_far, parties
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.stix.markings import COLORS
from noroshi.vocabulary import ImportState, Leg, OriginKind, Reliability, TableVariant, Tlp, Tlp2
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True)
class OriginWish:
    """What a desk says of a source. `opened` names who may have what the color allows, beside its own house.

    `is_named`: they are told whose it is.
    """

    name: str
    kind: OriginKind
    tlp: Tlp2
    reliability: Reliability = Reliability.F
    opened: Collection[str] = ()
    sectors: Collection[str] = field(default_factory=frozenset)
    correlates: bool = True
    is_named: bool = False
    note: str = ""


def begin_origin(viewer: Viewer, wish: OriginWish) -> Origin:
    desk = Desk.objects.select_related("organization").get(pk=viewer.desk_id)
    sectors = sorted(wish.sectors or desk.organization.sectors)
    row = Origin(
        desk=desk,
        kind=wish.kind.value,
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
        **_said(wish, sectors),
    )
    row.audience_id = _held(viewer, audience_of(reach_of(row)))
    _kept(row, is_new=True)
    _told(viewer, "begin_origin", row)
    return row


def amend_origin(viewer: Viewer, origin_id: uuid.UUID, wish: OriginWish) -> Origin:
    """What comes in from now on goes as far as it says now; what is there keeps its range. A file on its way stops: it began as it was."""
    row = own_origin(viewer, origin_id)
    _stop_files(row, ImportState.RUNNING)
    for name, value in _said(wish, sorted(wish.sectors or row.sectors)).items():
        setattr(row, name, value)
    row.audience_id = audience_of(reach_of(row))
    _kept(row, is_new=False)
    _told(viewer, "amend_origin", row)
    return row


def end_origin(viewer: Viewer, origin_id: uuid.UUID, *, at: datetime | None = None) -> None:
    row = own_origin(viewer, origin_id)
    _stop_files(row, ImportState.RUNNING, ImportState.WAITING)
    row.ended_at = at or timezone.now()
    row.save(update_fields=["ended_at"])
    _told(viewer, "end_origin", row)


def own_origin(viewer: Viewer, origin_id: uuid.UUID, *, or_ended: bool = False) -> Origin:
    """Of the viewer's own desk, in force unless what has ended is meant as well; every other one is not found."""
    mine = Origin.objects.filter(public_id=origin_id, desk_id=viewer.desk_id)
    rows = mine if or_ended else mine.filter(ended_at=None)
    row = readable_by(viewer, rows.select_related("desk")).first()
    if row is None:
        raise NotFound
    return row


def reach_of(origin: Origin) -> Reach:
    return Reach(
        desk=origin.desk_id,
        house=origin.desk.organization_id,
        limit=COLORS[origin.tlp],
        sectors=frozenset(origin.sectors),
        opened=parties(origin.opened),
    )


def desks_own(origin: Origin) -> int:
    """What is kept of an import beside the objects: the desk's, by the rules of the source's color, for a fault quotes what was wrong."""
    marking = Marking(
        tlp=COLORS[origin.tlp].tlp or Tlp.RED,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(origin.sectors),
        originator=origin.desk_id,
    )
    return own_desks(marking, None)


def _stop_files(row: Origin, *states: ImportState) -> None:
    """Whoever works looks once a second. Gone on with, a file is read by what the source says then."""
    Import.objects.filter(origin=row, state__in=[state.value for state in states]).update(
        state=ImportState.STOPPED.value
    )


def _said(wish: OriginWish, sectors: list[str]) -> dict[str, object]:
    if goes_too_far(wish.tlp, parties(wish.opened)):
        raise NotForThisColor
    return {
        "name": clean_line(wish.name, most=120, required=True),
        "reliability": wish.reliability.value,
        "tlp": wish.tlp.value,
        "sectors": sectors,
        "opened": sorted(wish.opened),
        "correlates": wish.correlates,
        "is_named": wish.is_named,
        "note": clean_line(wish.note, most=400),
    }


def _held(viewer: Viewer, audience: int) -> int:
    """Whoever would not read a source of the own desk cannot begin it: who speaks for the desk can."""
    if audience not in Held.by(viewer).numbers:
        raise NotAmongReaders
    return audience


def _kept(row: Origin, *, is_new: bool) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=is_new)
    except IntegrityError as mistake:
        if "one_origin_a_name_and_desk" in str(mistake):
            raise OriginNamedTwice from None
        raise


def _told(viewer: Viewer, deed: str, row: Origin) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
