"""A suspicious mail in the browser: brought, looked through with the keyboard, mended in its row, taken in. Also without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TEXT = "差出人は no-reply@takuhai-check.top。本文の hxxp://takuhai-check[.]top/a から evil（.）kirisame（.）top へ。内部は10.20.30.40。"
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"

type Enter = Callable[..., Page]


@pytest.fixture
def enter(noroshi_server: Any, visit: Any) -> Enter:
    def go(**look: Any) -> Page:
        page: Page = visit(f"{noroshi_server.url}/sign-in/?next=/intel/new/", **look)
        page.fill("#id_login", "makino@nisc")
        page.fill("#id_password", noroshi_server.account("makino@nisc")["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url("**/intel/new/")
        return page

    return go


def look_through(page: Page) -> None:
    page.fill("#id_text", TEXT)
    page.locator("main form button").first.click()
    expect(page.locator("tbody tr")).to_have_count(4)


def test_rows_are_chosen_by_keyboard_mended_and_taken_in(enter: Enter) -> None:
    page = enter()
    look_through(page)
    chosen = page.locator("input[name=take]:checked")
    expect(chosen).to_have_count(3)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press(" ")
    expect(chosen).to_have_count(2)
    page.fill("input[name=value_2]", "more[.]kirisame[.]top")
    page.fill("#id_title", "宅配を装うメール")
    page.locator("main form button").first.click()

    page.wait_for_url("**/intel/new/")
    expect(page.locator("body")).to_contain_text("件を取り込みました")


def test_the_table_can_be_read_by_everyone_and_fits_a_phone(enter: Enter) -> None:
    page = enter(width=390)
    look_through(page)

    assert not page.evaluate(WIDER)
    assert Axe().run(page).response["violations"] == []


def test_everything_works_without_scripts(enter: Enter) -> None:
    page = enter(scripts=False)
    look_through(page)

    page.locator("main form button").first.click()

    page.wait_for_url("**/intel/new/")
    expect(page.locator("body")).to_contain_text("取り込みました")
