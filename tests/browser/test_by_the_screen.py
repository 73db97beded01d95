"""A first day by the screen alone: after signing in nobody types an address. Filed, found, made an order, done, seen done."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sheet_visits import step

pytestmark = pytest.mark.browser

NEWCOMER, COLLEAGUE, FIELD, STRANGER = "ogasa@shiomi", "saeki@shiomi", "ashida@shiomi", "watarase@hokuryo"
FIELD_DESK = "送配電部 制御システム課"
PHONE = 390

type Arrive = Callable[..., Page]


@pytest.fixture
def arrive(noroshi_server: Any, visit: Any) -> Arrive:
    """At the door of the house, and in by its form; from there on only what the screen offers."""

    def go(login: str, **look: Any) -> Page:
        page: Page = visit(noroshi_server.url, **look)
        page.get_by_label("サインイン名").fill(login)
        page.get_by_label("パスワード").fill(noroshi_server.account(login)["password"])
        page.get_by_role("button", name="サインインする", exact=True).click()
        expect(page.locator("h1")).to_contain_text("ホーム")
        return page

    return go


def filed(page: Page, what: str) -> None:
    page.get_by_role("link", name="情報連絡を書く").click()
    page.get_by_role("button", name="法令等によらない報告（直接）").click()
    page.get_by_role("radio", name="TLP:GREEN").check()
    page.get_by_role("textbox", name="発生事象の概要").fill(what)
    page.get_by_role("button", name="経済産業省へ送る").click()
    expect(page.locator("h1")).to_have_text("確かめてから送る")
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator("h1")).to_have_text("送りました")


def searched(page: Page, words: str) -> None:
    """By its key, once the foot of the tabs says that there are keys."""
    expect(page.locator("[data-open-keys]")).to_be_visible()
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("探す")


def ordered(page: Page, title: str) -> None:
    page.get_by_role("link", name="作業を指示する…").click()
    page.get_by_label("作業の件名").fill(title)
    page.get_by_label("作業の内容").fill("画面を見てから切り替える。")
    page.get_by_label("終わったことの確かめ方").fill("画面の写真を送る。")
    page.get_by_label(FIELD_DESK).check()
    page.get_by_role("button", name="指示を出す").click()
    expect(page.locator("h1")).to_have_text(title)


def answered(page: Page, words: str) -> None:
    """Two taps: what it is, and off with it."""
    page.locator(".answers label", has_text=words).tap()
    page.get_by_role("button", name="回答を送る").tap()


def test_a_report_is_filed_found_ordered_and_done_by_the_screen_alone(arrive: Arrive) -> None:
    mark = uuid.uuid4().hex[:8]
    what, title = f"浜風変電所の保守端末 {mark} が固まった", f"保守端末 {mark} を予備に切り替える"

    with step("a newcomer files"):
        newcomer = arrive(NEWCOMER)
        filed(newcomer, what)
        newcomer.get_by_role("link", name="送ったものを見る").click()
        expect(newcomer.locator("h1")).to_contain_text(what)
    with step("a colleague finds it"):
        colleague = arrive(COLLEAGUE)
        searched(colleague, mark)
        colleague.locator("main").get_by_role("link", name=re.compile(mark)).click()
        expect(colleague.locator("h1")).to_contain_text(what)
    with step("a colleague orders"):
        ordered(colleague, title)
    with step("the field finds it from home, with a thumb"):
        field = arrive(FIELD, width=PHONE, touch=True)
        field.get_by_role("link", name="見て回答する").tap()
        field.get_by_role("link", name=title).tap()
        expect(field.locator("h1")).to_have_text(title)
    with step("the field has seen it, in two taps"):
        answered(field, "確認した")
        expect(field.locator(".head .badges")).to_contain_text("確認した")
    with step("the field is done, with its proof"):
        field.locator(".answers label", has_text="完了").tap()
        field.get_by_label("確かめた結果").fill("予備の画面が動いた。")
        field.get_by_label("写真・ファイル").set_input_files(
            {"name": "画面.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
        )
        field.get_by_role("button", name="回答を送る").tap()
        expect(field.locator(".head .badges")).to_contain_text("完了")
        expect(field.locator("#history")).to_contain_text("画面.png")
    with step("the order that stood open says so without being asked"):
        expect(colleague.locator(".head .badges")).to_contain_text("完了", timeout=20_000)
        expect(colleague.locator("#history")).to_contain_text("予備の画面が動いた。")
    with step("and is confirmed from the home of whoever files next"):
        newcomer.get_by_role("link", name="ホーム").first.click()
        newcomer.get_by_role("link", name="確認する").click()
        newcomer.get_by_role("link", name=title).click()
        newcomer.locator(".answers label", has_text="結果を確認した").click()
        newcomer.get_by_role("button", name="回答を送る").click()
        expect(newcomer.locator(".head .badges")).to_contain_text("確認済み")

    with step("another company finds neither"):
        stranger = arrive(STRANGER)
        searched(stranger, mark)
        expect(stranger.locator("main")).to_contain_text("見つかりません")
        assert title not in stranger.content()
        assert what not in stranger.content()


def test_the_home_of_a_department_names_the_order_that_is_due_first(arrive: Arrive) -> None:
    field = arrive(FIELD, width=PHONE)
    due = field.locator(".need--first .cell-title")
    title = due.inner_text()

    due.click()

    expect(field.locator("h1")).to_have_text(title)
    expect(field.locator(".answers")).to_be_visible()
