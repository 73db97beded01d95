"""Reports and advisories as they are read, in a real browser: for everyone, on paper, by keyboard, without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import Enter, enter, faults, go
from tests.browser.test_pages_first import complaints_of, first_row

__all__ = ["enter"]

pytestmark = pytest.mark.browser

LISTS = ("/", "/?all=1", "/reports/", "/advisories/", "/reports/?tlp=amber&importance=warning", "/tour/", "/public/")
EVERY_LOOK = [
    (language, theme, width) for language in ("ja", "en") for theme in ("light", "dark") for width in (1280, 390)
]


def follow_up(page: Page) -> str:
    """The first item of the desk that says what changed, with words that came: another journey may follow up as it was."""
    go(page, "/reports/?own=1")
    for path in page.locator("main a[data-row]").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        go(page, path)
        if page.locator("#changes ins").count():
            return str(path)
    raise AssertionError("the demonstration has no follow-up at this desk")


@pytest.mark.parametrize(("language", "theme", "width"), EVERY_LOOK)
def test_what_is_read_is_readable_by_everyone(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("saeki@shiomi", "/", language=language, theme=theme, width=width)
    complaints, changed = complaints_of(page), follow_up(page)
    paths = [*LISTS, changed, f"{changed}?view=full", first_row(page, "/advisories/"), first_row(page, "/public/")]

    found = {}
    for path in paths:
        go(page, path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[path] = faults(page)

    assert {path: each for path, each in found.items() if each} == {}
    assert complaints == []


@pytest.mark.parametrize("who", ["hirasawa-k@meti", "miwa@electricity_ceptoar", "makino@nisc"])
def test_stations_read_reports_and_advisories(enter: Enter, who: str) -> None:
    page = enter(who, "/", language="ja")

    for path in ("/", first_row(page, "/reports/"), first_row(page, "/advisories/")):
        go(page, path)

        assert faults(page) == [], path
        assert page.locator("main .button--primary, .dock .button--primary").count() <= 1, path


@pytest.mark.parametrize("scripts", [True, False])
def test_changes_and_full_text_are_one_press_apart(enter: Enter, scripts: bool) -> None:
    page = enter("saeki@shiomi", "/", language="en", scripts=scripts)
    go(page, follow_up(page))

    page.locator("#changes").get_by_role("link", name="Full text", exact=True).click()
    expect(page.locator("#sheet")).to_be_visible()
    page.get_by_role("link", name="Changes only").click()

    expect(page.locator("#changes ins").first).to_be_visible()
    expect(page.locator("#sheet")).to_have_count(0)


def test_home_says_first_what_is_due_and_leads_there(enter: Enter) -> None:
    page = enter("hirasawa-k@meti", "/", language="en")
    first = page.locator(".need--first")

    expect(page.locator("main .button--primary")).to_have_count(1)
    expect(first.locator(".button--primary")).to_be_visible()
    page.keyboard.press("j")

    expect(first.locator("a[data-row]")).to_be_focused()


def test_on_paper_the_sheet_is_ruled_and_the_color_stands_above_it(enter: Enter) -> None:
    page = enter("miwa@electricity_ceptoar", "/", language="ja")
    go(page, first_row(page, "/reports/?importance=caution") + "?view=full")

    page.emulate_media(media="print")

    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    assert sheet.evaluate("sheet => getComputedStyle(sheet).borderTopStyle") == "solid"
    expect(page.locator(".scope .tlp")).to_be_visible()
    for pressed in (".bar", ".dock", ".panel--deeds"):
        for each in page.locator(pressed).all():
            expect(each).to_be_hidden()


def test_a_bank_and_the_street_find_nothing_of_an_electric_report(
    enter: Enter, noroshi_server: Any, visit: Any
) -> None:
    owner = enter("saeki@shiomi", "/", language="en")
    path = first_row(owner, "/reports/?own=1&tlp=amber")
    title = owner.locator("main a[data-row]").first.inner_text()
    bank = enter("kanbara@aoshio", "/", language="en")

    street = visit(f"{noroshi_server.url}{path}", language="en")
    for listed in ("/", "/?all=1", "/reports/", "/advisories/", path):
        go(bank, listed)
        assert title not in bank.content(), listed

    expect(bank.get_by_role("heading", name="Not found.")).to_be_visible()
    expect(street).to_have_url(re.compile("/sign-in/"))
    assert title not in street.content()
