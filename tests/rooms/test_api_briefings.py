"""The page for executives by machine: composed, read line by line, decided; nobody outside the house and no stranger inside reads it."""

from uuid import UUID

import pytest

from noroshi.directory.models import Desk
from noroshi.vocabulary import OrderReach
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_briefing_overview import advised
from tests.rooms.test_response_orders import field, ordered

pytestmark = pytest.mark.django_db
WAYS = [{"name": "監視を強めて続ける"}, {"name": "遠隔保守を止める", "service": "復旧が半日遅れる"}]


@pytest.fixture(autouse=True)
def _without_factors(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def wish(cast: Cast, source: UUID) -> dict[str, object]:
    to = Desk.objects.get(pk=cast.electric_executive.desk_id).public_id
    return {"title": "遠隔保守を止めるか", "sources": [str(source)], "to": str(to), "options": WAYS}


def test_a_page_is_composed_read_and_decided(cast: Cast) -> None:
    source = reported(cast.electric, tlp="green", summary="汐見の鍵が替わった")
    csirt, executive = caller_of(cast.electric), caller_of(cast.electric_executive)

    page = csirt.made("/briefings", wish(cast, source))
    decided = executive.made(f"/briefings/{page['id']}/decision", {"option": 1, "words": "今夜のうちに"})

    assert [one["value"] for one in page["happened"]] == ["汐見の鍵が替わった"]
    assert (page["may_decide"], decided["may_decide"]) == (False, True)
    assert [one["option"] for one in decided["decisions"]] == ["遠隔保守を止める"]
    assert [one["decided"] for one in csirt.items("/briefings") if one["id"] == page["id"]] == ["遠隔保守を止める"]


def test_orders_and_figures_stand_on_a_page_for_those_who_may_read_the_orders(cast: Cast) -> None:
    source = reported(cast.electric, tlp="green", summary="汐見の鍵が替わった")
    told = ordered(cast.electric, field(cast), "鍵を替える")
    hidden = ordered(cast.electric, field(cast), "保守回線を抜く", reach=OrderReach.DESKS)
    wished = wish(cast, source) | {"orders": [str(told), str(hidden)], "figures": True}

    page = caller_of(cast.electric).made("/briefings", wished)
    seen = caller_of(cast.electric_executive).get(f"/briefings/{page['id']}").json()

    assert [one["id"] for one in page["orders"]["items"]] == [str(told), str(hidden)]
    assert [(one["id"], one["state"]) for one in seen["orders"]["items"]] == [(str(told), "ordered")]
    assert (page["figures"]["open"], seen["figures"]["open"]) == (2, 1)
    assert caller_of(cast.bank).get(f"/briefings/{page['id']}").status_code == 404


def test_an_order_that_one_does_not_read_composes_no_page(cast: Cast) -> None:
    source = reported(cast.electric, tlp="green", summary="汐見の鍵が替わった")
    foreign = ordered(cast.bank, cast.bank)

    assert (
        caller_of(cast.electric).post("/briefings", wish(cast, source) | {"orders": [str(foreign)]}).status_code == 404
    )


def test_who_may_not_decide_is_refused_and_strangers_find_nothing(cast: Cast) -> None:
    source = reported(cast.electric, tlp="green", summary="汐見の鍵が替わった")
    csirt = caller_of(cast.electric)
    page = csirt.made("/briefings", wish(cast, source))["id"]

    assert csirt.post(f"/briefings/{page}/decision", {"option": 1}).json()["code"] == "not_for_you_to_decide"
    for stranger in (cast.ministry, cast.center, cast.secretariat, cast.neighbor, cast.bank):
        caller = caller_of(stranger)
        assert caller.items("/briefings") == []
        assert caller.get(f"/briefings/{page}").status_code == 404
        assert caller.post(f"/briefings/{page}/decision", {"option": 0}).status_code == 404


def test_a_source_that_one_does_not_read_composes_no_page(cast: Cast) -> None:
    source = reported(cast.electric, tlp="amber", summary="汐見の鍵が替わった")
    bank = caller_of(cast.bank)
    mine = wish(cast, source) | {"to": str(Desk.objects.get(pk=cast.bank.desk_id).public_id)}

    assert bank.post("/briefings", mine).status_code == 404
    assert bank.items("/briefings") == []


def test_what_is_open_is_told_as_far_as_the_key_reads_it(cast: Cast) -> None:
    advisory = advised(cast)
    told = ordered(cast.electric, field(cast), "鍵を替える")
    ordered(cast.electric, field(cast), "保守回線を抜く", reach=OrderReach.DESKS)

    seen = caller_of(cast.electric_executive).get("/briefings/overview").json()
    stranger = caller_of(cast.bank).get("/briefings/overview").json()

    assert [one["id"] for one in seen["advisories"]["items"]] == [str(advisory)]
    assert [one["id"] for one in seen["orders"]] == [str(told)]
    assert seen["figures"]["open"] == 1
    assert (stranger["advisories"]["items"], stranger["advisories"]["all"], stranger["orders"]) == ([], 0, [])
    assert (stranger["figures"]["open"], stranger["quarters"]) == (0, [])
