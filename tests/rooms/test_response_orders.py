"""Orders to field departments: given, answered in two taps, taken back, handed on; and nothing of them for anybody outside the house."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.directory.models import Desk
from noroshi.response.about import EDITION, STIX, About
from noroshi.response.actions import OrderWish, answer, hand_over, lift, order, put_off, undo
from noroshi.response.actions.assets import AssetWish, add_asset, amend_asset, retire_asset
from noroshi.response.actions.proving import prove
from noroshi.response.assets import assets_of
from noroshi.response.errors import (
    AfterUnfit,
    AssetNamedTwice,
    DeskNotOurs,
    DueUnfit,
    FieldOrdersItself,
    HandOverByOrderer,
    MoveUnfit,
    NothingToUndo,
    OrderMoved,
    ProofMissing,
    ReasonMissing,
    WaitsForOthers,
)
from noroshi.response.models import Asset, Order, Step
from noroshi.response.queries import Wanted, figures, open_orders, order_shown, orders_about, orders_readable_by
from noroshi.vault.actions import remove
from noroshi.vault.errors import FileBound
from noroshi.vault.queries import open_file
from noroshi.vocabulary import AssetKind, NoticeKind, OrderReach, OrderState, ServiceWeight, Tlp, Tlp2
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db
CANARY = "変電所の保守用端末を切り離す"
STRANGERS = (
    *("neighbor", "secretariat", "ministry", "gas_liaison", "center", "bank", "police"),
    *("isac", "hub", "vendor", "maintainer", "platform"),
)


def field(cast: Cast) -> Viewer:
    """Point of contact of the electric company's control systems section."""
    return cast.world.viewer("ashida@shiomi")


def systems(cast: Cast) -> Viewer:
    return cast.world.viewer("tamaki-y@shiomi")


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def ordered(by: Viewer, to: Viewer, title: str = CANARY, **more: Any) -> UUID:
    wish = OrderWish(title, "保守用の回線を抜き、無線も切る。", [desk_of(to)], **more)
    with acting_as(by):
        return order(by, wish)[0].public_id


def said(viewer: Viewer, order_id: UUID, to: OrderState, **more: Any) -> None:
    with acting_as(viewer):
        answer(viewer, order_id, to, **more)


def state(viewer: Viewer, order_id: UUID) -> OrderState:
    with acting_as(viewer):
        return order_shown(viewer, order_id).line.state


def told(viewer: Viewer, kind: NoticeKind) -> int:
    with acting_as(viewer):
        return Notice.objects.filter(desk=viewer.desk_id, kind=kind.value).count()


def test_an_order_reaches_the_field_and_comes_back_done(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast), verify="端末から外へ通信できないこと。")

    said(field(cast), one, OrderState.SEEN)
    said(field(cast), one, OrderState.DONE, text="確かめ方のとおり確かめた")
    said(cast.electric, one, OrderState.CONFIRMED)

    with acting_as(cast.electric):
        shown = order_shown(cast.electric, one)
    assert [step.state.value for step in shown.steps] == ["ordered", "seen", "done", "confirmed"]
    assert shown.next == ()
    assert told(cast.electric, NoticeKind.ORDER_ANSWERED) == 2
    assert told(field(cast), NoticeKind.ORDERED) == 1
    assert told(cast.bank, NoticeKind.ORDERED) == 0


def test_done_needs_proof_and_no_needs_a_reason(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))

    for to, refusal in (
        (OrderState.DONE, ProofMissing),
        (OrderState.CANNOT, ReasonMissing),
        (OrderState.NOT_APPLICABLE, ReasonMissing),
    ):
        with acting_as(field(cast)), pytest.raises(refusal):
            answer(field(cast), one, to)

    assert state(field(cast), one) is OrderState.ORDERED


def test_a_file_is_proof_and_its_house_alone_opens_it(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))

    with acting_as(field(cast)):
        kept = prove(field(cast), one, name="切り離し.txt", chunks=[b"unplugged"])
        answer(field(cast), one, OrderState.DONE, files=[kept.public_id])

    with acting_as(cast.electric):
        assert [file.name for file in order_shown(cast.electric, one).steps[-1].files] == ["切り離し.txt"]
        assert b"".join(open_file(cast.electric, kept.public_id).chunks) == b"unplugged"
    for name in STRANGERS:
        stranger = getattr(cast, name)
        with acting_as(stranger), pytest.raises(NotFound):
            open_file(stranger, kept.public_id)


def test_proof_for_another_desk_s_order_is_not_taken_out_again(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    with acting_as(field(cast)):
        kept = prove(field(cast), one, name="切り離し.txt", chunks=[b"unplugged"])
        answer(field(cast), one, OrderState.DONE, files=[kept.public_id])

        with pytest.raises(FileBound):
            remove(field(cast), kept.public_id)

    with acting_as(cast.electric):
        assert [file.name for file in order_shown(cast.electric, one).steps[-1].files] == ["切り離し.txt"]


def test_whoever_ordered_sends_back_with_a_reason(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    said(field(cast), one, OrderState.DONE, text="済")

    with acting_as(cast.electric), pytest.raises(ReasonMissing):
        answer(cast.electric, one, OrderState.DOING)
    said(cast.electric, one, OrderState.DOING, text="無線がまだ生きている")

    assert state(field(cast), one) is OrderState.DOING


def test_each_side_says_what_is_its_own(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))

    for viewer, to in (
        (field(cast), OrderState.CONFIRMED),
        (field(cast), OrderState.WITHDRAWN),
        (cast.electric, OrderState.DONE),
        (systems(cast), OrderState.SEEN),
    ):
        with acting_as(viewer), pytest.raises(MoveUnfit):
            answer(viewer, one, to, text="x")


def test_an_answer_is_taken_back_and_stays_written(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    said(field(cast), one, OrderState.DONE, text="済")

    with acting_as(field(cast)):
        undo(field(cast), one)
        shown = order_shown(field(cast), one)

    assert shown.line.state is OrderState.ORDERED
    assert [step.state for step in shown.steps] == [OrderState.ORDERED, OrderState.DONE, OrderState.ORDERED]
    assert shown.steps[1].is_taken_back
    assert not shown.may_undo
    with acting_as(field(cast)), pytest.raises(NothingToUndo):
        undo(field(cast), one)


def test_nobody_takes_back_what_another_desk_said(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    said(field(cast), one, OrderState.SEEN)

    for viewer in (cast.electric, systems(cast)):
        with acting_as(viewer), pytest.raises(NothingToUndo):
            undo(viewer, one)


def test_two_answers_at_once_are_told_apart(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    said(field(cast), one, OrderState.SEEN, read_number=1)

    with acting_as(field(cast)), pytest.raises(OrderMoved):
        answer(field(cast), one, OrderState.DOING, read_number=1)


def test_what_waits_for_another_begins_after_it(cast: Cast) -> None:
    first = ordered(cast.electric, systems(cast), "通信を止める")
    second = ordered(cast.electric, field(cast), "端末を入れ替える", after=[first])

    said(field(cast), second, OrderState.SEEN)
    with acting_as(field(cast)), pytest.raises(WaitsForOthers):
        answer(field(cast), second, OrderState.DOING)
    said(systems(cast), first, OrderState.DONE, text="止めた")
    said(field(cast), second, OrderState.DOING)

    assert state(field(cast), second) is OrderState.DOING
    assert told(field(cast), NoticeKind.ORDERED) == 2


def test_the_sequence_is_lifted_by_whoever_ordered(cast: Cast) -> None:
    first = ordered(cast.electric, systems(cast), "通信を止める")
    second = ordered(cast.electric, field(cast), "端末を入れ替える", after=[first])

    with acting_as(field(cast)), pytest.raises(NotYours):
        lift(field(cast), second)
    with acting_as(cast.electric):
        lift(cast.electric, second)
    said(field(cast), second, OrderState.DOING)

    assert state(field(cast), second) is OrderState.DOING


def test_handed_over_it_is_the_other_desks(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))

    with acting_as(field(cast)):
        hand_over(field(cast), one, desk=desk_of(systems(cast)), text="端末は情報システム部の管理です")

    with acting_as(field(cast)), pytest.raises(MoveUnfit):
        answer(field(cast), one, OrderState.SEEN)
    said(systems(cast), one, OrderState.DONE, text="済")
    with acting_as(systems(cast)):
        assert orders_readable_by(systems(cast), Wanted(is_mine=True))[0].public_id == one


def test_it_is_given_to_somebody_of_the_desk_and_to_nobody_else(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    colleague = cast.world.people["negishi@shiomi"]

    with acting_as(field(cast)):
        hand_over(field(cast), one, person=colleague.public_id)
        assert order_shown(field(cast), one).line.person == colleague
        with pytest.raises(DeskNotOurs):
            hand_over(field(cast), one, person=cast.world.people["kanbara@aoshio"].public_id)


def test_for_two_desks_alone_it_goes_no_further(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast), reach=OrderReach.DESKS)

    for viewer in (systems(cast), cast.world.viewer("tsujido@shiomi"), cast.electric_executive):
        with acting_as(viewer), pytest.raises(NotFound):
            order_shown(viewer, one)
    with acting_as(field(cast)), pytest.raises(HandOverByOrderer):
        hand_over(field(cast), one, desk=desk_of(systems(cast)))
    with acting_as(cast.electric), pytest.raises(AfterUnfit):
        order(cast.electric, OrderWish("次", "次の作業", [desk_of(systems(cast))], after=[one]))


def test_the_house_reads_it_and_who_need_not_know_does_not(cast: Cast) -> None:
    usual = ordered(cast.electric, field(cast))
    narrow = ordered(cast.electric, field(cast), "狭い指示", reach=OrderReach.NEED)

    for viewer in (cast.electric_colleague, cast.electric_executive, systems(cast), field(cast)):
        assert state(viewer, usual) is OrderState.ORDERED
    assert state(field(cast), narrow) is OrderState.ORDERED
    for viewer in (cast.electric_colleague, cast.world.viewer("negishi@shiomi")):
        with acting_as(viewer), pytest.raises(NotFound):
            order_shown(viewer, narrow)
    with acting_as(cast.contractor), pytest.raises(NotFound):
        order_shown(cast.contractor, usual)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_nothing_of_orders_and_systems(cast: Cast, name: str) -> None:
    one = ordered(cast.electric, field(cast))
    with acting_as(cast.electric):
        add_asset(cast.electric, AssetWish("変電所の監視装置", AssetKind.CONTROL, desk_of(field(cast))))
    stranger: Viewer = getattr(cast, name)

    with acting_as(stranger):
        assert orders_readable_by(stranger) == []
        assert assets_of(stranger) == []
        assert figures(stranger).open == 0
        for model in (Order, Step, Asset):
            assert not model.objects.exists()
        with pytest.raises(NotFound):
            order_shown(stranger, one)
        with pytest.raises(NotFound):
            answer(stranger, one, OrderState.SEEN)


def test_the_database_keeps_orders_in_the_house_even_in_a_range_that_names_others(cast: Cast) -> None:
    """Somebody's own range, opened to the neighbor: the second lock asks for the house as well."""
    mistaken = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, mistaken, cast.neighbor)
    with acting_as(cast.electric):
        made = order(cast.electric, OrderWish(CANARY, "作業", [desk_of(field(cast))]))[0]
        opened = type(mistaken).objects.get(pk=mistaken.pk).audience_id
        Order.objects.filter(pk=made.pk).update(audience_id=opened)

    with acting_as(cast.neighbor):
        assert not Order.objects.exists()


def test_orders_go_to_the_own_house_alone(cast: Cast) -> None:
    for to in (cast.bank, cast.ministry, cast.maintainer):
        with acting_as(cast.electric), pytest.raises(DeskNotOurs):
            order(cast.electric, OrderWish(CANARY, "作業", [desk_of(to)]))
    with acting_as(cast.electric), pytest.raises(DeskNotOurs):
        order(cast.electric, OrderWish(CANARY, "作業", [uuid4()]))


def test_a_field_desk_orders_itself_and_no_other(cast: Cast) -> None:
    one = ordered(field(cast), field(cast), "自部門の作業")

    said(field(cast), one, OrderState.DONE, text="済")
    said(field(cast), one, OrderState.CONFIRMED)

    assert state(field(cast), one) is OrderState.CONFIRMED
    assert told(field(cast), NoticeKind.ORDERED) == told(field(cast), NoticeKind.ORDER_ANSWERED) == 0
    with acting_as(field(cast)), pytest.raises(FieldOrdersItself):
        order(field(cast), OrderWish(CANARY, "作業", [desk_of(systems(cast))]))


def test_where_no_csirt_is_a_field_desk_orders_others(cast: Cast) -> None:
    Desk.objects.filter(organization_id=cast.electric.organization_id, kind="csirt").update(kind="general")

    one = ordered(field(cast), systems(cast))

    assert state(systems(cast), one) is OrderState.ORDERED


def test_the_title_of_what_it_is_about_is_for_those_who_may_read_that(cast: Cast) -> None:
    item = cast.report(cast.electric, Tlp.RED)
    one = ordered(cast.electric, field(cast), about=About(EDITION, item.public_id))

    with acting_as(cast.electric):
        about = order_shown(cast.electric, one).line.about
        assert about is not None
        assert about.title == "変電所の保守端末から不審な通信"
        assert [line.public_id for line in orders_about(cast.electric, [About(EDITION, item.public_id)])] == [one]
    with acting_as(field(cast)):
        assert order_shown(field(cast), one).line.about is None
        with pytest.raises(NotFound):
            order(field(cast), OrderWish("x", "y", [desk_of(field(cast))], about=About(EDITION, item.public_id)))


def test_orders_are_not_found_by_an_item_that_is_not_for_the_asker(cast: Cast) -> None:
    item = About(EDITION, cast.report(cast.electric, Tlp.RED).public_id)
    one = ordered(cast.electric, field(cast), about=item, reach=OrderReach.HOUSE)
    wanted = Wanted(about=item)

    with acting_as(cast.electric):
        assert [line.public_id for line in orders_readable_by(cast.electric, wanted)] == [one]
        assert figures(cast.electric, wanted).open == 1
    for viewer in (field(cast), cast.electric_colleague):
        with acting_as(viewer):
            assert [line.public_id for line in orders_readable_by(viewer)] == [one]
            assert orders_readable_by(viewer, wanted) == []
            assert figures(viewer, wanted).open == 0
    with acting_as(cast.bank):
        assert orders_readable_by(cast.bank, wanted) == []


def test_without_a_wish_an_order_is_as_narrow_as_its_item_asks(cast: Cast) -> None:
    for tlp, reach in ((Tlp.RED, "desks"), (Tlp.AMBER, "need"), (Tlp.GREEN, "house")):
        about = About(EDITION, cast.report(cast.electric, tlp).public_id)
        assert reach_of(cast, ordered(cast.electric, field(cast), about=about)) == reach
    assert reach_of(cast, ordered(cast.electric, field(cast))) == "house"
    assert reach_of(cast, ordered(cast.electric, field(cast), about=about, reach=OrderReach.DESKS)) == "desks"


@pytest.mark.parametrize(("tlp", "reach"), [(Tlp2.GREEN, "house"), (Tlp2.AMBER, "need"), (Tlp2.RED, "desks")])
def test_of_shared_intelligence_the_color_counts_as_well(cast: Cast, tlp: Tlp2, reach: str) -> None:
    one = indicator(1)
    brought(cast.electric, origin_of(cast.electric, tlp=tlp, opened=()), one)
    about = About(STIX, UUID(one["id"][-36:]))

    assert reach_of(cast, ordered(cast.electric, field(cast), about=about)) == reach


def reach_of(cast: Cast, one: UUID) -> str:
    with acting_as(cast.electric):
        return order_shown(cast.electric, one).reach.value


def test_the_order_that_was_repeated_is_named_to_those_who_may_read_it(cast: Cast) -> None:
    narrow = ordered(cast.electric, systems(cast), reach=OrderReach.DESKS)
    names = [f"order:{narrow}", "template:isolate"]
    one, other = (ordered(cast.electric, field(cast), template=name) for name in names)

    with acting_as(cast.electric):
        assert [order_shown(cast.electric, each).template for each in (one, other)] == names
    with acting_as(field(cast)):
        assert [order_shown(field(cast), each).template for each in (one, other)] == ["", "template:isolate"]


def test_a_due_time_lies_ahead_and_may_be_put_off(cast: Cast) -> None:
    now = timezone.now()
    for due in (now - timedelta(hours=1), now + timedelta(days=400)):
        with acting_as(cast.electric), pytest.raises(DueUnfit):
            order(cast.electric, OrderWish(CANARY, "作業", [desk_of(field(cast))], due_at=due))
    one = ordered(cast.electric, field(cast), due_at=now + timedelta(hours=2))

    with acting_as(cast.electric):
        put_off(cast.electric, one, now + timedelta(days=2), "部品待ち")
    with acting_as(field(cast)), pytest.raises(NotYours):
        put_off(field(cast), one, now + timedelta(days=3))

    with acting_as(field(cast)):
        shown = order_shown(field(cast), one)
    assert shown.line.due_at == now + timedelta(days=2)
    assert shown.steps[-1].text == "部品待ち"


def test_figures_count_what_waits_and_what_is_late(cast: Cast) -> None:
    late = ordered(cast.electric, field(cast), due_at=timezone.now() + timedelta(seconds=2))
    done = ordered(cast.electric, systems(cast), "二つめ")
    said(systems(cast), done, OrderState.DONE, text="済")
    with acting_as(cast.electric):
        Order.objects.filter(public_id=late).update(due_at=timezone.now() - timedelta(hours=1))
        ours = figures(cast.electric)
        waiting = open_orders(cast.electric)
    with acting_as(field(cast)):
        theirs = figures(field(cast))

    assert (ours.open, ours.finished, ours.late, ours.to_look_at, ours.to_me) == (1, 1, 1, 1, 0)
    assert (theirs.to_me, theirs.to_me_late) == (1, 1)
    assert [line.public_id for line in waiting] == [late]


def test_a_system_is_written_changed_and_taken_off(cast: Cast) -> None:
    wish = AssetWish("監視装置", AssetKind.CONTROL, desk_of(field(cast)), ServiceWeight.STOPS)
    with acting_as(cast.electric):
        made = add_asset(cast.electric, wish)
        with pytest.raises(AssetNamedTwice):
            add_asset(cast.electric, wish)
    with acting_as(field(cast)):
        amend_asset(field(cast), made.asset, AssetWish("監視装置 甲", AssetKind.CONTROL, desk_of(field(cast))))
        assert [(one.name, one.number) for one in assets_of(field(cast))] == [("監視装置 甲", 2)]
    one = ordered(cast.electric, field(cast), assets=[made.asset])
    with acting_as(cast.electric):
        assert order_shown(cast.electric, one).line.assets[0].name == "監視装置 甲"
        retire_asset(cast.electric, made.asset)
        assert assets_of(cast.electric) == []
        assert order_shown(cast.electric, one).line.title == CANARY


def test_the_database_lets_nobody_answer_in_anothers_name(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))
    with acting_as(cast.electric):
        row = Order.objects.get(public_id=one)

    for viewer, more in (
        (systems(cast), {}),
        (field(cast), {"by_desk_id": cast.electric.desk_id}),
        (field(cast), {"desk_id": cast.bank.desk_id}),
    ):
        values: dict[str, Any] = {
            "audience_id": row.audience_id,
            "order": row,
            "number": 2,
            "state": "done",
            "desk_id": field(cast).desk_id,
            "by_desk_id": viewer.desk_id,
            "by_id": viewer.seat.person_id,
            "at": timezone.now(),
            **more,
        }
        with acting_as(viewer), pytest.raises(ProgrammingError), transaction.atomic():
            Step.objects.create(**values)


def test_nothing_of_an_order_is_rewritten_or_erased(cast: Cast) -> None:
    one = ordered(cast.electric, field(cast))

    for statement in (
        "update response_order set title = 'x' where public_id = %s",
        "update response_step set state = 'done' where order_id = (select id from response_order where public_id = %s)",
        "delete from response_order where public_id = %s",
    ):
        with (
            acting_as(cast.electric),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as sql,
        ):
            sql.execute(statement, [one])
