"""Saying to another desk how the own orders stand: several CSIRTs to the one that sums up (C-176). As much as the own desk chose."""

from collections import Counter
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.directory.known import known_desks
from noroshi.directory.models import Desk
from noroshi.ledger.actions import record
from noroshi.response.about import About, may_leave
from noroshi.response.errors import RollupAmongOperators, RollupTwice
from noroshi.response.models import Order, Rollup
from noroshi.response.ranges import two_desks
from noroshi.response.rows import standing
from noroshi.response.states import OPEN
from noroshi.vocabulary import NoticeKind, OrderReach, OrganizationKind, RollupGrain
from noroshi.vocabulary.errors import NotFound, NotYours

SYSTEM: Final = SystemViewer("response")
OPERATORS: Final = {OrganizationKind.OPERATOR.value, OrganizationKind.KEY_SERVICE_OPERATOR.value}
MOST_TITLES: Final = 200


def begin_rollup(viewer: Viewer, to_desk: UUID, grain: RollupGrain) -> Rollup:
    """An act of its own, by those who may read everything at their desk; never to an authority."""
    other = _other(viewer, to_desk)
    if not viewer.person.needs_everything():
        raise NotYours
    try:
        with transaction.atomic():
            row = Rollup.objects.create(
                audience_id=two_desks(viewer, other.pk),
                from_desk_id=viewer.desk_id,
                to_desk=other,
                grain=grain.value,
                by_id=viewer.seat.person_id,
                at=timezone.now(),
            )
    except IntegrityError as mistake:
        if "one_rollup_between_two_desks" in str(mistake):
            raise RollupTwice from None
        raise
    record(
        deed="begin_rollup",
        actor=viewer.actor,
        objects=[(row.public_id, viewer.organization_id)],
        subject_organization=other.organization_id,
        detail={"grain": grain.value},
    )
    notify(viewer, [other.pk], NoticeKind.WARNED, link="/orders/rollup/")
    return row


def end_rollup(viewer: Viewer, rollup_id: UUID) -> None:
    """From now on nothing more is said, and what was said is taken back."""
    rows = Rollup.objects.filter(public_id=rollup_id, from_desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    row.ended_at, row.figures = timezone.now(), {}
    row.save(update_fields=["ended_at", "figures"])
    record(deed="end_rollup", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def say_rollups() -> int:
    """Under the system's login: what changed is said anew. How many it was."""
    with acting_as(SYSTEM):
        said = 0
        for row in Rollup.objects.filter(ended_at=None).order_by("pk"):
            now = _figures(row)
            if row.said_at is None or now != row.figures:
                row.figures, row.said_at = now, timezone.now()
                row.save(update_fields=["figures", "said_at"])
                said += 1
        return said


def _other(viewer: Viewer, to_desk: UUID) -> Desk:
    rows = known_desks(viewer.seat).filter(public_id=to_desk, is_active=True).exclude(pk=viewer.desk_id)
    found = rows.select_related("organization").first()
    if found is None:
        raise NotFound
    if found.organization_id != viewer.organization_id and not OPERATORS.issuperset(found.organization.kinds):
        raise RollupAmongOperators
    return found


def _figures(row: Rollup) -> dict[str, Any]:
    """Of orders that the desk gave and that its whole house may read. A title leaves only where what it is about may leave."""
    given = Order.objects.filter(by_desk=row.from_desk_id, reach=OrderReach.HOUSE.value)
    fields = ("title", "now_state", "due_at", "about_kind", "about")
    told = list(standing(given).order_by("due_at", "pk").values_list(*fields))
    now, states = timezone.now(), {state.value for state in OPEN}
    found: dict[str, Any] = {
        "states": dict(Counter(state for _title, state, *_ in told)),
        "late": sum(1 for _title, state, due, *_ in told if state in states and due < now),
    }
    if RollupGrain.of(row.grain) is RollupGrain.TITLES:
        named = [one for one in told if one[1] in states and _may_leave(*one[3:])]
        found["orders"] = [
            {"title": title, "state": state, "due_at": due.isoformat()} for title, state, due, *_ in named[:MOST_TITLES]
        ]
    return found


def _may_leave(kind: str, about: UUID | None) -> bool:
    return about is None or may_leave(SYSTEM, About(kind, about))
