"""A second number that was given to one matter by crossing mails is withdrawn: reserved for ever, with word of where it went (F4)."""

import uuid

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.editions import numbering
from noroshi.editions.models import Edition
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.matters.errors import NotGathered
from noroshi.matters.models import Event, Gathered
from noroshi.sharing.definitions import seats
from noroshi.vocabulary import NoticeKind, Urgency
from noroshi.vocabulary.errors import NotFound


def withdraw_number(viewer: Viewer, event_id: uuid.UUID, edition_id: uuid.UUID, instead_id: uuid.UUID) -> str:
    """The number under which it goes on. Both have been linked before: somebody looked at them together."""
    event = readable_by(viewer, Event.objects.filter(public_id=event_id, desk=viewer.desk_id)).first()
    if event is None:
        raise NotFound
    edition, instead = edition_row(viewer, edition_id), edition_row(viewer, instead_id)
    gathered = readable_by(viewer, Gathered.objects.filter(event=event, split_at=None))
    if not {edition.matter, instead.matter} <= set(gathered.values_list("matter", flat=True)):
        raise NotGathered
    made = numbering.withdraw_number(viewer, edition, instead)
    record(
        deed="withdraw_number",
        actor=viewer.actor,
        objects=[(one.public_id, one.originator_organization_id) for one in (edition, instead)],
        detail={"registration": str(made.registration.public_id)},
    )
    notify(viewer, _holders(edition) - {viewer.desk_id}, NoticeKind.RENUMBERED, about=edition, urgency=Urgency.ROUTINE)
    return made.instead


def _holders(edition: Edition) -> set[int]:
    """Whoever holds it now hears it from the item itself; nobody is named to anybody."""
    definition = definition_of(edition.audience_id)
    return set(seats(definition, everybody(), table_of(definition.scheme))) if definition else set()
