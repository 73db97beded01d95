"""F7 (参考2.1 図2-2) in a real browser: inside one operator with help from an ISAC and the hub."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    NOT_FOUND,
    asked_help,
    desk,
    followed_up,
    help_answered,
    help_taken,
    linked,
    nothing_there,
    order_done,
    order_taken,
    ordered,
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
TITLE, STORED, ORDER = "制御装置の設定が書き換わった", "春の設定変更の記録", "設定を控えから戻す"
ASKED, RESULT, NAME = "書き換えた道具を知りたい", "保守用の道具が悪用された", "SAZANAMI-TOOL"
FOR_BOARD, OUTSIDE, NEWER = "設定の書き換えについて（経営層向け）", "保守用の道具の悪用", "入口は保守会社の回線だった"


def test_f7_the_csirt_asks_for_help_and_only_it_gets_the_answer(come: Come) -> None:  # noqa: PLR0915 - 21 steps are 21 steps
    cast = wide_cast()
    field = cast.world.viewer("ashida@shiomi")
    reported(cast.electric, tlp="green", summary=STORED)
    plant, csirt, isac, hub = (come(one, "/") for one in (field, cast.electric, cast.isac, cast.hub))
    pattern_chosen(csirt, "一組織の中")

    with step("①②③"):
        item = shared(plant, "green", [desk(cast.electric)], title=TITLE, what_happened="控えと違う。")
    with step("④"):
        taken(csirt, item, TITLE)
    with step("⑤"):
        expect(csirt.locator("main")).to_contain_text("控えと違う。")
    with step("⑥"):
        of_isac = asked_help(csirt, cast.isac, ASKED, "設定を書き換えた実行ファイルが見つからない。")
        of_hub = asked_help(csirt, cast.hub, ASKED, "ほかの分野で見ていないか。")
    with step("⑦"):
        help_taken(isac, of_isac, ASKED)
        help_taken(hub, of_hub, ASKED)
    with step("⑧"):
        go(hub, of_isac)
        expect(hub.locator("h1")).to_contain_text(NOT_FOUND)
    with step("⑨"):
        help_answered(isac, of_isac, RESULT, NAME)
        help_answered(hub, of_hub, "見ていない")
    with step("⑩"):
        go(csirt, of_isac)
        expect(csirt.locator("main")).to_contain_text(RESULT)
        expect(csirt.locator(".badges")).to_contain_text(re.compile("回答まで"))
        for page in (plant, come(cast.neighbor, "/")):
            go(page, of_isac)
            expect(page.locator("h1")).to_contain_text(NOT_FOUND)
    with step("⑪"):
        weighed(csirt, item, NAME, "warning")
    with step("⑫"):
        linked(csirt, item, STORED)
    with step("⑬"):
        order = ordered(csirt, item, ORDER, field)
    with step("⑭"):
        order_taken(plant, order, ORDER)
    with step("⑮"):
        summed_up = shared(csirt, "green", [desk(cast.electric_executive)], item, title=FOR_BOARD)
    with step("⑯"):
        taken(come(cast.electric_executive, "/"), summed_up, FOR_BOARD)
    with step("⑰"):
        order_done(plant, order)
    with step("⑱"):
        go(csirt, order)
        expect(csirt.locator(".head .badges")).to_contain_text("完了")
    with step("⑲"):
        to = [organization(cast, one) for one in ("tomoshibi-isac", "miotsukushi", "hokuryo")]
        outside = shared(csirt, "green", to, title=OUTSIDE, analysis=RESULT, identifiers=NAME)
    with step("⑳"):
        neighbor = come(cast.neighbor, "/")
        for reader in (isac, hub, neighbor):
            taken(reader, outside, RESULT, NAME)
    with step("㉑"):
        newest = followed_up(csirt, outside, "green", measures=NEWER)
        for reader in (isac, hub, neighbor):
            taken(reader, newest, NEWER)

    nothing_there(come, item, cast.isac, cast.hub, cast.neighbor, cast.ministry)
    nothing_there(come, outside, cast.bank, cast.ministry, cast.center)
