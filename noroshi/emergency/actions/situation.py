"""Keeping the two flags, and carrying the facts over to a report: only ever by the operator's own act, never from plan to council."""

import uuid

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import own_house
from noroshi.drafting.queries import DraftShown
from noroshi.editions.ranges import own_desks
from noroshi.emergency.errors import OperatorsOnly, SituationOver, TitleNeeded
from noroshi.emergency.models import Situation
from noroshi.emergency.situations import situation_row
from noroshi.ledger.actions import record
from noroshi.reports.actions import begin_report
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import IncidentState, Leg, OrganizationKind, TableVariant, Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, InvalidFields
from noroshi.vocabulary.text import clean_line, clean_text

LONGEST = 8000


def begin_situation(
    viewer: Viewer, *, title: str, facts: str = "", state: IncidentState, is_level_lowered: bool = False
) -> Situation:
    home = own_house(viewer.seat)
    if OrganizationKind.OPERATOR not in home.kinds:
        raise OperatorsOnly
    marking = Marking(
        tlp=Tlp.RED,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(home.sectors),
        originator=viewer.desk_id,
    )
    now = timezone.now()
    made = Situation.objects.create(
        audience_id=own_desks(marking, None),
        desk_id=viewer.desk_id,
        title=_title(title),
        facts=clean_text(facts, most=LONGEST),
        state=state.value,
        is_level_lowered=is_level_lowered,
        by_id=viewer.seat.person_id,
        at=now,
        changed_by_id=viewer.seat.person_id,
        changed_at=now,
    )
    _record(viewer, "begin_situation", made)
    return made


def change_situation(
    viewer: Viewer,
    public_id: uuid.UUID,
    *,
    version: int,
    title: str,
    facts: str,
    state: IncidentState,
    is_level_lowered: bool,
    is_over: bool = False,
) -> Situation:
    """Either flag changes without the other. Who saves second is told."""
    row = _open(viewer, public_id)
    if row.version != version:
        raise ChangedMeanwhile(current={"version": row.version, "state": row.state, "facts": row.facts})
    row.title, row.facts = _title(title), clean_text(facts, most=LONGEST)
    row.state, row.is_level_lowered = state.value, is_level_lowered
    row.ended_at = timezone.now() if is_over else None
    return _saved(viewer, row, "change_situation")


def carry_over(viewer: Viewer, public_id: uuid.UUID, way: str = "") -> DraftShown:
    """A report begun with the facts as they are written here; nothing is sent."""
    row = _open(viewer, public_id)
    text = "\n".join(one for one in (row.title, row.facts) if one)
    begun = begin_report(viewer, way, {"summary": text})
    row.draft = begun.public_id
    _saved(viewer, row, "carry_over")
    return begun


def _open(viewer: Viewer, public_id: uuid.UUID) -> Situation:
    row = situation_row(viewer, public_id)
    if row.ended_at is not None:
        raise SituationOver
    return row


def _title(text: str) -> str:
    said = clean_line(text, most=200)
    if not said:
        raise InvalidFields(fields={"title": [TitleNeeded.code]})
    return said


def _saved(viewer: Viewer, row: Situation, deed: str) -> Situation:
    row.version += 1
    row.changed_by_id, row.changed_at = viewer.seat.person_id, timezone.now()
    row.save()
    _record(viewer, deed, row)
    return row


def _record(viewer: Viewer, deed: str, row: Situation) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
