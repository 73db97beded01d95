"""What came to stand beside an event since this person last looked at all of it."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.matters.beside import UNTIMED, Placed
from noroshi.matters.models import Event, Looked
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.errors import NotFound

type Key = tuple[FoundKind, uuid.UUID]


def new_beside(viewer: Viewer, event: uuid.UUID, found: Iterable[Placed]) -> frozenset[Key]:
    """Put there by somebody else, or an order that somebody has answered since. Before the first look everything is."""
    things = list(found)
    since = _last(viewer, event) if things else UNTIMED
    return frozenset((one.thing.kind, one.thing.id) for one in things if _came(viewer, one) > since)


def note_looked(viewer: Viewer, event: uuid.UUID) -> None:
    row = readable_by(viewer, Event.objects.filter(public_id=event)).first()
    if row is None:
        raise NotFound
    at = timezone.now()
    own = {"desk_id": viewer.desk_id, "person_id": viewer.seat.person_id}
    Looked.objects.create(audience_id=row.audience_id, event=row, at=at, **own)


def _last(viewer: Viewer, event: uuid.UUID) -> datetime:
    rows = Looked.objects.filter(event__public_id=event, person=viewer.seat.person_id).order_by("-at")
    return readable_by(viewer, rows).values_list("at", flat=True).first() or UNTIMED


def _came(viewer: Viewer, one: Placed) -> datetime:
    """What this person did is no news to them, nor what the own desk did with an order."""
    is_own = one.put is not None and one.put.by.pk == viewer.seat.person_id
    put = one.put.at if one.put and not is_own else UNTIMED
    order = one.thing.order
    return max(put, order.changed_at) if order and order.is_news else put
