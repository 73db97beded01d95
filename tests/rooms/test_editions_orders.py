"""Standing relay orders: what arrives goes on at once, inside the ceiling, shown as relayed by order."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import end_order, write_order
from noroshi.editions.actions.orders import Order
from noroshi.editions.errors import NotACarrier
from noroshi.editions.models import Edition
from noroshi.editions.queries import receipts_readable_by
from noroshi.sharing.parties import desk
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound

pytestmark = pytest.mark.django_db


def holds(viewer, edition) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(public_id=edition.public_id).exists()


def order_to_the_center(cast, **more):
    with acting_as(cast.ministry):
        return write_order(cast.ministry, Order(to=frozenset({desk(cast.center.desk_id)}), **more))


def test_what_arrives_at_the_ministry_goes_on_to_the_center_at_once(cast):
    order_to_the_center(cast, sectors=frozenset({"electricity"}), tlps=frozenset({"amber", "green"}))
    edition = cast.report(cast.electric)

    cast.send(cast.electric, edition, cast.ministry)

    assert holds(cast.center, edition)
    with acting_as(cast.center):
        last = receipts_readable_by(cast.center, edition.public_id)[-1]
    assert last.is_by_order
    assert last.from_desk.pk == cast.ministry.desk_id


def test_an_order_about_another_color_or_sector_relays_nothing(cast):
    order_to_the_center(cast, tlps=frozenset({"green"}))
    order_to_the_center(cast, sectors=frozenset({"gas"}))
    edition = cast.report(cast.electric)

    cast.send(cast.electric, edition, cast.ministry)

    assert not holds(cast.center, edition)


def test_an_order_never_relays_beyond_the_ceiling(cast):
    with acting_as(cast.ministry):
        write_order(cast.ministry, Order(to=frozenset({desk(cast.bank.desk_id)})))
    edition = cast.report(cast.electric)

    cast.send(cast.electric, edition, cast.ministry)

    assert holds(cast.ministry, edition)
    assert not holds(cast.bank, edition)


def test_an_ended_order_relays_nothing(cast):
    order = order_to_the_center(cast)
    with acting_as(cast.ministry):
        end_order(cast.ministry, order.public_id)
    edition = cast.report(cast.electric)

    cast.send(cast.electric, edition, cast.ministry)

    assert not holds(cast.center, edition)


def test_two_orders_that_point_at_each_other_come_to_rest(cast):
    with acting_as(cast.secretariat):
        write_order(cast.secretariat, Order(to=frozenset({desk(cast.ministry.desk_id)})))
    with acting_as(cast.ministry):
        write_order(cast.ministry, Order(to=frozenset({desk(cast.secretariat.desk_id)})))
    edition = cast.report(cast.electric, Tlp.GREEN)

    cast.send(cast.electric, edition, cast.secretariat)

    assert holds(cast.ministry, edition)


def test_an_operator_writes_no_relay_order(cast):
    with acting_as(cast.electric), pytest.raises(NotACarrier):
        write_order(cast.electric, Order(to=frozenset({desk(cast.neighbor.desk_id)})))


def test_nobody_ends_the_order_of_another_desk(cast):
    order = order_to_the_center(cast)

    with acting_as(cast.center), pytest.raises(NotFound):
        end_order(cast.center, order.public_id)


def test_an_originator_may_ask_for_relay_by_hand(cast):
    order_to_the_center(cast)
    edition = cast.report(cast.electric, relay_by_hand=True)

    cast.send(cast.electric, edition, cast.ministry)

    assert holds(cast.ministry, edition)
    assert not holds(cast.center, edition)
