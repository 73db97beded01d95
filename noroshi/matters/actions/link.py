"""Linking: two items that this desk reads are about one event. Two events that turn out to be one become one."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.ranges import own_desks
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.matters.errors import SameMatter
from noroshi.matters.models import Event, Gathered
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp
from noroshi.vocabulary.text import clean_text


def link(viewer: Viewer, edition_id: uuid.UUID, other_id: uuid.UUID, *, reason: str = "") -> Event:
    """Said twice, it is one. Nothing of either is changed or opened to anybody."""
    one, other = edition_row(viewer, edition_id), edition_row(viewer, other_id)
    if one.matter == other.matter:
        raise SameMatter
    words = clean_text(reason, most=400)
    event = _event_of(viewer, one.matter) or _event_of(viewer, other.matter) or _new(viewer)
    came = _came_apart(viewer, event, [one.matter, other.matter])
    for matter in came:
        _gather(viewer, event, matter, [one.matter, other.matter], words)
    if came:
        objects = [(row.public_id, row.originator_organization_id) for row in (one, other)]
        record(deed="link", actor=viewer.actor, objects=objects, detail={"event": str(event.public_id)})
    return event


def own_audience(viewer: Viewer) -> int:
    """The own desk; that its people know the matter is asked row by row."""
    marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return own_desks(marking, None)


def _event_of(viewer: Viewer, matter: uuid.UUID) -> Event | None:
    rows = Gathered.objects.filter(desk=viewer.desk_id, matter=matter, split_at=None).select_related("event")
    found = readable_by(viewer, rows).first()
    return found.event if found else None


def _came_apart(viewer: Viewer, event: Event, matters: list[uuid.UUID]) -> list[uuid.UUID]:
    """What is not in this event yet; another event that one of them stood in comes over whole."""
    rows = Gathered.objects.filter(desk=viewer.desk_id, split_at=None)
    elsewhere = readable_by(viewer, rows.filter(matter__in=matters).exclude(event=event)).values_list(
        "event", flat=True
    )
    moved = list(readable_by(viewer, rows.filter(event__in=set(elsewhere))))
    for row in moved:
        row.split_at, row.split_by_id = timezone.now(), viewer.seat.person_id
        row.save(update_fields=["split_at", "split_by"])
    here = set(readable_by(viewer, rows.filter(event=event)).values_list("matter", flat=True))
    return [matter for matter in dict.fromkeys([*matters, *(row.matter for row in moved)]) if matter not in here]


def _new(viewer: Viewer) -> Event:
    return Event.objects.create(
        audience_id=own_audience(viewer),
        desk_id=viewer.desk_id,
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
    )


def _gather(viewer: Viewer, event: Event, matter: uuid.UUID, between: list[uuid.UUID], reason: str) -> None:
    Gathered.objects.create(
        audience_id=event.audience_id,
        event=event,
        desk_id=viewer.desk_id,
        matter=matter,
        between=between,
        reason=reason,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
