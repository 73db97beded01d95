"""F10 (参考2.4 図2-5) in a real browser: from a provider through the hub and an ISAC to an operator."""

import pytest

from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import (
    followed_up,
    group,
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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE, STORED, NEWER = "境界装置の弱点を突く攻撃", "春に集めた境界装置の弱点", "回避策では足りず、更新が要る"


def test_f10_a_provider_tells_the_hub_the_isac_and_the_operator(come: Come) -> None:
    cast = wide_cast("asagao-feed")
    source = cast.world.viewer("asaga@asagao-feed")
    provider, hub, isac = come(source, "/"), come(cast.hub, "/"), come(cast.isac, "/")
    own = [organization(cast, "asagao-feed")]

    to_hub = pattern_chosen(provider, "情報提供組織と横断的情報共有組織", ["横断情報共有ハブ「みおつくし」 分析席"])
    to_isacs = pattern_chosen(hub, "横断的情報共有組織とISAC", ["灯火エネルギーISAC モデレータ席"])

    with step("①"):
        stored = shared(provider, "green", own, title=STORED, what_happened="弱点の報告を集めた。")
    with step("②"):
        taken(provider, stored, STORED)
    with step("③"):
        weighed(provider, stored, "ASAGAO-1", "caution")
    with step("⑤"):
        item = shared(provider, "clear", [to_hub], title=TITLE, measures="回避策を入れる")
    with step("④"):
        linked(provider, item, STORED)
    with step("⑥"):
        taken(hub, item, TITLE)
    with step("⑦"):
        before = shared(hub, "green", [organization(cast, "miotsukushi")], title="横断で見た境界装置の件")
        taken(hub, before, "横断で見た境界装置の件")
    with step("⑧"):
        weighed(hub, item, "MIO-4", "warning")
    with step("⑨"):
        linked(hub, item, "横断で見た境界装置の件")
    with step("⑩"):
        of_hub = shared(
            hub, "green", [to_isacs, organization(cast, "tomoshibi-isac")], item, analysis="三つの分野で見た"
        )
    with step("⑪"):
        taken(isac, of_hub, TITLE, "三つの分野で見た")
    with step("⑫"):
        of_isac = shared(isac, "green", [group(cast, "tomoshibi")], of_hub)
    with step("⑬"):
        operator = come(cast.electric, "/")
        taken(operator, of_isac, TITLE, "三つの分野で見た")
    with step("⑭"):
        newest = followed_up(hub, of_hub, "green", measures=NEWER)
        taken(isac, newest, NEWER)
        last = shared(isac, "green", [group(cast, "tomoshibi")], newest)
        taken(operator, last, NEWER)

    nothing_there(come, of_isac, cast.bank, cast.ministry, source)
    nothing_there(come, of_hub, cast.electric, cast.bank, cast.center)
