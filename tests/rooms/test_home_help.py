"""The home of a desk says which requests for help wait there, to those who may read them and to nobody else."""

from typing import Any

import pytest

from noroshi.advisories.actions import relay_advisory
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import acting_as
from noroshi.vocabulary import HelpMove
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.test_helping import asked, moved
from tests.rooms.test_pages_reading import MOST_QUESTIONS, questions, to_electricity
from tests.rooms.test_pages_response import field, ordered, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_without_second_factor")]

HERE, BACK = "One request for technical help", "One request of yours for help"
STRANGERS = ("bank", "neighbor", "electric_executive", "ministry", "center", "hub", "platform")


@pytest.fixture
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_what_is_asked_of_a_desk_waits_on_its_home_until_it_is_answered(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)

    assert HERE in page(cast.isac, "/")
    assert "Nobody has taken one of them yet." in page(cast.isac, "/")
    moved(cast.isac, request, HelpMove.TAKE)
    assert "Taken here, not answered yet." in page(cast.isac, "/")
    moved(cast.isac, request, HelpMove.ANSWER, "保守の道具でした。")

    assert HERE not in page(cast.isac, "/")
    assert BACK in page(cast.electric, "/")
    moved(cast.electric, request, HelpMove.CLOSE)
    assert BACK not in page(cast.electric, "/")


def test_a_question_whether_it_may_be_passed_on_waits_at_the_desk_that_asked(cast: Cast) -> None:
    request = asked(cast.electric, cast.isac)
    assert BACK not in page(cast.electric, "/")

    moved(cast.isac, request, HelpMove.ASK_CONSENT, "みおつくしへ回してよいですか。")

    assert BACK in page(cast.electric, "/")
    moved(cast.electric, request, HelpMove.REFUSE_CONSENT)
    assert BACK not in page(cast.electric, "/")


@pytest.mark.parametrize("who", STRANGERS)
def test_the_home_of_nobody_else_says_a_word(cast: Cast, who: str) -> None:
    request = asked(cast.electric, cast.isac)
    moved(cast.isac, request, HelpMove.ASK_CONSENT, "みおつくしへ回してよいですか。")

    home = page(getattr(cast, who), "/")

    assert HERE not in home
    assert BACK not in home


def test_a_colleague_without_need_to_know_does_not_learn_of_one_that_shows_a_narrow_item(cast: Cast) -> None:
    item = reported(cast.electric, "direct_report", tlp="amber", summary="止まった装置")
    request = asked(cast.electric, cast.isac, about=item, shows=("summary",))
    moved(cast.isac, request, HelpMove.ANSWER, "保守の道具でした。")

    assert BACK in page(cast.electric, "/")
    assert BACK not in page(cast.electric_colleague, "/")


def test_many_requests_cost_no_more_questions_than_one(cast: Cast) -> None:
    asked(cast.electric, cast.isac)
    before = questions(cast.isac, "/")
    for _ in range(4):
        asked(cast.electric, cast.isac)

    assert questions(cast.isac, "/") == before <= MOST_QUESTIONS["home"]
    assert "5 requests for technical help" in page(cast.isac, "/")


def test_whoever_runs_systems_reads_the_own_orders_before_what_the_csirt_acknowledges(cast: Cast) -> None:
    words = "遠隔接続機器の弱点"
    advisory = issued(cast.center, to_electricity(cast), tlp="green", importance="warning", threat_summary=words)
    for carrier in (cast.ministry, cast.secretariat):
        with acting_as(carrier):
            relay_advisory(carrier, advisory, to=[one.text for one in relay_choices(carrier, advisory)])
    ordered(cast)

    home = page(field(cast), "/")

    assert home.index("One order for this desk") < home.index("遠隔接続機器の弱点")
