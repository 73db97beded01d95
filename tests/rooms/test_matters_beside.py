"""Orders, objects and alerts in the timeline of an event: each for those who may read it, and for everybody else as if it were not."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import recall
from noroshi.matters import merged as pictures
from noroshi.matters.actions import put, refuse, split, take_away
from noroshi.matters.beside import Placed
from noroshi.matters.errors import NotBeside, WithoutReason
from noroshi.matters.models import Beside
from noroshi.matters.offered import offered, suggested_beside
from noroshi.response.about import EDITION, STIX, About
from noroshi.vocabulary import FoundKind, OrderReach, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.intel_given import brought, indicator, marked, origin_of, stix_id
from tests.rooms.test_matters import both, linked
from tests.rooms.test_response_orders import field, ordered

pytestmark = pytest.mark.django_db
CALLS = "保守端末が c2-9.example と 203.0.113.77 に通信していた。CVE-2026-1234 の悪用とみる。"
ORDER, OBJECT, ALERT = FoundKind.ORDER, FoundKind.OBJECT, FoundKind.ALERT
STRANGERS = ("neighbor", "secretariat", "ministry", "center", "bank", "police", "isac", "vendor")


def event_of_two(cast: Cast) -> tuple[UUID, UUID, UUID]:
    """Two open reports of the own desk, which a colleague reads as well."""
    power, phone = (
        reported(cast.electric, "direct_report", tlp="green", summary=text) for text in (CALLS, "電話の故障")
    )
    return linked(cast.electric, power, phone), power, phone


def beside(viewer: Viewer, event: UUID) -> list[tuple[FoundKind, UUID]]:
    return [(one.thing.kind, one.thing.id) for one in standing(viewer, event)]


def standing(viewer: Viewer, event: UUID) -> tuple[Placed, ...]:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return pictures.merged(fresh, event).beside


def an_object(cast: Cast, number: object = 9, tlp: Tlp2 = Tlp2.GREEN, by: Viewer | None = None) -> UUID:
    owner = by or cast.electric
    brought(owner, origin_of(owner, f"便り {number}", tlp), indicator(number, **marked(tlp)))
    return UUID(stix_id("indicator", number)[-36:])


def putting(viewer: Viewer, edition: UUID, kind: FoundKind, thing: UUID, **more: Any) -> None:
    with acting_as(viewer):
        put(viewer, edition, kind, thing, **more)


def test_an_order_about_what_was_told_stands_in_the_timeline_by_itself(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)

    one = ordered(cast.electric, field(cast), about=About(EDITION, power))

    (found,) = standing(cast.electric, event)
    assert (found.thing.kind, found.thing.id, found.put) == (ORDER, one, None)
    assert found.thing.order
    assert found.thing.order.reach is OrderReach.HOUSE
    assert found.at == found.thing.order.made_at


@pytest.mark.parametrize("reach", [OrderReach.NEED, OrderReach.DESKS])
def test_who_reads_the_report_and_not_the_order_sees_no_line_of_it(cast: Cast, reach: OrderReach) -> None:
    event, power, _phone = event_of_two(cast)
    before = standing(cast.electric_colleague, event)
    one = ordered(cast.electric, field(cast), about=About(EDITION, power), reach=reach)
    other = ordered(cast.electric, field(cast), "別の作業", reach=reach)
    putting(cast.electric, power, ORDER, other, reason="同じ機器")

    assert set(beside(cast.electric, event)) == {(ORDER, one), (ORDER, other)}
    assert standing(cast.electric_colleague, event) == before == ()
    with acting_as(cast.electric_colleague):
        assert not Beside.objects.exists()
        for forbidden in (one, other):
            with pytest.raises(NotFound):
                put(cast.electric_colleague, power, ORDER, forbidden)
            with pytest.raises(NotFound):
                take_away(cast.electric_colleague, power, ORDER, forbidden)


def test_an_order_about_an_object_that_was_put_there_comes_along(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    thing = an_object(cast)
    one = ordered(cast.electric, field(cast), about=About(STIX, thing))
    assert beside(cast.electric, event) == []

    putting(cast.electric, power, OBJECT, thing, reason="通信先が同じ")

    assert beside(cast.electric, event) == [(ORDER, one), (OBJECT, thing)]
    found = standing(cast.electric, event)[1]
    assert found.put
    assert (found.put.reason, found.put.by.pk) == ("通信先が同じ", cast.electric.seat.person_id)
    assert found.thing.listed
    assert found.at == found.thing.listed.kept.version


def test_who_reads_the_report_and_not_the_object_sees_no_line_of_it_nor_its_reason(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    closed, opened = an_object(cast, "閉", Tlp2.AMBER), an_object(cast, "開")
    for thing in (closed, opened):
        putting(cast.electric, power, OBJECT, thing, reason="カナリア" if thing == closed else "通信先")

    assert {one for _kind, one in beside(cast.electric, event)} == {closed, opened}
    seen = standing(cast.electric_colleague, event)
    assert [(one.thing.id, one.put.reason if one.put else "") for one in seen] == [(opened, "通信先")]
    with acting_as(cast.electric_colleague):
        assert Beside.objects.count() == 1
        with pytest.raises(NotFound):
            put(cast.electric_colleague, power, OBJECT, closed)


def test_what_was_put_beside_a_report_is_not_there_for_who_does_not_read_that_report(cast: Cast) -> None:
    """A colleague lands in the event by another report, and learns nothing of what belongs to the hidden one."""
    power, phone = (reported(cast.electric, "direct_report", tlp="green", summary=text) for text in (CALLS, "電話"))
    hidden = reported(cast.electric, "direct_report", tlp="amber", summary="侵入")
    event, thing = linked(cast.electric, power, hidden), an_object(cast)
    linked(cast.electric_colleague, power, phone)
    putting(cast.electric, hidden, OBJECT, thing, reason="侵入に使われた")

    assert beside(cast.electric, event) == [(OBJECT, thing)]
    assert beside(cast.electric_colleague, event) == []
    with acting_as(cast.electric_colleague):
        assert not Beside.objects.exists()


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_other_desk_learns_what_stands_beside_a_report_that_it_reads(cast: Cast, stranger: str) -> None:
    event, power, _phone = event_of_two(cast)
    thing, viewer = an_object(cast), getattr(cast, stranger)
    one = ordered(cast.electric, field(cast), about=About(EDITION, power))
    putting(cast.electric, power, OBJECT, thing)
    assert set(beside(cast.electric, event)) == {(OBJECT, thing), (ORDER, one)}

    with acting_as(viewer):
        assert not Beside.objects.exists()
        with pytest.raises(NotFound):
            pictures.merged(viewer, event)
        for kind, each in ((ORDER, one), (ALERT, uuid4()), (OBJECT, uuid4())):
            for deed in (put, take_away, refuse):
                with pytest.raises(NotFound):
                    deed(viewer, power, kind, each, reason="見えない")


def test_a_desk_that_reads_the_same_report_puts_its_own_beside_it(cast: Cast) -> None:
    _event, power, _phone = event_of_two(cast)
    thing = an_object(cast)
    reading = cast.world.viewer("ashida@shiomi")

    putting(cast.electric, power, OBJECT, thing, reason="机の外には出ない")

    with acting_as(reading):
        assert not Beside.objects.exists()


def test_it_goes_with_its_report_out_of_an_event_and_in_again_and_nothing_is_lost(cast: Cast) -> None:
    event, power, phone = event_of_two(cast)
    more = reported(cast.electric, "direct_report", tlp="green", summary="停電の続き")
    linked(cast.electric, power, more)
    thing, other = an_object(cast), an_object(cast, 10)
    putting(cast.electric, power, OBJECT, thing, reason="理由")
    putting(cast.electric, phone, OBJECT, other)

    with acting_as(cast.electric):
        split(cast.electric, event, power)
    assert beside(cast.electric, event) == [(OBJECT, other)]

    joined = linked(cast.electric, phone, power)
    assert {one for _kind, one in beside(cast.electric, joined)} == {thing, other}
    assert {one.put.reason for one in standing(cast.electric, joined) if one.put} == {"理由", ""}


def test_what_was_taken_away_is_gone_and_can_be_put_there_again(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    thing = an_object(cast)
    with acting_as(cast.electric):
        put(cast.electric, power, OBJECT, thing)
        put(cast.electric, power, OBJECT, thing)
        take_away(cast.electric, power, OBJECT, thing, reason="別の通信先")
        with pytest.raises(NotBeside):
            take_away(cast.electric, power, OBJECT, thing)
    assert beside(cast.electric, event) == []

    putting(cast.electric, power, OBJECT, thing)

    assert beside(cast.electric, event) == [(OBJECT, thing)]
    with acting_as(cast.electric):
        assert [row.undone_reason for row in Beside.objects.order_by("pk")] == ["別の通信先", ""]


def test_what_names_the_same_value_is_suggested_and_refused_with_a_reason_for_good(cast: Cast) -> None:
    event, power, _phone = event_of_two(cast)
    thing = an_object(cast)

    with acting_as(cast.electric):
        assert [one.id for one in suggested_beside(cast.electric, power)] == [thing]
        with pytest.raises(WithoutReason):
            refuse(cast.electric, power, OBJECT, thing, reason=" ")
        refuse(cast.electric, power, OBJECT, thing, reason="共用の宛先")
        assert suggested_beside(cast.electric, power) == []
        put(cast.electric, power, OBJECT, thing, reason="やはり同じ")
        assert suggested_beside(cast.electric, power) == []
    assert beside(cast.electric, event) == [(OBJECT, thing)]


def test_what_one_may_not_read_is_neither_suggested_nor_offered(cast: Cast) -> None:
    _event, power, _phone = event_of_two(cast)
    closed = an_object(cast, 9, Tlp2.AMBER)
    one = ordered(cast.electric, field(cast), reach=OrderReach.NEED)

    with acting_as(cast.electric):
        assert closed in {each.id for each in suggested_beside(cast.electric, power)}
        assert {closed, one} <= {each.id for each in offered(cast.electric, power)}
    with acting_as(cast.electric_colleague):
        assert suggested_beside(cast.electric_colleague, power) == []
        assert not {closed, one} & {each.id for each in offered(cast.electric_colleague, power)}
        assert offered(cast.electric_colleague, power, "c2-9.example") == []


def test_what_was_recalled_takes_along_what_stood_beside_it(cast: Cast) -> None:
    power, bank = both(cast)
    event, thing = linked(cast.center, power, bank), an_object(cast, by=cast.center)
    putting(cast.center, bank, OBJECT, thing)
    one = ordered(cast.center, cast.center, about=About(EDITION, bank))
    assert set(beside(cast.center, event)) == {(OBJECT, thing), (ORDER, one)}

    with acting_as(cast.bank):
        recall(cast.bank, bank, read_number=1, reason="誤報")

    assert beside(cast.center, event) == []
    with acting_as(Viewer(cast.center.seat)):
        assert not Beside.objects.exists()


def test_raw_sql_neither_reads_nor_changes_what_another_desk_put(cast: Cast) -> None:
    _event, power, _phone = event_of_two(cast)
    putting(cast.electric, power, OBJECT, an_object(cast))

    for viewer in (field(cast), cast.center, cast.ministry):
        with acting_as(viewer), connection.cursor() as cursor:
            cursor.execute("select count(*) from matters_beside")
            assert cursor.fetchone() == (0,)
            cursor.execute("update matters_beside set undone_at = now()")
            assert cursor.rowcount == 0
