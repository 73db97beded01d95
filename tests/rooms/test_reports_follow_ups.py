"""A report that says that more will come is owed by its desk alone, and closed by the one that ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.drafting.written import Written
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.actions import begin_completion, begin_follow_up, set_pace
from noroshi.reports.behind import is_behind
from noroshi.reports.errors import PaceUnreadable
from noroshi.reports.expecting import BY, Pace
from noroshi.reports.follow_ups import owed, pace_of
from noroshi.reports.models import FollowUp, FollowUpPace
from noroshi.vocabulary.errors import NotFound
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db


def follow_up(viewer, edition, **typed):
    with acting_as(viewer):
        draft = amended(viewer, begin_follow_up(viewer, edition), **typed)
    return sent(viewer, draft)


def due(viewer):
    with acting_as(viewer):
        return [(one.line.public_id, one.due_at) for one in owed(viewer)]


def test_the_desk_owes_the_next_report_within_its_own_pace(cast):
    edition = reported(cast.electric, outlook="continuing")

    ((owing, at),) = due(cast.electric)

    assert owing == edition
    assert timedelta(hours=23) < at - timezone.now() <= timedelta(hours=24)


def test_the_ministry_reads_by_when_it_comes_and_owes_nothing(cast):
    edition = reported(cast.electric, outlook="continuing", next_report_at="2026-11-30 09:00")

    with acting_as(cast.ministry):
        assert edition_readable_by(cast.ministry, edition).content[BY] == "2026-11-30 09:00"
        assert not FollowUp.objects.exists()
    assert due(cast.ministry) == due(cast.bank) == due(cast.neighbor) == []


def test_a_follow_up_moves_it_a_closing_ends_it_and_another_opens_it_again(cast):
    first = reported(cast.electric, outlook="continuing")
    second = follow_up(cast.electric, first, outlook="investigating")
    assert [one for one, _at in due(cast.electric)] == [second]

    third = follow_up(cast.electric, second, outlook="closed")
    assert due(cast.electric) == []

    fourth = follow_up(cast.electric, third, outlook="continuing")
    assert [one for one, _at in due(cast.electric)] == [fourth]


def test_a_kept_promise_is_not_made_again_by_itself(cast):
    first = reported(cast.electric, outlook="continuing", next_report_at="2026-11-30 09:00")

    with acting_as(cast.electric):
        assert BY not in begin_follow_up(cast.electric, first).written.typed


def test_a_desk_sets_its_own_pace_and_nobody_reads_it(cast):
    with acting_as(cast.electric):
        set_pace(cast.electric, Pace(6, 48, 1))
        assert set_pace(cast.electric, Pace(8, 48, 1)) == pace_of(cast.electric) == Pace(8, 48, 1)
    for other in (cast.ministry, cast.bank):
        with acting_as(other):
            assert pace_of(other) == Pace()
            assert not FollowUpPace.objects.exists()


def test_no_hours_and_too_many_are_refused(cast):
    for hours in (0, -1, 5000):
        with acting_as(cast.electric), pytest.raises(PaceUnreadable):
            set_pace(cast.electric, Pace(hours, 48, 1))


def test_an_edition_made_from_a_report_is_behind_once_its_source_has_sent_more(cast):
    first = reported(cast.electric, "direct_report", outlook="continuing")
    with acting_as(cast.ministry):
        draft = amended(cast.ministry, begin_completion(cast.ministry, first), lessons="補った")
    own = sent(cast.ministry, draft)
    with acting_as(cast.ministry):
        assert not is_behind(cast.ministry, own)

    second = follow_up(cast.electric, first, outlook="closed")
    with acting_as(cast.ministry):
        assert is_behind(cast.ministry, own)
        assert not is_behind(cast.ministry, second)
        draft = amended(cast.ministry, begin_completion(cast.ministry, second), lessons="閉じた")
    newer = sent(cast.ministry, draft)
    with acting_as(cast.ministry):
        assert not is_behind(cast.ministry, newer)
    with acting_as(cast.bank), pytest.raises(NotFound):
        is_behind(cast.bank, own)


def test_an_item_says_by_machine_that_it_was_overtaken_and_what_was_passed_on_before(cast):
    first = reported(cast.electric, "direct_report", outlook="continuing")
    ministry, center = caller_of(cast.ministry), caller_of(cast.center)
    ministry.made(f"/reports/{first}/relay", {})
    still = {"is_behind": False, "latest": None, "source_sent_more": False, "passed_on_older": False}
    assert ministry.read(f"/editions/{first}")["behind"] == still

    second = follow_up(cast.electric, first, outlook="closed")

    now = {"is_behind": True, "latest": str(second), "source_sent_more": False, "passed_on_older": True}
    assert ministry.read(f"/editions/{first}")["behind"] == ministry.read(f"/reports/{first}")["behind"] == now
    assert center.read(f"/reports/{first}")["behind"] == still
    ministry.made(f"/reports/{second}/relay", {})
    assert ministry.read(f"/reports/{first}")["behind"] == now | {"passed_on_older": False}
    assert center.read(f"/reports/{first}")["behind"] == now | {"passed_on_older": False}
    assert ministry.read(f"/reports/{second}")["behind"] == still
    assert caller_of(cast.bank).get(f"/reports/{first}").status_code == 404


def test_an_own_edition_says_by_machine_that_its_source_has_sent_more(cast):
    first = reported(cast.electric, "direct_report", outlook="continuing")
    with acting_as(cast.ministry):
        draft = amended(cast.ministry, begin_completion(cast.ministry, first), lessons="補った")
    own = sent(cast.ministry, draft)
    follow_up(cast.electric, first, outlook="closed")

    assert caller_of(cast.ministry).read(f"/reports/{own}")["behind"]["source_sent_more"]
    assert not caller_of(cast.center).read(f"/reports/{own}")["behind"]["is_behind"]


def test_notices_count_what_a_follow_up_changes_for_whoever_holds_both(cast):
    first = reported(cast.electric, "direct_report", systems="端末3台", outlook="continuing")
    with acting_as(cast.electric):
        begun = begin_follow_up(cast.electric, first)
        typed = {**begun.written.typed, "systems": "端末4台", "lessons": "点検する"}
        marks = {**begun.written.marks, "systems": {"correction": "数え違い"}}
        draft = save(cast.electric, begun.public_id, Written(typed, marks, begun.written.wish), version=begun.version)
    second = sent(cast.electric, draft)

    counted = {one["edition"]["id"]: one["changes"] for one in caller_of(cast.ministry).items("/notices")}

    assert counted == {str(first): {}, str(second): {"addition": 1, "correction": 1}}
    assert caller_of(cast.bank).items("/notices") == []
    caller_of(cast.ministry).made(f"/reports/{second}/relay", {})
    alone = {one["edition"]["id"]: one["changes"] for one in caller_of(cast.center).items("/notices") if one["edition"]}
    assert alone == {str(second): {}}
