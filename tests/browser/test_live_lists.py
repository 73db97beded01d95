"""Lists, items and drafts that stand open beside each other: what arrives, who else is there, the number on the icon, the notice."""

import json
import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.sheet_visits import OPEN_ALL
from tests.browser.test_first_report import go
from tests.browser.test_live_desk import PATIENCE_MS, Enter, beside, enter, listens
from tests.browser.test_relay_anonymized import path_of

__all__ = ["enter"]

pytestmark = pytest.mark.browser

OPERATOR, MINISTRY, STRANGER = "saeki@shiomi", "hirasawa-k@meti", "kanbara@aoshio"
CENTER, COLLEAGUE = "makino@nisc", "hartmann@shiomi"
SPIES = """
const said = (name, value) => { document.documentElement.dataset[name] = value; };
navigator.setAppBadge = async (number) => said("badge", number);
navigator.clearAppBadge = async () => said("badge", 0);
window.Notification = class { static permission = "granted"; };
const isHidden = () => document.documentElement.dataset.away === "yes";
Object.defineProperty(document, "hidden", { get: isHidden });
const shown = [];
const registration = {
  showNotification: async (title, options) => { shown.push([title, options.body]); said("shown", JSON.stringify(shown)); },
};
const container = { ready: Promise.resolve(registration), register: async () => registration };
Object.defineProperty(navigator, "serviceWorker", { value: container });
"""
"""What the browser was told to show, written where a test may wait for it; `away` is a window that nobody looks at."""


def spied(page: Page) -> Locator:
    """Loaded anew with the spies, and the number asked for once."""
    page.context.add_init_script(SPIES)
    page.reload()
    listens(page)
    html = page.locator("html")
    expect(html).to_have_attribute("data-badge", re.compile(r"\d"), timeout=PATIENCE_MS)
    return html


def begun(page: Page, summary: str) -> str:
    """A draft with words in it; its address."""
    go(page, "/reports/new/")
    page.locator("button[value=direct_report]").click()
    page.wait_for_url(re.compile("/drafts/"))
    page.locator("#f-summary").fill(summary)
    page.locator("input[name='w.tlp'][value=green]").check()
    return path_of(page)


def sent(page: Page) -> str:
    """From the page of its draft; the address of the item."""
    page.locator(".dock .button--primary").click()
    page.wait_for_url(re.compile("/send/$"))
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/$"))
    return f"/items/{path_of(page).split('/')[2]}/"


def told(page: Page, summary: str) -> str:
    begun(page, summary)
    return sent(page)


def issued(page: Page, summary: str) -> str:
    """A warning of the center for one sector; its number."""
    go(page, "/advisories/new/")
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/drafts/"))
    page.locator("input[name='w.destinations'][value$='/electricity']").check()
    page.locator("input[name='w.tlp'][value=green]").check()
    page.locator("#f-threat_summary").fill(summary)
    page.evaluate(OPEN_ALL)
    page.locator("[name='f.provision_case'][value=exposed_systems]").check(force=True)
    page.locator("[name='f.importance'][value=warning]").check(force=True)
    sent(page)
    return page.locator(".reference").first.inner_text()


def at_item(enter: Enter, login: str, item: str, **look: Any) -> Page:
    page = enter(login, item, **look)
    expect(page.locator("main")).to_be_visible()
    return page


def test_an_open_list_of_items_shows_what_arrives_and_keeps_what_is_typed(enter: Enter) -> None:
    words, typed = f"到着 {uuid.uuid4()}", "入力中"
    reader, stranger, writer = enter(MINISTRY, "/items/"), enter(STRANGER, "/items/"), enter(OPERATOR)
    reader.locator("#id_ticket").press_sequentially(typed)

    told(writer, words)

    expect(reader.locator("#found").get_by_text(words)).to_be_visible(timeout=PATIENCE_MS)
    expect(reader.locator("#id_ticket")).to_have_value(typed)
    expect(reader.locator("#id_ticket")).to_be_focused()
    expect(stranger.get_by_text(words)).to_have_count(0)
    stranger.reload()
    expect(stranger.get_by_text(words)).to_have_count(0)


def test_an_open_list_of_notices_shows_what_arrives_and_keeps_the_place_of_the_keys(enter: Enter) -> None:
    first, second = f"前の到着 {uuid.uuid4()}", f"次の到着 {uuid.uuid4()}"
    reader, stranger, writer = enter(MINISTRY, "/notices/"), enter(STRANGER, "/notices/"), enter(OPERATOR)
    told(writer, first)
    row = reader.get_by_role("link", name=first)
    expect(row).to_be_visible(timeout=PATIENCE_MS)
    row.focus()

    told(writer, second)

    expect(reader.get_by_role("link", name=second)).to_be_visible(timeout=PATIENCE_MS)
    expect(reader.get_by_role("link", name=first)).to_be_focused()
    expect(stranger.get_by_text(second)).to_have_count(0)


def test_an_open_item_says_that_a_next_report_came_and_when_it_is_recalled(enter: Enter) -> None:
    words = f"続きのある件 {uuid.uuid4()}"
    writer = enter(OPERATOR)
    item = told(writer, words)
    reader = at_item(enter, MINISTRY, item)
    expect(reader.locator("h1")).to_contain_text(words)

    go(writer, item)
    writer.get_by_role("button", name="続報を書く").click()
    writer.wait_for_url(re.compile("/drafts/"))
    sent(writer)

    expect(reader.locator("[data-fresh=standing], [data-fresh=head]").get_by_text("第2報").first).to_be_visible(
        timeout=PATIENCE_MS
    )


def test_who_reads_an_item_and_who_writes_its_next_report_is_shown_to_the_desk_and_to_nobody_else(enter: Enter) -> None:
    second = enter(OPERATOR)
    item = told(second, f"二人で見る件 {uuid.uuid4()}")
    first = at_item(enter, COLLEAGUE, item)
    outside = at_item(enter, MINISTRY, item)
    go(second, item)
    listens(second)
    expect(first.locator("[data-here] .here")).to_contain_text("いま見ています", timeout=PATIENCE_MS)

    second.get_by_role("button", name="続報を書く").click()
    second.wait_for_url(re.compile("/drafts/"))
    listens(second)

    expect(first.locator("[data-here] .here")).to_contain_text(
        re.compile("続報を作成しています|is writing the next report"), timeout=PATIENCE_MS
    )
    also = beside(first, path_of(second))
    listens(also)
    expect(also.locator("[data-here] .here")).to_contain_text("いま作成しています", timeout=PATIENCE_MS)
    expect(second.locator("[data-here] .here")).to_contain_text("いま作成しています", timeout=PATIENCE_MS)
    expect(outside.locator("[data-here] .here")).to_have_count(0)
    outside.reload()
    listens(outside)
    expect(outside.locator("[data-here] .here")).to_have_count(0)
    here = f"/here/draft/{path_of(second).split('/')[2]}/"
    assert outside.request.get("/".join(outside.url.split("/")[:3]) + here).status == 404


def test_the_number_stands_on_the_icon_and_in_the_title_and_goes_down_with_reading(enter: Enter) -> None:
    words = f"数える件 {uuid.uuid4()}"
    reader, writer = enter(MINISTRY), enter(OPERATOR)
    html = spied(reader)
    before = int(html.get_attribute("data-badge") or "")

    item = told(writer, words)

    expect(html).to_have_attribute("data-badge", f"{before + 1}", timeout=PATIENCE_MS)
    expect(reader).to_have_title(re.compile(rf"^\({before + 1}\) "))
    go(reader, item)
    expect(html).to_have_attribute("data-badge", f"{before}", timeout=PATIENCE_MS)


def test_a_notice_of_the_browser_says_importance_and_number_and_no_word_of_it(enter: Enter) -> None:
    canary = f"かなりや{uuid.uuid4().hex}"
    reader, stranger, writer = enter(MINISTRY), enter(STRANGER), enter(CENTER)
    for page in (reader, stranger):
        wants_notices(page)
    told_here, told_there = looking_away(reader), looking_away(stranger)

    number = issued(writer, canary)

    expect(told_here).to_have_attribute("data-shown", re.compile("Noroshi"), timeout=PATIENCE_MS)
    assert json.loads(told_here.get_attribute("data-shown") or "") == [["Noroshi", f"警報 {number}"]]
    assert told_there.get_attribute("data-shown") is None


def test_the_first_notice_comes_to_a_browser_that_found_nothing_before(enter: Enter) -> None:
    reader, writer = enter(MINISTRY), enter(CENTER)
    wants_notices(reader)
    reader.evaluate("localStorage.removeItem('noroshi_shown')")
    reader.route("**/notices/unread/", lambda route: route.fulfill(json={"unread": 0, "newest": None}))
    told_here = looking_away(reader)
    reader.unroute("**/notices/unread/")

    number = issued(writer, f"最初の一件 {uuid.uuid4()}")

    expect(told_here).to_have_attribute("data-shown", re.compile(number), timeout=PATIENCE_MS)


def wants_notices(page: Page) -> None:
    """By the form of the own notices."""
    go(page, "/notices/own/")
    page.get_by_label("ブラウザの通知を出す").check()
    page.locator("main form", has=page.locator("#id_browser_is_on")).locator(".button--primary").click()
    expect(page.locator("#toasts")).to_contain_text("警報")


def looking_away(page: Page) -> Locator:
    html = spied(page)
    page.evaluate("document.documentElement.dataset.away = 'yes'")
    return html
