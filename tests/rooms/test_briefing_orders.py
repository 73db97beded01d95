"""Orders and figures on a page for executives: for whoever may read the order, as it stands; the rest is as if it were not there."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.models import OrderOnPage
from noroshi.briefing.offered import items_offered, orders_offered
from noroshi.briefing.queries import BriefingShown, briefings_readable_by
from noroshi.response.about import EDITION, About
from noroshi.response.actions import OrderWish, order
from noroshi.response.actions.assets import AssetWish, add_asset
from noroshi.response.models import Order
from noroshi.vocabulary import AssetKind, OrderReach, OrderState, Tlp
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.test_briefing import composed, read
from tests.rooms.test_response_orders import desk_of, field, ordered, said, systems
from tests.rooms.test_sheets import named, shared

pytestmark = pytest.mark.django_db
SECRET = "変電所の保守用端末を抜く"


def open_report(cast: Cast) -> UUID:
    return reported(cast.electric, "direct_report", tlp="green", summary="不審な通信")


def titles(page: BriefingShown) -> list[str]:
    return [one.title for one in page.orders.lines]


def between_two_desks(cast: Cast) -> UUID:
    """Of no concern to the desk that decides."""
    return ordered(cast.electric, field(cast), SECRET, reach=OrderReach.DESKS)


def late(cast: Cast, title: str, **more: Any) -> UUID:
    """Overdue by now."""
    one = ordered(cast.electric, field(cast), title, due_at=timezone.now() + timedelta(hours=1), **more)
    with acting_as(cast.electric):
        Order.objects.filter(public_id=one).update(due_at=timezone.now() - timedelta(hours=1))
    return one


def done(cast: Cast, title: str) -> UUID:
    one = ordered(cast.electric, field(cast), title)
    said(field(cast), one, OrderState.DONE, text="確かめた")
    return one


def test_orders_stand_on_the_page_as_they_stand_now(cast: Cast) -> None:
    first, second = ordered(cast.electric, field(cast), "回線を抜く"), late(cast, "鍵を替える")
    page = composed(cast, open_report(cast), orders=[second, first])

    said(field(cast), first, OrderState.DONE, text="確かめた")

    shown = read(cast.electric_executive, page).orders
    assert [(one.title, one.state, one.is_late) for one in shown.lines] == [
        ("鍵を替える", OrderState.ORDERED, True),
        ("回線を抜く", OrderState.DONE, False),
    ]
    assert (shown.finished, shown.late) == (1, 1)


def test_whoever_may_not_read_an_order_finds_neither_it_nor_its_count(cast: Cast) -> None:
    hidden, told = between_two_desks(cast), done(cast, "鍵を替える")
    page = composed(cast, open_report(cast), orders=[hidden, told], figures=True)

    seen = read(cast.electric_executive, page)

    assert titles(seen) == ["鍵を替える"]
    assert SECRET not in repr(seen)
    assert seen.figures is not None
    assert (seen.orders.finished, seen.orders.late) == (1, 0)
    assert (seen.figures.open, seen.figures.finished) == (0, 1)
    own = read(cast.electric, page)
    assert titles(own) == [SECRET, "鍵を替える"]
    assert own.figures is not None
    assert (own.figures.open, own.figures.finished) == (1, 1)


def test_the_database_itself_gives_no_row_of_an_order_that_is_not_for_its_reader(cast: Cast) -> None:
    page = composed(cast, open_report(cast), orders=[between_two_desks(cast)], figures=True)

    with acting_as(cast.electric):
        assert OrderOnPage.objects.filter(briefing__public_id=page).count() == 1
    for other in (cast.electric_executive, cast.electric_colleague, cast.bank, cast.ministry, cast.neighbor):
        with acting_as(other):
            assert not OrderOnPage.objects.exists()


def test_nobody_else_puts_an_order_on_a_page(cast: Cast) -> None:
    told = ordered(cast.electric, field(cast), "回線を抜く")
    page = composed(cast, open_report(cast))
    put = """insert into briefing_orderonpage (audience_id, briefing_id, "order", is_chosen, is_counted, state, was_late)
      select audience_id, id, %s, true, false, 'ordered', false from briefing_briefing where public_id = %s"""

    executive = cast.electric_executive
    with acting_as(executive), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(put, [told, page])
    assert titles(read(cast.electric, page)) == []


@pytest.mark.parametrize("missing", ["nowhere", "of another desk", "of another house"])
def test_an_order_that_one_does_not_read_composes_no_page(cast: Cast, missing: str) -> None:
    others = {
        "nowhere": uuid4,
        "of another desk": lambda: ordered(systems(cast), systems(cast), reach=OrderReach.DESKS),
        "of another house": lambda: ordered(cast.bank, cast.bank),
    }

    with pytest.raises(NotFound):
        composed(cast, open_report(cast), orders=[others[missing]()])


def test_a_page_is_as_narrow_as_the_strictest_order_on_it(cast: Cast) -> None:
    source = open_report(cast)
    plain, narrow = composed(cast, source), composed(cast, source, orders=[between_two_desks(cast)])
    elsewhere = Viewer(systems(cast).seat)

    with acting_as(cast.electric):
        assert {one.public_id: one.tlp for one in briefings_readable_by(cast.electric)} == {
            plain: Tlp.GREEN,
            narrow: Tlp.RED,
        }
    assert read(cast.electric_executive, narrow).line.tlp is Tlp.GREEN
    with acting_as(elsewhere), pytest.raises(NotFound):
        read(elsewhere, narrow)


def test_figures_are_those_of_the_moment_of_composing(cast: Cast) -> None:
    with acting_as(cast.electric):
        wish = AssetWish("系統監視装置", AssetKind.CONTROL, desk_of(field(cast)))
        system = add_asset(cast.electric, wish).asset
    first = ordered(cast.electric, field(cast), "回線を抜く", assets=[system])
    late(cast, "鍵を替える")
    done(cast, "写しを取る")
    page = composed(cast, open_report(cast), figures=True)

    said(field(cast), first, OrderState.DONE, text="確かめた")
    ordered(cast.electric, field(cast), "後から出した指示")

    shown = read(cast.electric_executive, page)
    assert shown.figures is not None
    assert (shown.figures.open, shown.figures.late, shown.figures.finished) == (2, 1, 1)
    assert [one.name for one in shown.figures.systems] == ["系統監視装置"]
    assert shown.figures.at == shown.line.made_at


def test_a_page_without_figures_has_none(cast: Cast) -> None:
    ordered(cast.electric, field(cast), "回線を抜く")

    assert read(cast.electric, composed(cast, open_report(cast))).figures is None


def test_an_item_or_order_that_was_named_is_offered_however_old_it_is(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr("noroshi.briefing.offered.ITEMS", 1)
    monkeypatch.setattr("noroshi.briefing.offered.OPEN_ORDERS", 1)
    old, new = open_report(cast), open_report(cast)
    ordered(cast.electric, field(cast), "先に済ませる", due_at=timezone.now() + timedelta(hours=1))
    by_name = ordered(cast.electric, field(cast), "名指しした指示")
    about = ordered(cast.electric, field(cast), "この件の指示", about=About(EDITION, old))

    with acting_as(cast.electric):
        items = [one.public_id for one in items_offered(cast.electric, [old])]
        orders = [one.public_id for one in orders_offered(cast.electric, [by_name], [old])]
    assert items == [old, new]
    assert orders[:2] == [by_name, about]


def test_sheets_are_offered_and_nothing_that_is_not_for_this_person(cast: Cast) -> None:
    sheet = shared(cast.neighbor, "amber", named(cast, "organization:shiomi"))
    narrow = between_two_desks(cast)

    with acting_as(cast.electric):
        assert sheet in {one.public_id for one in items_offered(cast.electric, [])}
    for other in (cast.electric_colleague, cast.bank, cast.ministry):
        fresh = Viewer(other.seat)
        with acting_as(fresh):
            assert sheet not in {one.public_id for one in items_offered(fresh, [sheet])}
    for other in (cast.electric_executive, cast.bank, cast.ministry):
        fresh = Viewer(other.seat)
        with acting_as(fresh):
            assert narrow not in {one.public_id for one in orders_offered(fresh, [narrow], [])}


def test_an_order_of_the_own_house_named_twice_stands_once(cast: Cast) -> None:
    wish = OrderWish("回線を抜く", "保守用の回線を抜く。", [desk_of(field(cast))])
    with acting_as(cast.electric):
        one = order(cast.electric, wish)[0].public_id

    assert titles(read(cast.electric, composed(cast, open_report(cast), orders=[one, one]))) == ["回線を抜く"]
