"""An order finished from a telephone: given at the CSIRT by a proposal, answered by the field in two taps, confirmed."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.response.actions import OrderWish, answer, order
from noroshi.response.actions.assets import AssetWish, add_asset
from noroshi.vocabulary import AssetKind, OrderState, Tlp
from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import Cast, small_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "端末を切り離す（浜風変電所）"


def field(cast: Cast) -> Viewer:
    return cast.world.viewer("ashida@shiomi")


def given(cast: Cast, **more: Any) -> str:
    desk = Desk.objects.get(pk=field(cast).desk_id).public_id
    with acting_as(cast.electric):
        asset = add_asset(cast.electric, AssetWish("浜風変電所の保守端末", AssetKind.CLIENT, desk)).asset
        made = order(
            cast.electric, OrderWish(TITLE, "回線を抜く。", [desk], verify="疎通がない。", assets=[asset], **more)
        )
    return reverse("order", args=[made[0].public_id])


def test_the_field_finishes_an_order_in_two_taps_on_a_telephone(come: Come) -> None:
    cast = small_cast()
    here = given(cast)
    page = come(field(cast), reverse("orders"), width=390)
    page.locator("a.cell-title", has_text=TITLE).click()

    page.locator(".answers label", has_text="完了").click()
    expect(page.locator("#id_proof")).to_be_visible()
    page.get_by_role("button", name="回答を送る").click()

    expect(page.locator(".head .badges")).to_contain_text("完了")
    page.get_by_role("button", name="最後の回答を取り消す").click()
    expect(page.locator(".head .badges")).to_contain_text("未確認")
    expect(page.locator("#history")).to_contain_text("取消し済み")
    page.locator(".answers label", has_text="実施できない").click()
    page.get_by_role("button", name="回答を送る").click()
    expect(page.locator(".error-summary, [role=alert]").first).to_contain_text("理由")
    page.fill("#id_text", "予備の回線がありません。")
    page.get_by_role("button", name="回答を送る").click()
    expect(page.locator(".head .badges")).to_contain_text("実施できない")

    csirt = come(cast.electric, here)
    expect(csirt.locator("#history")).to_contain_text("予備の回線がありません。")


def test_an_order_is_given_from_an_item_and_confirmed(come: Come) -> None:
    cast = small_cast()
    content = {"title": "不審な通信", "event_kind": "malware", "summary": "浜風変電所の端末が感染した"}
    item = cast.report(cast.electric, Tlp.GREEN, content)
    page = come(cast.electric, reverse("item", args=[item.public_id]))
    page.get_by_role("link", name="作業を指示する…").click()
    page.locator(".proposed li", has_text="切り離す").get_by_role("link", name="これを使う").click()
    expect(page.locator("#id_title")).not_to_have_value("")
    page.fill("#id_title", TITLE)
    page.get_by_label("送配電部 制御システム課").check()
    page.get_by_role("button", name="指示を出す").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    here = urlsplit(page.url).path

    theirs = come(field(cast), here, width=390)
    theirs.locator(".answers label", has_text="完了").click()
    theirs.get_by_role("button", name="回答を送る").click()
    expect(theirs.locator(".head .badges")).to_contain_text("完了")
    page.reload()
    page.locator(".answers label", has_text="結果を確認した").click()
    page.get_by_role("button", name="回答を送る").click()
    expect(page.locator(".head .badges")).to_contain_text("確認済み")

    stranger = come(cast.neighbor, reverse("orders"))
    expect(stranger.locator("main")).not_to_contain_text(TITLE)


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_everybody_can_use_the_pages_of_orders(
    come: Come, tmp_path: Path, language: str, theme: str, width: int
) -> None:
    cast = small_cast()
    look: dict[str, Any] = {"language": language, "theme": theme, "width": width}
    here = given(cast)
    with acting_as(field(cast)):
        answer(field(cast), UUID(here.split("/")[2]), OrderState.DONE, text="疎通がないことを確かめた。")
    waiting = given_again(cast)
    page = come(cast.electric, reverse("orders"), **look)
    paths = {
        "board": f"{reverse('orders')}?show=all&by=asset",
        "order": here,
        "waiting": waiting,
        "new": reverse("order_new"),
        "assets": reverse("assets"),
        "asset": reverse("asset_new"),
        "playbooks": reverse("playbooks"),
        "playbook": f"{reverse('playbook_new')}?from=cut_off",
        "rollup": reverse("order_rollup"),
    }
    house = page.url.split("/orders/")[0]
    for name, path in paths.items():
        page.goto(house + path)
        page.screenshot(path=tmp_path / f"{name}.png", full_page=True)
        fits_everybody(page)


def given_again(cast: Cast) -> str:
    """A field desk's own, so that its page has every answer."""
    desk = Desk.objects.get(pk=cast.electric.desk_id).public_id
    with acting_as(cast.electric):
        made = order(cast.electric, OrderWish("記録を保全する", "書き出す。", [desk]))
    return reverse("order", args=[made[0].public_id])
