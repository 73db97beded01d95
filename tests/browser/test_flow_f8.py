"""F8 (参考2.2 図2-3) in a real browser: an operator shares a sheet with two others directly, one of them in another sector."""

import pytest
from playwright.sync_api import expect

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    agreed,
    followed_up,
    linked,
    nothing_there,
    organization,
    pattern_chosen,
    shared,
    step,
    taken,
    weighed,
    wide_cast,
)
from tests.browser.test_directory_pages import go
from tests.drafted import reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, MEASURE, NEWER = "保守端末の遠隔操作を狙う通信", "保守用の口を閉じる", "修正版を入れてから口を開ける"
DESK_OF_BANK = "蒼潮銀行 CSIRT席"
STORED = "先月の不審な通信の記録"


def test_f8_two_operators_take_a_third_ones_sheet(come: Come) -> None:
    cast = wide_cast()
    agreed(cast, "hokuryo", "aoshio")
    field = cast.world.viewer("tamaki-y@shiomi")
    reported(cast.electric, tlp="green", summary=STORED)

    with step("①"):
        writer = come(cast.neighbor, "/")
        # The community is of desks; who is to tell the own field is named as a house too.
        community = pattern_chosen(writer, "事業者どうし", ["汐見電力株式会社 CSIRT席", DESK_OF_BANK])
        to = [community, organization(cast, "shiomi")]
        item = shared(writer, "green", to, title=TITLE, measures=MEASURE, indicators="203.0.113.77")
    with step("②"):
        same, other = come(cast.electric, "/"), come(cast.bank, "/")
        taken(same, item, TITLE, MEASURE)
        taken(other, item, TITLE, MEASURE)
    with step("③"):
        expect(same.locator("main")).to_contain_text("203")
    with step("④"):
        weighed(same, item, "SHIOMI-88", "warning")
        weighed(other, item, "AOSHIO-7", "reference")
        go(writer, item)
        assert "SHIOMI-88" not in writer.content()
    with step("⑤"):
        linked(same, item, STORED)
    with step("⑥"):
        for_field = shared(same, "green", [pattern_chosen(same, "一組織の中")], item)
    with step("⑦"):
        plant = come(field, "/")
        taken(plant, for_field, TITLE)
    with step("⑧"):
        newest = followed_up(writer, item, "green", measures=NEWER)
        for reader in (same, other, plant):
            taken(reader, newest, NEWER)

    nothing_there(come, item, cast.isac, cast.hub, cast.ministry, cast.center, cast.secretariat)
    nothing_there(come, for_field, cast.bank, cast.neighbor, cast.ministry)
