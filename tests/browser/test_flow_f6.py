"""F6 (参考2.1 図2-1) in a real browser: inside one operator, from the field to the CSIRT and back, and then to others.

Also a firm without a CSIRT, where the field desk is both (3.3(4)).
"""

import pytest
from playwright.sync_api import expect

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    desk,
    followed_up,
    linked,
    nothing_there,
    order_done,
    order_taken,
    ordered,
    organization,
    sent_to,
    shared,
    step,
    taken,
    weighed,
    wide_cast,
)
from tests.browser.test_directory_pages import go
from tests.browser.test_relay_anonymized import opened
from tests.drafted import reported

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, STORED, ORDER = "監視端末の画面が固まった", "去年の監視端末の停止", "監視端末を予備に切り替える"
FOR_BOARD, OUTSIDE, NEWER = "監視端末の停止について（経営層向け）", "監視端末の停止と対策", "原因は更新の失敗だった"


def test_f6_from_the_field_to_the_csirt_and_back(come: Come) -> None:
    cast = wide_cast()
    field = cast.world.viewer("ashida@shiomi")
    reported(cast.electric, tlp="green", summary=STORED)
    plant, csirt = come(field, "/"), come(cast.electric, "/")

    with step("①"):
        go(plant, "/sheets/new/")
        plant.locator("main form .button--primary").click()
        opened(plant, "title").fill(TITLE)
    with step("②"):
        opened(plant, "what_happened").fill("再起動しても戻らない。")
    with step("③"):
        item = sent_to(plant, "green", [desk(cast.electric)])
    with step("④"):
        taken(csirt, item, TITLE)
    with step("⑤"):
        expect(csirt.locator("main")).to_contain_text("再起動しても戻らない。")
    with step("⑥"):
        weighed(csirt, item, "SHIOMI-12", "caution")
    with step("⑦"):
        linked(csirt, item, STORED)
    with step("⑧"):
        order = ordered(csirt, item, ORDER, field)
    with step("⑨"):
        order_taken(plant, order, ORDER)
    with step("⑩"):
        summed_up = shared(csirt, "green", [desk(cast.electric_executive)], item, title=FOR_BOARD)
    with step("⑪"):
        board = come(cast.electric_executive, "/")
        taken(board, summed_up, FOR_BOARD)
    with step("⑫"):
        order_done(plant, order)
    with step("⑬"):
        go(csirt, order)
        expect(csirt.locator(".head .badges")).to_contain_text("完了")
    with step("⑭"):
        to = [organization(cast, "hokuryo"), organization(cast, "tomoshibi-isac")]
        outside = shared(csirt, "green", to, item, title=OUTSIDE, what_happened="監視端末が止まった。")
    with step("⑮"):
        neighbor, isac = come(cast.neighbor, "/"), come(cast.isac, "/")
        for reader in (neighbor, isac):
            taken(reader, outside, OUTSIDE)
            expect(reader.locator("main")).not_to_contain_text("再起動しても戻らない。")
    with step("⑯"):
        newest = followed_up(csirt, outside, "green", analysis=NEWER)
        for reader in (neighbor, isac):
            taken(reader, newest, NEWER)
        inside = followed_up(plant, item, "green", what_happened=NEWER)
        taken(csirt, inside, NEWER)

    nothing_there(come, item, cast.neighbor, cast.isac, cast.ministry, cast.secretariat)
    nothing_there(come, summed_up, cast.neighbor, cast.ministry, cast.center)
    nothing_there(come, outside, cast.bank, cast.hub, cast.ministry)


def test_f6_in_a_firm_without_a_csirt_the_field_desk_is_both(come: Come) -> None:
    cast = wide_cast("chihaya", "mhlw", "water_ceptoar")
    both = cast.world.viewer("asai@chihaya")
    page = come(both, "/")

    with step("①-④"):
        item = shared(page, "green", [organization(cast, "chihaya")], title=TITLE)
        taken(page, item, TITLE)
    with step("⑥"):
        weighed(page, item, "CHIHAYA-1", "caution")
    with step("⑧⑨"):
        order = ordered(page, item, ORDER, both)
        order_taken(page, order, ORDER)
    with step("⑫⑬"):
        order_done(page, order)
    with step("⑭⑮"):
        outside = shared(page, "green", [organization(cast, "miotsukushi")], item, title=OUTSIDE)
        taken(come(cast.hub, "/"), outside, OUTSIDE)

    nothing_there(come, item, cast.hub, cast.electric, cast.ministry)
    nothing_there(come, outside, cast.electric, cast.center)
