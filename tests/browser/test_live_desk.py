"""A home that stands open changes while somebody else works, and keeps what is being typed; keys, and the note from shift to shift."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_first_report import faults

pytestmark = pytest.mark.browser

PATIENCE_MS = 20_000
type Enter = Callable[..., Page]


@pytest.fixture
def enter(noroshi_server: Any, visit: Any) -> Enter:
    """Signed in as an account of the demonstration, at a page that listens."""

    def go(login: str, path: str = "/", **look: Any) -> Page:
        page: Page = visit(f"{noroshi_server.url}/sign-in/?next={path}", **look)
        page.fill("#id_login", login)
        page.fill("#id_password", noroshi_server.account(login)["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        listens(page)
        return page

    return go


def listens(page: Page) -> None:
    expect(page.locator('body[data-live-is="on"]')).to_have_count(1, timeout=PATIENCE_MS)


def beside(page: Page, path: str) -> Page:
    """Another window of the same person."""
    other = page.context.new_page()
    other.goto("/".join(page.url.split("/")[:3]) + path)
    return other


def noted(page: Page, words: str) -> None:
    page.fill("#handover-text", words)
    page.locator("main form .button--primary").click()
    page.wait_for_url(lambda address: address.endswith("/"))


def test_a_home_that_stands_open_shows_what_a_colleague_wrote_and_a_strangers_does_not(enter: Enter) -> None:
    words = f"引継ぎ {uuid.uuid4()}"
    writer, stranger = enter("saeki@shiomi"), enter("kanbara@aoshio")

    noted(beside(writer, "/handover/"), words)

    expect(writer.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    expect(stranger.get_by_text(words)).to_have_count(0)


def test_what_is_being_typed_stays_while_the_page_around_it_is_renewed(enter: Enter) -> None:
    words, typed = f"引継ぎ {uuid.uuid4()}", f"入力中 {uuid.uuid4()}"
    page = enter("saeki@shiomi", "/handover/")
    noted(beside(page, "/handover/"), f"前 {uuid.uuid4()}")
    page.reload()
    listens(page)
    page.fill("#handover-text", typed)

    noted(beside(page, "/handover/"), words)

    expect(page.locator("[data-fresh=note]").get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#handover-text")).to_have_value(typed)


def test_a_draft_begun_elsewhere_stands_on_the_home_that_was_open_before(enter: Enter) -> None:
    home = enter("saeki@shiomi", "/?all=1")
    rows = home.locator("[data-fresh=needed] .need")
    before = rows.count()
    other = beside(home, "/reports/new/")

    other.locator("button[value=direct_report]").click()
    other.wait_for_url(re.compile(r"/drafts/[\w-]+/$"))

    expect(
        home.locator(f'[data-fresh=needed] a[href="{re.sub("^https?://[^/]+", "", other.url)}"]').first
    ).to_be_visible(timeout=PATIENCE_MS)
    assert rows.count() >= before


def test_an_open_board_and_an_open_order_follow_and_an_answer_begun_there_stays(enter: Enter) -> None:
    title = f"端末を切り離す {uuid.uuid4()}"
    board = enter("saeki@shiomi", "/orders/")
    other = beside(board, "/orders/new/")
    other.fill("#id_title", title)
    other.fill("#id_what", "回線を抜く。")
    other.get_by_label("CSIRT席").first.check()
    other.get_by_role("button", name="指示を出す").click()
    expect(other.locator("h1")).to_have_text(title)

    expect(board.get_by_text(title).first).to_be_visible(timeout=PATIENCE_MS)

    order = beside(board, re.sub("^https?://[^/]+", "", other.url))
    listens(order)
    order.locator(".answers label", has_text="実施できない").click()
    order.fill("#id_text", "予備の回線が")
    other.locator(".answers label", has_text="確認した").first.click()
    other.get_by_role("button", name="回答を送る").click()
    expect(other.locator(".head .badges")).to_contain_text("確認")

    expect(order.locator(".head .badges")).not_to_contain_text("未確認", timeout=PATIENCE_MS)
    expect(order.locator("#id_text")).to_have_value("予備の回線が")


def test_orders_beside_an_open_item_follow_and_a_stranger_reads_nothing_of_them(enter: Enter) -> None:
    title = f"記録を残す {uuid.uuid4()}"
    item = enter("saeki@shiomi")
    path = str(item.locator("[data-fresh=new] a[data-row]").first.get_attribute("href"))
    item.goto("/".join(item.url.split("/")[:3]) + path)
    listens(item)
    expect(item.locator("[data-fresh=orders] #orders-title")).to_be_visible()
    other = beside(item, f"/orders/new/?about=edition:{path.split('/')[2]}")
    other.fill("#id_title", title)
    other.fill("#id_what", "消さずに写しを取る。")
    other.get_by_label("CSIRT席").first.check()
    other.get_by_role("button", name="指示を出す").click()
    expect(other.locator("h1")).to_have_text(title)

    expect(item.locator("[data-fresh=orders]").get_by_text(title)).to_be_visible(timeout=PATIENCE_MS)

    stranger = enter("kanbara@aoshio")
    stranger.goto("/".join(stranger.url.split("/")[:3]) + re.sub("^https?://[^/]+", "", other.url))
    expect(stranger.get_by_text(title)).to_have_count(0)


def test_a_stream_that_broke_is_taken_up_and_what_was_missed_is_shown(enter: Enter) -> None:
    words = f"引継ぎ {uuid.uuid4()}"
    page = enter("saeki@shiomi")
    other = beside(page, "/handover/")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    page.context.set_offline(False)
    noted(other, words)

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)


def test_keys_move_open_and_lead_and_can_be_switched_off(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    page.locator("body").press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_contain_text("記録")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url(lambda address: "/advisories/" in address)

    page.goto("/".join(page.url.split("/")[:3]) + "/notices/own/")
    page.locator("button[name=keys][value=off]").click()
    expect(page.locator("button[name=keys][value=on]")).to_be_visible()
    page.locator("body").press("?")
    expect(page.locator("#keys-dialog")).to_be_hidden()


def test_colleagues_at_one_item_see_each_other_until_one_leaves(enter: Enter) -> None:
    first = enter("makino@nisc")
    path = first.locator("[data-fresh=new] a[data-row]").first.get_attribute("href")
    first.goto("/".join(first.url.split("/")[:3]) + str(path))
    listens(first)

    second = enter("saotome@nisc", str(path))

    expect(first.locator("[data-here] .here")).to_contain_text("いま見ています", timeout=PATIENCE_MS)
    expect(second.locator("[data-here] .here")).to_contain_text("いま見ています", timeout=PATIENCE_MS)
    second.close()
    expect(first.locator("[data-here] .here")).to_have_count(0, timeout=PATIENCE_MS)


@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("en", 390)])
@pytest.mark.parametrize("path", ["/handover/", "/notices/own/"])
def test_the_pages_of_the_live_desk_are_readable_by_all(enter: Enter, path: str, language: str, width: int) -> None:
    assert faults(enter("saeki@shiomi", path, language=language, width=width)) == []
