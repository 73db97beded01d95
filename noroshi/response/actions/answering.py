"""Answering an order, taking the answer back, handing it on. Nothing is erased: each is a step of its own."""

from collections.abc import Collection
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Membership
from noroshi.response.actions.ordering import MOST_TEXT
from noroshi.response.actions.stepping import Standing, step, tell, told
from noroshi.response.errors import (
    DeskNotOurs,
    HandOverByOrderer,
    MoveUnfit,
    NothingToUndo,
    OrderMoved,
    ProofMissing,
    ReasonMissing,
    WaitsForOthers,
)
from noroshi.response.models import Order, Step
from noroshi.response.rows import latest_step, order_row, own_desk_row, sides_of, still_open
from noroshi.response.states import FINISHED, PROOF, REASON, WITH_FIELD, WORK, Move, move
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import NoticeKind, OrderReach, OrderState
from noroshi.vocabulary.text import clean_text


def answer(
    viewer: Viewer,
    order_id: UUID,
    to: OrderState,
    *,
    text: str = "",
    files: Collection[UUID] = (),
    read_number: int | None = None,
) -> Step:
    """`read_number` is the step that whoever answers has seen; the same answer said twice is one."""
    row = order_row(viewer, order_id)
    before = latest_step(viewer, row)
    if before.state == to.value and before.by_desk_id == viewer.desk_id:
        return before
    _must_be_as_read(before, read_number)
    found = move(OrderState.of(before.state), to, sides_of(viewer, row, before))
    if found is None:
        raise MoveUnfit
    said, proof = clean_text(text, most=MOST_TEXT), _files(viewer, row, files)
    _must_say(found, said, proof)
    if to in WORK and OrderState.of(before.state) in WITH_FIELD and still_open(viewer, row.after):
        raise WaitsForOthers
    now = Standing(to, before.desk_id, before.person_id, said, proof)
    made = step(viewer, row, before.number + 1, now)
    told(viewer, "answer_order", row, state=to.value)
    tell(viewer, {row.by_desk_id, before.desk_id}, NoticeKind.ORDER_ANSWERED, row)
    if to in FINISHED:
        _tell_who_waited(viewer, row)
    return made


def undo(viewer: Viewer, order_id: UUID) -> Step:
    """What stood before stands again, by the desk that said otherwise; the answer stays in the history."""
    row = order_row(viewer, order_id)
    steps = list(readable_by(viewer, Step.objects.filter(order=row)).order_by("number"))
    latest = steps[-1]
    if len(steps) < 2 or latest.takes_back is not None or latest.by_desk_id != viewer.desk_id:
        raise NothingToUndo
    before = steps[-2]
    now = Standing(OrderState.of(before.state), before.desk_id, before.person_id, takes_back=latest.number)
    made = step(viewer, row, latest.number + 1, now)
    told(viewer, "undo_order_step", row, number=latest.number)
    tell(viewer, {row.by_desk_id, latest.desk_id, before.desk_id}, NoticeKind.ORDER_ANSWERED, row)
    return made


def hand_over(
    viewer: Viewer, order_id: UUID, *, desk: UUID | None = None, person: UUID | None = None, text: str = ""
) -> Step:
    """To another desk of the house, or to somebody of the desk; by whose it is, or by who gave it."""
    row = order_row(viewer, order_id)
    before = latest_step(viewer, row)
    if not sides_of(viewer, row, before) or OrderState.of(before.state) not in WITH_FIELD:
        raise MoveUnfit
    to = own_desk_row(viewer, desk) if desk else before.desk
    if to is None:
        raise DeskNotOurs
    if row.reach == OrderReach.DESKS and to.pk not in {row.by_desk_id, before.desk_id}:
        raise HandOverByOrderer
    state = OrderState.of(before.state) if to.pk == before.desk_id else OrderState.ORDERED
    now = Standing(state, to.pk, _somebody(to.pk, person), clean_text(text, most=MOST_TEXT))
    made = step(viewer, row, before.number + 1, now)
    told(viewer, "hand_over_order", row, desk=str(to.public_id))
    tell(viewer, {row.by_desk_id, to.pk}, NoticeKind.ORDERED, row)
    return made


def _must_be_as_read(before: Step, read_number: int | None) -> None:
    if read_number is not None and before.number != read_number:
        raise OrderMoved


def _must_say(found: Move, text: str, files: Collection[UUID]) -> None:
    if found.asks == REASON and not text:
        raise ReasonMissing
    if found.asks == PROOF and not text and not files:
        raise ProofMissing


def _files(viewer: Viewer, row: Order, wanted: Collection[UUID]) -> tuple[UUID, ...]:
    """Files that were taken in for this order; another one is none."""
    there = {one.public_id for one in files_of_draft(viewer, row.public_id)} if wanted else set()
    return tuple(one for one in wanted if one in there)


def _somebody(desk: int, person: UUID | None) -> int | None:
    if person is None:
        return None
    seats = Membership.objects.filter(desk=desk, ended_at=None, person__public_id=person, person__is_active=True)
    found = seats.values_list("person_id", flat=True).first()
    if found is None:
        raise DeskNotOurs
    return found


def _tell_who_waited(viewer: Viewer, done: Order) -> None:
    waiting = readable_by(viewer, Order.objects.filter(after__contains=[done.public_id]))
    for row in waiting:
        if not still_open(viewer, row.after):
            tell(viewer, [latest_step(viewer, row).desk_id], NoticeKind.ORDERED, row)
