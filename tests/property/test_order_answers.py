"""Orders under random answers: the table alone decides, the history only grows, and nobody outside the house ever reads a row."""

from typing import Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.response.actions import OrderWish, answer, hand_over, order, undo
from noroshi.response.models import Order, Step
from noroshi.response.queries import order_shown
from noroshi.response.states import FIELD, FINISHED, MOVES, OPEN, ORDERER, WITH_FIELD, moves
from noroshi.vocabulary import OrderReach, OrderState
from noroshi.vocabulary.errors import Refusal
from tests.cast import Cast

OUTSIDE: Final = ("neighbor", "secretariat", "ministry", "center", "bank", "isac", "maintainer", "platform")
ACTORS: Final = ("saeki@shiomi", "ashida@shiomi", "tamaki-y@shiomi", "watarase@hokuryo", "hirasawa-k@meti")
DEEDS: Final = ("undo", "over", *(state.value for state in OrderState))


def test_the_table_is_whole() -> None:
    assert set(MOVES) == set(OrderState)
    assert OPEN | FINISHED | {OrderState.WITHDRAWN} == set(OrderState)
    assert not OPEN & FINISHED
    reached = {to for found in MOVES.values() for to in found} | {OrderState.ORDERED}
    assert reached == set(OrderState)
    for state in OrderState:
        assert set(moves(state, frozenset({FIELD, ORDERER}))) == set(MOVES[state])
        assert not moves(state, frozenset())
        assert OrderState.CONFIRMED not in moves(state, frozenset({FIELD}))
        assert not {OrderState.DONE, OrderState.SEEN} & set(moves(state, frozenset({ORDERER})))


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    reach=st.sampled_from(list(OrderReach)),
    said=st.lists(st.tuples(st.sampled_from(ACTORS), st.sampled_from(DEEDS)), max_size=12),
)
def test_whatever_is_said_the_table_holds_and_nothing_leaves(
    cast: Cast, reach: OrderReach, said: list[tuple[str, str]]
) -> None:
    with transaction.atomic():
        csirt = cast.world.viewer("saeki@shiomi")
        desks = {login: cast.world.viewer(login) for login in ACTORS}
        to = Desk.objects.get(pk=desks["ashida@shiomi"].desk_id).public_id
        with acting_as(csirt):
            one = order(csirt, OrderWish("作業", "する", [to], reach=reach))[0]
        whose, stood = [desks["ashida@shiomi"].desk_id], [OrderState.ORDERED]
        for login, deed in said:
            viewer = desks[login]
            if _done(viewer, one, deed, desks):
                _expected(viewer, one, deed, whose, stood, desks)
        with acting_as(csirt):
            shown = order_shown(csirt, one.public_id)
            assert [step.state for step in shown.steps] == stood
            assert [step.desk.pk for step in shown.steps] == whose
            assert [step.number for step in shown.steps] == list(range(1, len(stood) + 1))
        for name in OUTSIDE:
            stranger: Viewer = getattr(cast, name)
            with acting_as(stranger):
                assert not Order.objects.exists()
                assert not Step.objects.exists()
        transaction.set_rollback(True)


def _done(viewer: Viewer, one: Order, deed: str, desks: dict[str, Viewer]) -> bool:
    """False when the room refused; then nothing has changed."""
    try:
        with acting_as(viewer), transaction.atomic():
            before = Step.objects.filter(order_id=one.pk).count()
            if deed == "undo":
                undo(viewer, one.public_id)
            elif deed == "over":
                there = Desk.objects.get(pk=desks["tamaki-y@shiomi"].desk_id).public_id
                hand_over(viewer, one.public_id, desk=there)
            else:
                answer(viewer, one.public_id, OrderState.of(deed), text="理由と結果")
            return Step.objects.filter(order_id=one.pk).count() > before
    except Refusal:
        return False


def _expected(
    viewer: Viewer, one: Order, deed: str, whose: list[int], stood: list[OrderState], desks: dict[str, Viewer]
) -> None:
    """The same, told anew from the table."""
    now, desk = stood[-1], whose[-1]
    sides = {
        side for side, is_so in ((FIELD, viewer.desk_id == desk), (ORDERER, viewer.desk_id == one.by_desk_id)) if is_so
    }
    if deed == "undo":
        assert len(stood) > 1
        stood.append(stood[-2])
        whose.append(whose[-2])
    elif deed == "over":
        assert sides
        assert now in WITH_FIELD
        there = desks["tamaki-y@shiomi"].desk_id
        stood.append(now if there == desk else OrderState.ORDERED)
        whose.append(there)
    else:
        assert OrderState.of(deed) in moves(now, frozenset(sides))
        stood.append(OrderState.of(deed))
        whose.append(desk)
