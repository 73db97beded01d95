"""One event as one picture: copies folded, contradictions side by side, what is new; suggestions accepted or declined with a reason."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.matters import merged as pictures
from noroshi.matters.actions import decline
from noroshi.matters.errors import WithoutReason
from noroshi.matters.merged import Merged, look_through
from noroshi.matters.models import Declined
from noroshi.matters.suggested import declined, suggested
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import issued
from tests.rooms.test_matters import arrived, linked

pytestmark = pytest.mark.django_db

WORDS = "遠隔保守の接続口から 203.0.113.77 への不審な通信を確認し、保守端末を切り離した。復旧の見込みは立っていない。"


def pair(cast: Cast, **bank: str) -> tuple[UUID, UUID]:
    power = arrived(cast, cast.electric, cast.ministry, summary=WORDS, occurred_at="2026-11-20T13:00")
    more = {"summary": WORDS, "occurred_at": "2026-11-20T13:00", **bank}
    return power, arrived(cast, cast.bank, cast.bank_ministry, **more)


def picture(viewer: Viewer, event: UUID) -> Merged:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return pictures.merged(fresh, event)


def test_the_same_words_of_another_body_fold_under_who_told_them_first(cast: Cast) -> None:
    power, bank = pair(cast)

    (told,) = picture(cast.center, linked(cast.center, power, bank)).told

    assert told.first.line.public_id == power
    assert [copy.line.public_id for copy in told.copies] == [bank]


def test_what_is_told_otherwise_stands_by_itself(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。現金の取り扱いは続けている。")

    told = picture(cast.center, linked(cast.center, power, bank)).told

    assert [one.first.line.public_id for one in told] == [bank, power]
    assert not any(one.copies for one in told)


def test_bodies_that_say_otherwise_stand_side_by_side(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。", occurred_at="2026-11-19T09:00")

    found = picture(cast.center, linked(cast.center, power, bank)).contradictions

    one = next(each for each in found if each.field.id == "occurred_at")
    assert {str(said.value)[:10] for _told, said in one.sides} == {"2026-11-20", "2026-11-19"}
    assert all(each.field.id != "summary" for each in found)


def test_what_agrees_is_no_contradiction(cast: Cast) -> None:
    power, bank = pair(cast, summary="窓口の端末が停電で止まった。")

    found = picture(cast.center, linked(cast.center, power, bank)).contradictions

    assert "occurred_at" not in {one.field.id for one in found}


def test_what_was_not_looked_at_is_new_and_then_is_not(cast: Cast) -> None:
    power, bank = pair(cast)
    event = linked(cast.center, power, bank)

    before = picture(cast.center, event).new
    with acting_as(cast.center):
        look_through(cast.center, event)

    assert len(before) == 2
    assert picture(cast.center, event).new == frozenset()


def test_an_advisory_stands_in_the_same_picture(cast: Cast) -> None:
    power, _bank = pair(cast)
    destination = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    advisory = issued(cast.center, destination)

    told = picture(cast.center, linked(cast.center, power, advisory)).told

    assert {one.first.line.kind for one in told} == {"report", "advisory"}


def test_twenty_reports_cost_as_many_questions_as_two(cast: Cast) -> None:
    power, bank = pair(cast)
    event = linked(cast.center, power, bank)
    few = _questions(cast.center, event)
    for number in range(6):
        linked(cast.center, power, arrived(cast, cast.electric, cast.ministry, summary=f"別の所の停止 その{number}"))

    assert _questions(cast.center, event) <= few + 1


def _questions(viewer: Viewer, event: UUID) -> int:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh), CaptureQueriesContext(connection) as asked:
        pictures.merged(fresh, event)
    return len(asked)


def test_what_two_bodies_tell_alike_is_suggested_and_declined_with_a_reason_for_good(cast: Cast) -> None:
    power, bank = pair(cast)

    with acting_as(cast.center):
        assert [one.line.public_id for one in suggested(cast.center, power)] == [bank]
        with pytest.raises(WithoutReason):
            decline(cast.center, power, bank, reason="  ")
        decline(cast.center, power, bank, reason="接続口が別の機器だった")
        assert suggested(cast.center, power) == ()
        assert suggested(cast.center, bank) == ()
        assert [one.reason for one in declined(cast.center, bank)] == ["接続口が別の機器だった"]


def test_what_was_linked_is_not_suggested(cast: Cast) -> None:
    power, bank = pair(cast)
    linked(cast.center, power, bank)

    with acting_as(cast.center):
        assert suggested(cast.center, power) == ()


@pytest.mark.parametrize("stranger", ["electric", "bank", "ministry", "bank_ministry", "center_general", "police"])
def test_nobody_else_is_suggested_or_told_anything(cast: Cast, stranger: str) -> None:
    power, bank = pair(cast)
    event, viewer = linked(cast.center, power, bank), getattr(cast, stranger)
    with acting_as(cast.center):
        decline(cast.center, power, bank, reason="別の事象")

    with acting_as(viewer):
        assert not Declined.objects.exists()
        with pytest.raises(NotFound):
            pictures.merged(viewer, event)
        with pytest.raises(NotFound):
            decline(viewer, power, bank, reason="見えない")
    with acting_as(cast.electric):
        assert suggested(cast.electric, power) == ()
