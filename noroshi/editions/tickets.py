"""Under which numbers a desk keeps matters in its own books: set, found again, told to nobody else."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, Ticket
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

MOST_FOUND = 200


def set_ticket(viewer: Viewer, edition_id: uuid.UUID, number: str) -> str:
    """For the whole matter, follow-ups included; empty takes it away."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    words = clean_line(number, most=60)
    row = readable_by(viewer, Ticket.objects.filter(desk=viewer.desk_id, matter=edition.matter)).first()
    if row is not None:
        row.number, row.set_by_id, row.at = words, viewer.seat.person_id, timezone.now()
        row.save(update_fields=["number", "set_by", "at"])
    elif words:
        own = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
        Ticket.objects.create(
            audience_id=own_desks(own, None),
            desk_id=viewer.desk_id,
            matter=edition.matter,
            number=words,
            set_by_id=viewer.seat.person_id,
            at=timezone.now(),
        )
    record(
        deed="set_ticket",
        actor=viewer.actor,
        objects=[(edition.public_id, None)],
        subject_organization=viewer.organization_id,
    )
    return words


def matters_of_ticket(viewer: Viewer, number: str) -> list[uuid.UUID]:
    """Those whose own number begins like this, large or small; nothing of an empty one."""
    if not number.strip():
        return []
    rows = Ticket.objects.filter(desk=viewer.desk_id, number__istartswith=number.strip())
    return list(readable_by(viewer, rows).order_by("-pk").values_list("matter", flat=True)[:MOST_FOUND])
