"""Who of the roster works on a request; only the desk that was asked reads it."""

import uuid

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.helping.actions.move import moves_of, request_to_change, side_of
from noroshi.helping.errors import NotNow, NotOnTheRoster
from noroshi.helping.models import Expert, HelpCare
from noroshi.helping.ranges import of_desk
from noroshi.helping.states import ASKED, UNDER_WAY, state_after
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound


def take_care(viewer: Viewer, request_id: uuid.UUID, expert_id: uuid.UUID) -> None:
    """A second press changes nothing."""
    row = request_to_change(viewer, request_id)
    if side_of(viewer, row) != ASKED:
        raise NotFound
    if state_after(moves_of(viewer, row)) not in UNDER_WAY:
        raise NotNow
    expert = readable_by(viewer, Expert.objects.filter(public_id=expert_id, desk=viewer.desk_id, ended_at=None)).first()
    if expert is None:
        raise NotOnTheRoster
    if readable_by(viewer, HelpCare.objects.filter(request=row, expert=expert, ended_at=None)).exists():
        return
    HelpCare.objects.create(
        audience_id=of_desk(viewer),
        request=row,
        desk_id=viewer.desk_id,
        expert=expert,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    record(deed="care_for_help", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def leave_care(viewer: Viewer, request_id: uuid.UUID, expert_id: uuid.UUID) -> None:
    """Takes the name off again."""
    row = request_to_change(viewer, request_id)
    if side_of(viewer, row) != ASKED:
        raise NotFound
    cared = HelpCare.objects.filter(request=row, expert__public_id=expert_id, desk=viewer.desk_id, ended_at=None)
    if not readable_by(viewer, cared).update(ended_at=timezone.now()):
        raise NotFound
    record(deed="leave_help", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
