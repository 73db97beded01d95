"""Chasing by rule: reminded before the time, told at it, and after that one tier higher each time (C-169). A job does it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.directory.models import Desk
from noroshi.ledger.actions import record
from noroshi.response.errors import HoursUnfit
from noroshi.response.models import Chase, ChasingRule, Order, Step
from noroshi.response.ranges import house
from noroshi.response.rows import latest_steps, standing
from noroshi.response.states import OPEN
from noroshi.vocabulary import DeskKind, NoticeKind, OrderReach, OrderState, Urgency
from noroshi.vocabulary.errors import NotYours

SYSTEM: Final = SystemViewer("response")
TIERS: Final = (DeskKind.CSIRT, DeskKind.PLANNING, DeskKind.EXECUTIVE)
SOON, LATE = 0, 1


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Hours before the time, and hours from one tier to the next."""

    remind_hours: int = 24
    escalate_hours: int = 24


def set_chasing(viewer: Viewer, rhythm: Rhythm) -> None:
    """For all orders of the house; by those who may read everything at their desk."""
    if not viewer.person.needs_everything():
        raise NotYours
    if not (1 <= rhythm.remind_hours <= 720 and 1 <= rhythm.escalate_hours <= 720):
        raise HoursUnfit
    row = ChasingRule.objects.create(
        audience_id=house(viewer),
        organization_id=viewer.organization_id,
        remind_hours=rhythm.remind_hours,
        escalate_hours=rhythm.escalate_hours,
        by_desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    record(deed="set_chasing", actor=viewer.actor, detail={"rule": row.pk})


def rhythm_of(organization: int) -> Rhythm:
    """As the caller may read it: the newest that the house has set, or the usual one."""
    row = ChasingRule.objects.filter(organization=organization).order_by("-pk").first()
    return Rhythm(row.remind_hours, row.escalate_hours) if row else Rhythm()


def chase(now: datetime | None = None) -> int:
    """Says how many orders somebody was reminded of. May run twice: each level of each due time is told once."""
    moment = now or timezone.now()
    with acting_as(SYSTEM):
        rows = standing(Order.objects.all()).filter(now_state__in=[state.value for state in OPEN])
        waiting: list[Order] = list(rows.filter(due_at__lt=moment + timedelta(hours=720)).order_by("pk"))
        rhythms = {number: rhythm_of(number) for number in {row.organization_id for row in waiting}}
        steps, told = latest_steps(SYSTEM, waiting), _told(waiting)
        due = [
            (row, level)
            for row in waiting
            if (level := level_of(row, rhythms[row.organization_id], moment)) is not None
            and level > told.get((row.pk, row.due_at), -1)
        ]
        for row, level in due:
            _chased(row, steps[row.pk], level, moment)
        return len(due)


def level_of(row: Order, rhythm: Rhythm, now: datetime) -> int | None:
    """How far its chasing has come; a short time is not reminded of before its half."""
    soon = max(row.due_at - timedelta(hours=rhythm.remind_hours), row.made_at + (row.due_at - row.made_at) / 2)
    if now < soon:
        return None
    if now < row.due_at:
        return SOON
    higher = int((now - row.due_at) / timedelta(hours=rhythm.escalate_hours))
    return LATE + min(higher, len(TIERS))


def _told(rows: Sequence[Order]) -> Mapping[tuple[int, datetime], int]:
    kept = Chase.objects.filter(order__in=rows).order_by("level").values_list("order", "due_at", "level")
    return {(order, due_at): level for order, due_at, level in kept}


def _chased(row: Order, step: Step, level: int, now: datetime) -> None:
    Chase.objects.create(audience_id=row.audience_id, order=row, due_at=row.due_at, level=level, at=now)
    desks = _desks(row, step, level)
    kind = NoticeKind.ORDER_DUE if level == SOON else NoticeKind.ORDER_LATE
    urgency = Urgency.EMERGENCY if row.importance == "warning" else Urgency.ROUTINE
    notify(SYSTEM, desks, kind, urgency=urgency, link=f"/orders/{row.public_id}/")
    record(
        deed="chase_order",
        system=SYSTEM.name,
        objects=[(row.public_id, row.organization_id)],
        detail={"level": level},
    )


def _desks(row: Order, step: Step, level: int) -> Collection[int]:
    """What cannot be done waits for whoever ordered it. An order of two desks is told to nobody above them."""
    waits_for = row.by_desk_id if step.state == OrderState.CANNOT else step.desk_id
    if level == SOON:
        return {waits_for}
    if level == LATE or row.reach == OrderReach.DESKS:
        return {waits_for, row.by_desk_id}
    above = Desk.objects.filter(organization_id=row.organization_id, is_active=True, kind=TIERS[level - 2].value)
    return {row.by_desk_id, *above.values_list("pk", flat=True)}
