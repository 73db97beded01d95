"""Under which number a desk keeps a matter in its own books, and how it weighs it: set, found again, told to nobody else (C-056)."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, Ticket
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Importance, Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MOST_FOUND = 200


def set_ticket(viewer: Viewer, edition_id: uuid.UUID, number: str) -> str:
    """For the whole matter, follow-ups included; empty takes it away."""
    words = clean_line(number, most=60)
    _keep(viewer, edition_id, "set_ticket", number=words)
    return words


def weigh(viewer: Viewer, edition_id: uuid.UUID, importance: Importance | None) -> Importance | None:
    """For the whole matter and this desk alone: what the sender has said stands as it was. None takes it away."""
    _keep(viewer, edition_id, "weigh", importance=importance.value if importance else "")
    return importance


def matters_of_ticket(viewer: Viewer, number: str) -> list[uuid.UUID]:
    """Those whose own number begins like this, large or small; nothing of an empty one."""
    if not number.strip():
        return []
    rows = Ticket.objects.filter(desk=viewer.desk_id, number__istartswith=number.strip())
    return list(readable_by(viewer, rows).order_by("-pk").values_list("matter", flat=True)[:MOST_FOUND])


def matters_weighed(viewer: Viewer, importance: str) -> list[uuid.UUID]:
    """The latest that this desk weighs so."""
    rows = Ticket.objects.filter(desk=viewer.desk_id, importance=importance)
    return list(readable_by(viewer, rows).order_by("-pk").values_list("matter", flat=True)[:MOST_FOUND])


def _keep(viewer: Viewer, edition_id: uuid.UUID, deed: str, **words: str) -> None:
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    now = {"set_by_id": viewer.seat.person_id, "at": timezone.now(), **words}
    known = readable_by(viewer, Ticket.objects.filter(desk=viewer.desk_id, matter=edition.matter))
    if not known.update(**now) and any(words.values()):
        own = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
        Ticket.objects.create(audience_id=own_desks(own, None), desk_id=viewer.desk_id, matter=edition.matter, **now)
    record(
        deed=deed,
        actor=viewer.actor,
        objects=[(edition.public_id, None)],
        subject_organization=viewer.organization_id,
    )
