"""Between council and plan: two flags of one happening, and the desk that they suggest (手引書 III.2 図10; F13, C-202)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.emergency.models import Situation
from noroshi.vocabulary import IncidentState
from noroshi.vocabulary.errors import NotFound


class Advice(Enum):
    """Where to turn to in which state; both at once when damage shows before it is understood (T2)."""

    OWN = "own"
    COUNCIL = "council"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class SituationShown:
    public_id: uuid.UUID
    title: str
    facts: str
    state: IncidentState
    is_level_lowered: bool
    advice: tuple[Advice, ...]
    draft: uuid.UUID | None
    version: int
    changed_at: datetime
    changed_by: Person
    ended_at: datetime | None


def advised(state: IncidentState, *, is_level_lowered: bool) -> tuple[Advice, ...]:
    """A fallen service level is reported by the plan; unease and an incident still being looked into are the council's."""
    found = (
        *((Advice.PLAN,) if is_level_lowered else ()),
        *((Advice.COUNCIL,) if state is not IncidentState.NORMAL else ()),
    )
    return found or (Advice.OWN,)


def situation(viewer: Viewer, public_id: uuid.UUID) -> SituationShown:
    return _shown(situation_row(viewer, public_id))


def situations(viewer: Viewer) -> list[SituationShown]:
    """Of the own desk, open ones first."""
    rows = readable_by(viewer, Situation.objects.filter(desk=viewer.desk_id)).select_related("changed_by")
    return sorted(map(_shown, rows.order_by("-pk")[:100]), key=lambda one: one.ended_at is not None)


def situation_row(viewer: Viewer, public_id: uuid.UUID) -> Situation:
    rows = readable_by(viewer, Situation.objects.filter(public_id=public_id, desk=viewer.desk_id))
    row = rows.select_related("changed_by").first()
    if row is None:
        raise NotFound
    return row


def _shown(row: Situation) -> SituationShown:
    state = IncidentState.of(row.state)
    return SituationShown(
        public_id=row.public_id,
        title=row.title,
        facts=row.facts,
        state=state,
        is_level_lowered=row.is_level_lowered,
        advice=advised(state, is_level_lowered=row.is_level_lowered),
        draft=row.draft,
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        ended_at=row.ended_at,
    )
