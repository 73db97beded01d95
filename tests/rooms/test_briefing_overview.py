"""What is open in the whole house, as far as one person reads it: advisories that nobody answered, orders that are not done."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.queries import holders
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.overview import Overview, Quarter, overview
from noroshi.response.models import Order
from noroshi.vocabulary import OrderReach, OrderState
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.test_response_orders import field, ordered, said, systems

pytestmark = pytest.mark.django_db
OUTSIDE = ("bank", "center", "maintainer", "police")


def advised(cast: Cast, tlp: str = "green") -> UUID:
    """An advisory that has come down to the members of the electricity CEPTOAR."""
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    made = issued(cast.center, pair, tlp=tlp)
    for by in (cast.ministry, cast.secretariat):
        with acting_as(by):
            relay_advisory(by, made, to=[one.text for one in relay_choices(by, made)][:1])
    return made


def seen(viewer: Viewer, page: int = 1) -> Overview:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return overview(fresh, page)


def open_to(viewer: Viewer) -> list[UUID]:
    found = seen(viewer).advisories
    assert len(found.lines) == found.all
    return [one.public_id for one in found.lines]


def answered(viewer: Viewer, advisory: UUID) -> None:
    with acting_as(viewer):
        acknowledge(viewer, advisory)


def test_an_advisory_is_open_for_the_whole_house_until_one_of_its_desks_answers(cast: Cast) -> None:
    advisory = advised(cast)
    for one in (cast.electric, cast.electric_executive, systems(cast), cast.neighbor):
        assert open_to(one) == [advisory]

    answered(cast.electric, advisory)

    for one in (cast.electric, cast.electric_executive, systems(cast)):
        assert open_to(one) == []
    assert open_to(cast.neighbor) == [advisory]


@pytest.mark.parametrize("stranger", OUTSIDE)
def test_whoever_did_not_get_an_advisory_finds_none_open(cast: Cast, stranger: str) -> None:
    advised(cast)

    assert open_to(getattr(cast, stranger)) == []


def test_a_colleague_without_need_to_know_finds_no_advisory_and_no_count_of_any(cast: Cast) -> None:
    advisory = advised(cast, tlp="amber")

    assert open_to(cast.electric) == [advisory]
    assert open_to(cast.electric_colleague) == []


def test_an_answer_to_a_red_advisory_is_told_to_no_other_desk_of_the_house(cast: Cast) -> None:
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    kept = {}
    for tlp in ("red", "green"):
        advisory = issued(cast.center, pair, tlp=tlp)
        with acting_as(cast.ministry):
            kept[tlp] = set(holders(acknowledge(cast.ministry, advisory).audience_id))

    assert kept["red"] == {cast.ministry.desk_id, cast.center.desk_id}
    assert cast.gas_liaison.desk_id in kept["green"]


def test_no_advisory_is_left_out_however_many_are_open(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr("noroshi.briefing.overview.A_PAGE", 1)
    older, newer = advised(cast), advised(cast)

    pages = [seen(cast.electric_executive, page).advisories for page in (1, 2, 3)]

    assert [[one.public_id for one in page.lines] for page in pages] == [[newer], [older], [older]]
    assert {(page.all, page.pages) for page in pages} == {(2, 2)}


def test_open_orders_of_every_desk_stand_on_it_and_finished_ones_do_not(cast: Cast) -> None:
    ordered(systems(cast), systems(cast), "写しを取る")
    done = ordered(cast.electric, field(cast), "回線を抜く")
    said(field(cast), done, OrderState.DONE, text="確かめた")

    found = seen(cast.electric_executive)

    assert [one.title for one in found.orders] == ["写しを取る"]
    assert found.counted.open == 1


@pytest.mark.parametrize("reader", ["electric_executive", "bank", "ministry", "secretariat", "neighbor", "maintainer"])
def test_an_order_that_is_not_for_its_reader_is_neither_shown_nor_counted(cast: Cast, reader: str) -> None:
    ordered(cast.electric, field(cast), "変電所の端末を抜く", reach=OrderReach.DESKS)

    found = seen(getattr(cast, reader))

    assert found.orders == ()
    assert (found.counted.open, found.counted.late) == (0, 0)


def test_a_colleague_without_need_to_know_finds_no_order_that_asks_for_it(cast: Cast) -> None:
    ordered(cast.electric, field(cast), "変電所の端末を抜く", reach=OrderReach.NEED)

    assert [one.title for one in seen(cast.electric).orders] == ["変電所の端末を抜く"]
    assert seen(cast.electric_colleague).orders == ()
    assert seen(cast.electric_colleague).counted.open == 0


def past(viewer: Viewer) -> Quarter:
    return sum_of(seen(viewer).quarters)


def sum_of(quarters: Iterable[Quarter]) -> Quarter:
    """The day of a test may be the first of a quarter."""
    found = list(quarters)
    told = [one.to_report for one in found if one.to_report is not None]
    due, kept = sum(one.orders_due for one in found), sum(one.orders_in_time for one in found)
    return Quarter(date.min, sum(one.reports for one in found), told[0] if told else None, due, kept)


def detected(cast: Cast, hours: int, tlp: str = "green") -> UUID:
    at = timezone.localtime() - timedelta(hours=hours)
    return reported(cast.electric, "direct_report", tlp=tlp, detected_at=f"{at:%Y-%m-%d %H:%M}")


def test_the_own_past_says_how_soon_was_reported_first(cast: Cast) -> None:
    for hours in (1, 3, 9):
        detected(cast, hours)
    reported(cast.electric, "direct_report", tlp="green", detected_at="不明")

    own = past(cast.electric)

    assert own.reports == 4
    assert own.to_report is not None
    assert timedelta(hours=3) <= own.to_report < timedelta(hours=3, minutes=10)


def test_the_own_past_counts_orders_done_in_time_and_those_that_were_not(cast: Cast) -> None:
    soon = timezone.now() + timedelta(hours=1)
    kept, late = (ordered(cast.electric, field(cast), title, due_at=soon) for title in ("回線を抜く", "鍵を替える"))
    ordered(cast.electric, field(cast), "まだ先の指示")
    off = ordered(cast.electric, field(cast), "取り下げた指示", due_at=soon)
    said(field(cast), kept, OrderState.DONE, text="確かめた")
    said(cast.electric, off, OrderState.WITHDRAWN, text="不要になった")
    with acting_as(cast.electric):
        Order.objects.filter(public_id__in=[kept, late, off]).update(due_at=timezone.now())

    found = past(cast.electric)

    assert (found.orders_due, found.orders_in_time) == (2, 1)


@pytest.mark.parametrize("stranger", ["bank", "ministry", "center", "neighbor", "maintainer"])
def test_nobody_reads_the_past_of_another_house(cast: Cast, stranger: str) -> None:
    detected(cast, 3)
    one = ordered(cast.electric, field(cast), due_at=timezone.now() + timedelta(hours=1))
    with acting_as(cast.electric):
        Order.objects.filter(public_id=one).update(due_at=timezone.now())

    assert seen(getattr(cast, stranger)).quarters == ()


def test_a_colleague_without_need_to_know_has_no_figure_of_what_asks_for_it(cast: Cast) -> None:
    detected(cast, 3, tlp="amber")
    one = ordered(cast.electric, field(cast), due_at=timezone.now() + timedelta(hours=1), reach=OrderReach.NEED)
    with acting_as(cast.electric):
        Order.objects.filter(public_id=one).update(due_at=timezone.now())

    assert seen(cast.electric_colleague).quarters == ()
    assert past(cast.electric).reports == 1
