"""A further edition tells correction from addition to whoever holds both, says why, and tells a stranger nothing."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.drafting.changes import tally
from noroshi.drafting.compared import compared
from noroshi.drafting.written import Written
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.reports.actions import begin_follow_up
from noroshi.vocabulary import Amendment, Said
from noroshi.vocabulary.errors import NotFound
from tests.drafted import reported, sent

pytestmark = pytest.mark.django_db

WHY = "保守会社の数え違い"


def followed_up(viewer, edition, *, marks=None, **typed):
    with acting_as(viewer):
        begun = begin_follow_up(viewer, edition)
        written = Written(
            {**begun.written.typed, **typed}, {**begun.written.marks, **(marks or {})}, begun.written.wish
        )
        draft = save(viewer, begun.public_id, written, version=begun.version)
    return sent(viewer, draft)


@pytest.fixture
def two(cast):
    first = reported(cast.electric, systems="端末3台", lessons="なし")
    return first, followed_up(
        cast.electric, first, systems="端末4台", marks={"systems": {"correction": WHY}}, supplement="通信先を遮断した。"
    )


def told(viewer, edition, **asked):
    with acting_as(viewer):
        return compared(viewer, edition, **asked)


def test_the_ministry_is_told_what_was_added_and_what_was_put_right_and_why(cast, two):
    found = told(cast.ministry, two[1])

    assert tally(found.changes)[Amendment.CORRECTION] == 1
    (corrected,) = [one for one in found.changes if one.amendment is Amendment.CORRECTION]
    assert (corrected.field_id, corrected.reason) == ("systems", WHY)
    assert "supplement" in {one.field_id for one in found.changes if one.amendment is Amendment.ADDITION}
    assert found.earlier == (two[0],)


def test_the_next_follow_up_does_not_repeat_what_was_put_right(cast, two):
    third = followed_up(cast.electric, two[1], lessons="点検する")

    with acting_as(cast.ministry):
        assert Said.of(edition_readable_by(cast.ministry, third).content["systems"]).correction == ""
    assert [one.field_id for one in told(cast.ministry, third).changes if one.reason] == []


def test_since_the_first_that_was_read_the_reason_of_the_second_still_stands(cast, two):
    third = followed_up(cast.electric, two[1], lessons="点検する")
    with acting_as(cast.ministry):
        mark_read(cast.ministry, edition_readable_by(cast.ministry, two[0]))

    found = told(cast.ministry, third, since_read=True)

    assert found.before.public_id == two[0]
    assert {one.field_id: one.reason for one in found.changes if one.reason} == {"systems": WHY}


def test_to_whoever_has_read_nothing_all_of_it_is_new(cast, two):
    found = told(cast.ministry, two[1], since_read=True)

    assert found.before is None
    assert set(tally(found.changes)) == {Amendment.ADDITION}


def test_a_stranger_is_told_nothing_of_either(cast, two):
    for asked in ({}, {"against": two[0]}, {"since_read": True}):
        with pytest.raises(NotFound):
            told(cast.bank, two[1], **asked)
