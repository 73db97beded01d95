"""Lists of the API say of each line what has overtaken it, as far as the reader holds what came after."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import recall
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.reports.actions import begin_completion, begin_follow_up, relay_report
from noroshi.reports.behind import behind, behind_each
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def followed_up(viewer, edition):
    with acting_as(viewer):
        begun = begin_follow_up(viewer, edition)
        draft = amended(viewer, begun, summary="続き。端末を切り離した。")
    return sent(viewer, draft)


def listed(viewer, path):
    return {one["id"]: one["behind"] for one in caller_of(viewer).get(path).json()["items"]}


def test_a_list_says_which_lines_have_been_overtaken(cast):
    first = reported(cast.electric, "direct_report")
    other = reported(cast.electric, "direct_report", summary="別の件である。")
    second = followed_up(cast.electric, first)

    for path in ("/reports", "/editions"):
        found = listed(cast.ministry, path)
        assert found[str(first)]["latest"] == str(second)
        assert found[str(first)]["is_behind"] is True
        for one in (second, other):
            assert found[str(one)]["is_behind"] is False
            assert found[str(one)]["latest"] is None
    assert {str(first), str(second)}.isdisjoint(listed(cast.bank, "/reports"))


def test_what_the_reader_does_not_hold_has_overtaken_nothing(cast):
    first = reported(cast.electric, "direct_report")
    second = followed_up(cast.electric, first)
    with acting_as(cast.electric):
        recall(cast.electric, second, read_number=1, reason="誤り")

    assert listed(cast.ministry, "/reports")[str(first)]["is_behind"] is False


def test_one_passed_on_and_not_the_latest_says_so(cast):
    first = reported(cast.electric, "direct_report")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, first)
    followed_up(cast.electric, first)

    assert listed(cast.ministry, "/reports")[str(first)]["passed_on_older"] is True
    assert listed(cast.electric, "/reports")[str(first)]["passed_on_older"] is False


def test_a_list_says_of_each_line_what_its_page_says(cast):
    first = reported(cast.electric, "direct_report")
    followed_up(cast.electric, first)

    for viewer in (cast.electric, cast.ministry, cast.center, cast.secretariat):
        with acting_as(viewer):
            lines = editions_readable_by(viewer, Wanted())
            assert behind_each(viewer, lines) == {one.public_id: behind(viewer, one.public_id) for one in lines}


def test_an_own_line_says_that_its_source_has_sent_more(cast):
    first = reported(cast.electric, "direct_report", outlook="continuing")
    with acting_as(cast.ministry):
        draft = amended(cast.ministry, begin_completion(cast.ministry, first), lessons="補った")
    own = sent(cast.ministry, draft)
    assert listed(cast.ministry, "/reports")[str(own)]["source_sent_more"] is False

    followed_up(cast.electric, first)

    assert listed(cast.ministry, "/reports")[str(own)]["source_sent_more"] is True
    assert [one["source_sent_more"] for one in listed(cast.center, "/reports").values()] == [False]
    assert listed(cast.bank, "/reports") == {}
