"""F9 (参考2.3 図2-4) in a real browser: through an ISAC, which asks another ISAC and the hub for help and tells its members."""

import pytest
from playwright.sync_api import expect

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    NOT_FOUND,
    asked_help,
    followed_up,
    help_answered,
    help_taken,
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, STORED, NEWER = "監視制御網への不審な接続", "半年前に見た接続", "二つ目の接続元も閉じる"
ASKED, RESULT, NAME = "通信の正体を知りたい", "既知の遠隔操作の道具だった", "KIRISAME-RAT"


def test_f9_an_isac_asks_for_help_and_tells_its_members(come: Come) -> None:
    cast = wide_cast("engawa-isac")
    beta = cast.world.viewer("engawa@engawa-isac")
    writer, alpha = come(cast.electric, "/"), come(cast.isac, "/")
    members = pattern_chosen(alpha, "ISAC（セプター）を通す", ["汐見電力株式会社 CSIRT席", "北稜電力株式会社 CSIRT席"])
    shared(writer, "amber", [organization(cast, "tomoshibi-isac")], title=STORED)

    with step("①"):
        item = shared(writer, "amber", [organization(cast, "tomoshibi-isac")], title=TITLE, indicators="198.51.100.9")
    with step("②"):
        taken(alpha, item, TITLE)
    with step("③"):
        expect(alpha.locator("main")).to_contain_text("198")
    with step("④"):
        of_beta = asked_help(alpha, beta, ASKED, "接続の記録を見てほしい。")
        of_hub = asked_help(alpha, cast.hub, ASKED, "ほかの分野でも見ていないか。")
    helper, hub = come(beta, "/"), come(cast.hub, "/")
    with step("⑤"):
        help_taken(helper, of_beta, ASKED)
        help_taken(hub, of_hub, ASKED)
    with step("⑥"):
        go(helper, of_hub)
        expect(helper.locator("h1")).to_contain_text(NOT_FOUND)
    with step("⑦"):
        help_answered(helper, of_beta, RESULT, NAME)
        help_answered(hub, of_hub, "ほかの分野では見ていない")
    with step("⑧"):
        go(alpha, of_beta)
        expect(alpha.locator("main")).to_contain_text(RESULT)
        expect(alpha.locator("main")).to_contain_text(NAME)
        alpha.locator('button[name="deed"][value="close"]').click()
    with step("⑨"):
        weighed(alpha, item, "TOMOSHIBI-3", "warning")
    with step("⑩"):
        linked(alpha, item, STORED)
    with step("⑪"):
        to = [members, organization(cast, "miotsukushi"), organization(cast, "engawa-isac")]
        told = shared(alpha, "green", to, title="遠隔操作の道具についての注意", analysis=RESULT, identifiers=NAME)
    with step("⑫"):
        member = come(cast.neighbor, "/")
        for reader in (hub, helper, member):
            taken(reader, told, RESULT, NAME)
    with step("⑬"):
        newest = followed_up(alpha, told, "green", measures=NEWER)
        for reader in (hub, helper, member, writer):
            taken(reader, newest, NEWER)

    nothing_there(come, told, cast.bank, cast.ministry, cast.center)
    nothing_there(come, item, cast.neighbor, cast.hub, cast.bank)
