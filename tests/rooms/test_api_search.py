"""A machine finds by one question what the page's box finds, each kind where its asker may read it, and nowhere else."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.helping.actions import Asked, ask_help
from noroshi.response.actions import OrderWish, order
from noroshi.vocabulary import HelpField
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.api_world import Caller
from tests.rooms.test_by_page_run import through_the_door
from tests.rooms.test_search_beside import WORD, desk_of

pytestmark = pytest.mark.django_db

NOTHING = {"items": [], "help": [], "alerts": [], "next": None, "results": 0, "more": False}


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def key_of(viewer: Viewer, *scopes: Scope) -> str:
    with acting_as(viewer):
        return make_own_key(
            viewer.seat,
            purpose="test",
            scopes=scopes or (Scope.EDITIONS_READ,),
            expires_at=timezone.now() + timedelta(days=30),
        )


def asked(viewer: Viewer, words: str = WORD, more: str = "") -> Any:
    found = Caller(key_of(viewer)).read(f"/search?q={words}{more}")
    return {name: value for name, value in found.items() if name != "also"}


def ordered(cast: Cast) -> UUID:
    field = cast.world.viewer("ashida@shiomi")
    with acting_as(cast.electric):
        return order(cast.electric, OrderWish(WORD, "保守用の回線を抜く。", [desk_of(field).public_id]))[0].public_id


def helped(cast: Cast) -> None:
    with acting_as(cast.electric):
        ask_help(cast.electric, desk_of(cast.isac).public_id, Asked(WORD, "働きを知りたい。", [HelpField.MALWARE]))


def test_an_order_comes_among_the_results_inside_the_own_house_alone(cast: Cast) -> None:
    made = ordered(cast)

    for viewer in (cast.electric, cast.world.viewer("ashida@shiomi")):
        (found,) = asked(viewer)["items"]
        assert (found["kind"], found["order"]["id"], found["item"]) == ("order", str(made), None)
        assert {"text": WORD, "is_hit": True} in found["words"] or found["order"]["title"] == WORD
        assert [one["order"]["id"] for one in asked(viewer, more="&kind=order")["items"]] == [str(made)]
        assert asked(viewer, more="&kind=report") == NOTHING
    for stranger in (cast.neighbor, cast.secretariat, cast.ministry, cast.center, cast.bank):
        assert asked(stranger) == asked(stranger, WORD[::-1]) == NOTHING


def test_a_request_for_help_comes_to_its_two_desks_alone(cast: Cast) -> None:
    helped(cast)

    for viewer in (cast.electric, cast.isac):
        assert [one["title"] for one in asked(viewer)["help"]] == [WORD]
        assert [one["title"] for one in asked(viewer, more="&kind=help")["help"]] == [WORD]
        assert asked(viewer, more="&kind=order")["help"] == []
    for stranger in (cast.neighbor, cast.secretariat, cast.center, cast.bank, cast.hub):
        assert asked(stranger) == NOTHING


def test_what_stands_beside_comes_with_the_first_page_alone(cast: Cast) -> None:
    helped(cast)
    for number in range(2):
        reported(cast.electric, summary=f"{WORD}、{number}件目")

    first = asked(cast.electric, more="&limit=1")
    second = asked(cast.electric, more=f"&limit=1&cursor={first['next']}")

    assert ([len(one["items"]) for one in (first, second)], first["results"]) == ([1, 1], 2)
    assert ([len(one["help"]) for one in (first, second)]) == [1, 0]


def test_the_client_gives_all_of_it_one_after_the_other(cast: Cast) -> None:
    report, made = reported(cast.electric, summary=WORD), ordered(cast)
    helped(cast)

    found = {one["kind"]: one for one in through_the_door(key_of(cast.electric)).search(WORD, limit=1)}

    assert set(found) == {"report", "order", "help"}
    assert found["report"]["item"]
    assert found["report"]["item"]["id"] == str(report)
    assert found["order"]["order"]
    assert found["order"]["order"]["id"] == str(made)
    assert found["help"]["help"]
    assert found["help"]["help"]["title"] == WORD
    assert list(through_the_door(key_of(cast.bank)).search(WORD)) == []
