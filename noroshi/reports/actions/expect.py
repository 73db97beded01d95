"""What an outlook opens and closes: the desk's next report about a matter, and how soon it reports again unless it says otherwise."""

from typing import Any

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition
from noroshi.editions.naming import is_named
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.reports.errors import PaceUnreadable
from noroshi.reports.expecting import Pace, expected
from noroshi.reports.follow_ups import pace_of
from noroshi.reports.models import FollowUp, FollowUpPace
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp

LONGEST_HOURS = 24 * 92


def expect(viewer: Viewer, edition: Edition, content: dict[str, Any], marking: Marking) -> None:
    """In the transaction of the sending: the latest edition counts, whatever was expected before."""
    due = expected(content, edition.sealed_at).by
    rows = readable_by(viewer, FollowUp.objects.filter(desk=viewer.desk_id, matter=edition.matter))
    if rows.update(edition=edition, due_at=due) or due is None:
        return
    matter = str(edition.matter) if is_named(edition.matter) else None
    FollowUp.objects.create(
        audience_id=own_desks(marking, matter),
        desk_id=viewer.desk_id,
        matter=edition.matter,
        edition=edition,
        due_at=due,
    )


def set_pace(viewer: Viewer, pace: Pace) -> Pace:
    """Of the own desk, for reports that are sent from now on."""
    hours = (pace.continuing_hours, pace.investigating_hours, pace.remind_hours)
    if not all(0 < one <= LONGEST_HOURS for one in hours):
        raise PaceUnreadable
    values = dict(zip(("continuing_hours", "investigating_hours", "remind_hours"), hours, strict=True))
    if not readable_by(viewer, FollowUpPace.objects.filter(desk=viewer.desk_id)).update(**values):
        own = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
        FollowUpPace.objects.create(audience_id=own_desks(own, None), desk_id=viewer.desk_id, **values)
    record(deed="set_pace", actor=viewer.actor, subject_organization=viewer.organization_id)
    return pace_of(viewer)
