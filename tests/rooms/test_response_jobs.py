"""Orders chased by rule, one tier higher each time, and figures said to the desk that sums up: run as the worker runs them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import Notice
from noroshi.directory.models import Desk
from noroshi.response.about import EDITION, About
from noroshi.response.actions import OrderWish, answer, order, put_off
from noroshi.response.actions.chasing import Rhythm, rhythm_of, set_chasing
from noroshi.response.actions.rolling_up import begin_rollup, end_rollup
from noroshi.response.errors import HoursUnfit, RollupAmongOperators, RollupTwice
from noroshi.response.models import Chase, Rollup
from noroshi.response.rollups import rollups_heard, rollups_said
from noroshi.vocabulary import NoticeKind, OrderReach, OrderState, RollupGrain, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours
from tests.cast import Cast, small_cast
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)
CHASE = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from noroshi.response.actions.chasing import chase
print(chase(timezone.now() + timedelta(hours={hours})))
"""
SAY = """import django; django.setup()
from noroshi.response.actions.rolling_up import say_rollups
print(say_rollups())
"""


def chased(hours: float) -> int:
    return int(as_worker(CHASE.format(hours=hours)).split()[-1])


def said() -> int:
    return int(as_worker(SAY).split()[-1])


def told(viewer: Viewer, kind: NoticeKind) -> int:
    with acting_as(viewer):
        return Notice.objects.filter(desk_id=viewer.desk_id, kind=kind.value).count()


def desk_of(viewer: Viewer) -> UUID:
    return Desk.objects.get(pk=viewer.desk_id).public_id


def field(cast: Cast) -> Viewer:
    return cast.world.viewer("ashida@shiomi")


def planning(cast: Cast) -> Viewer:
    return cast.world.viewer("tsujido@shiomi")


def ordered(cast: Cast, title: str = "端末を切り離す", **more: Any) -> UUID:
    wish = OrderWish(title, "回線を抜く", [desk_of(field(cast))], timezone.now() + timedelta(hours=100), **more)
    with acting_as(cast.electric):
        return order(cast.electric, wish)[0].public_id


def test_it_is_chased_before_its_time_at_it_and_one_tier_higher_each_day() -> None:
    cast = small_cast()
    one = ordered(cast)

    assert chased(40) == 0
    assert chased(80) == 1
    assert chased(81) == 0
    assert (told(field(cast), NoticeKind.ORDER_DUE), told(cast.electric, NoticeKind.ORDER_DUE)) == (1, 0)
    assert chased(101) == 1
    assert (told(field(cast), NoticeKind.ORDER_LATE), told(cast.electric, NoticeKind.ORDER_LATE)) == (1, 1)
    assert chased(125) == chased(149) == chased(173) == 1
    assert chased(500) == 0
    assert told(cast.electric, NoticeKind.ORDER_LATE) == 4
    assert told(planning(cast), NoticeKind.ORDER_LATE) == told(cast.electric_executive, NoticeKind.ORDER_LATE) == 1
    for stranger in (cast.ministry, cast.center, cast.secretariat, cast.bank, cast.neighbor):
        assert told(stranger, NoticeKind.ORDER_LATE) == 0

    with acting_as(cast.electric):
        put_off(cast.electric, one, timezone.now() + timedelta(hours=600))
    assert chased(580) == 1


def test_what_is_done_is_not_chased_and_what_cannot_be_done_waits_for_whoever_ordered() -> None:
    cast = small_cast()
    done, stuck = ordered(cast), ordered(cast, "入れ替える")
    with acting_as(field(cast)):
        answer(field(cast), done, OrderState.DONE, text="済")
        answer(field(cast), stuck, OrderState.CANNOT, text="予備機がない")

    assert chased(90) == 1

    assert (told(field(cast), NoticeKind.ORDER_DUE), told(cast.electric, NoticeKind.ORDER_DUE)) == (0, 1)


def test_an_order_of_two_desks_is_told_to_nobody_above_them() -> None:
    cast = small_cast()
    ordered(cast, reach=OrderReach.DESKS)

    assert chased(200) == 1

    assert told(cast.electric, NoticeKind.ORDER_LATE) == told(field(cast), NoticeKind.ORDER_LATE) == 1
    assert told(planning(cast), NoticeKind.ORDER_LATE) == told(cast.electric_executive, NoticeKind.ORDER_LATE) == 0


def test_the_house_sets_its_rhythm_and_others_keep_theirs() -> None:
    cast = small_cast()
    ordered(cast)
    with acting_as(cast.electric):
        set_chasing(cast.electric, Rhythm(remind_hours=2, escalate_hours=6))
        with pytest.raises(HoursUnfit):
            set_chasing(cast.electric, Rhythm(remind_hours=0))
    with acting_as(cast.electric_colleague), pytest.raises(NotYours):
        set_chasing(cast.electric_colleague, Rhythm(1, 1))
    with acting_as(cast.neighbor):
        assert rhythm_of(cast.electric.organization_id) == Rhythm()

    assert chased(90) == 0
    assert chased(99) == 1


def test_a_desk_says_figures_or_titles_and_takes_them_back() -> None:
    cast = small_cast()
    ordered(cast)
    ordered(cast, "狭い作業", reach=OrderReach.NEED)
    with acting_as(cast.electric):
        begin_rollup(cast.electric, desk_of(cast.neighbor), RollupGrain.FIGURES)
        begin_rollup(cast.electric, desk_of(planning(cast)), RollupGrain.TITLES)
        with pytest.raises(RollupTwice):
            begin_rollup(cast.electric, desk_of(cast.neighbor), RollupGrain.TITLES)
    assert said() == 2
    assert said() == 0

    with acting_as(cast.neighbor):
        (heard,) = rollups_heard(cast.neighbor)
        assert (heard.open, heard.late, heard.orders) == (1, 0, ())
        assert heard.from_desk.pk == cast.electric.desk_id
        assert rollups_said(cast.neighbor) == []
    with acting_as(planning(cast)):
        (near,) = rollups_heard(planning(cast))
        assert [one.title for one in near.orders] == ["端末を切り離す"]
    for stranger in (cast.bank, cast.ministry, cast.center, cast.secretariat, field(cast)):
        with acting_as(stranger):
            assert rollups_heard(stranger) == []
            assert not Rollup.objects.exists()

    with acting_as(cast.neighbor), pytest.raises(NotFound):
        end_rollup(cast.neighbor, heard.public_id)
    with acting_as(cast.electric):
        end_rollup(cast.electric, heard.public_id)
    with acting_as(cast.neighbor):
        assert rollups_heard(cast.neighbor) == []
        assert not Rollup.objects.exclude(figures={}).exists()


def test_an_order_that_is_not_for_the_whole_house_is_counted_for_nobody_else() -> None:
    cast = small_cast()
    for reach in (OrderReach.NEED, OrderReach.DESKS):
        ordered(cast, "狭い作業", reach=reach)
    with acting_as(cast.electric):
        begin_rollup(cast.electric, desk_of(cast.neighbor), RollupGrain.FIGURES)

    assert said() == 1

    for viewer in (cast.electric_colleague, cast.neighbor):
        with acting_as(viewer):
            (shown,) = [*rollups_said(viewer), *rollups_heard(viewer)]
            assert (shown.open, shown.finished, shown.late) == (0, 0, 0)


def test_no_title_leaves_that_may_hold_words_of_an_item_that_stays() -> None:
    cast = small_cast()
    for tlp in (Tlp.RED, Tlp.AMBER, Tlp.GREEN):
        about = About(EDITION, cast.report(cast.electric, tlp).public_id)
        ordered(cast, tlp.value, about=about, reach=OrderReach.HOUSE)
    ordered(cast, "alone")
    with acting_as(cast.electric):
        begin_rollup(cast.electric, desk_of(cast.neighbor), RollupGrain.TITLES)

    assert said() == 1

    with acting_as(cast.neighbor):
        (heard,) = rollups_heard(cast.neighbor)
        assert {one.title for one in heard.orders} == {"green", "alone"}
        assert heard.open == 4


def test_figures_are_said_among_operators_and_by_those_who_read_everything() -> None:
    cast = small_cast()

    for other in (cast.ministry, cast.center, cast.secretariat, cast.isac):
        with acting_as(cast.electric), pytest.raises(RollupAmongOperators):
            begin_rollup(cast.electric, desk_of(other), RollupGrain.FIGURES)
    with acting_as(cast.electric), pytest.raises(NotFound):
        begin_rollup(cast.electric, desk_of(cast.bank), RollupGrain.FIGURES)
    with acting_as(cast.electric_colleague), pytest.raises(NotYours):
        begin_rollup(cast.electric_colleague, desk_of(planning(cast)), RollupGrain.FIGURES)


def test_only_the_job_writes_that_it_chased() -> None:
    cast = small_cast()
    ordered(cast)
    with acting_as(cast.electric), pytest.raises(ProgrammingError), transaction.atomic():
        Chase.objects.create(audience_id=1, order_id=1, due_at=timezone.now(), level=0, at=timezone.now())
