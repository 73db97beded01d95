"""F5 in a real browser: the range is widened by its source alone, without the field that it keeps back, and only then used."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import Enter, enter, faults, go, main_button, main_link
from tests.browser.test_relay_anonymized import BANK, CENTER, MINISTRY, OPERATOR, choose_color, opened, relayed, sent

__all__ = ["enter"]

pytestmark = pytest.mark.browser

NEIGHBOR, SUPERVISOR = "watarase@hokuryo", "hoshina@fsa"
KEPT = "Quillwort breakers are set by hand until spring"


def reported(page: Page, summary: str) -> str:
    """Straight to the ministry, under its own name, with a field that it will keep back."""
    go(page, "/reports/new/")
    page.locator('main button[name="way"][value="direct_report"]').click()
    opened(page, "summary").fill(summary)
    opened(page, "lessons").fill(KEPT)
    opened(page, "detected_at").fill("2026-11-20 14:05")
    choose_color(page)
    return sent(page)


def asked_for_finance(page: Page, item: str, why: str) -> str:
    """The address of the request. Who holds an item and did not write it cannot mark it, only ask."""
    go(page, item)
    expect(main_link(page, "Mark again…")).to_have_count(0)
    main_link(page, "Ask for a wider range…").click()
    finance = page.locator('input[name="to"][value="sector:finance"]')
    page.locator("main details.parties", has=finance).locator("summary").click()
    finance.check()
    page.fill("#id_text", why)
    assert faults(page) == []
    main_button(page, "Ask the originator").click()
    expect(page.get_by_text("Asked. Nothing changes until the originator says yes.")).to_be_visible()
    return urlsplit(page.url).path


def widened_without(page: Page, why: str, field: str) -> None:
    go(page, "/asked/")
    page.locator("#waiting tr", has_text=why).locator("a[data-row]").click()
    expect(page.locator("main")).to_contain_text(why)
    page.locator("details.fold", has=page.locator('[name="kept"]')).locator("summary").click()
    page.locator(f'[name="kept"][value="{field}"]').check()
    assert faults(page) == []
    main_button(page, "Widen it as ticked").click()
    expect(page.get_by_text("Given. The item is marked again.")).to_be_visible()


def passed_on(page: Page, item: str, whom: str) -> None:
    go(page, f"{item}pass-on/?find={whom}")
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.locator("main").get_by_role("checkbox", name=re.compile(whom)).first.check()
    main_button(page, "Show who it would reach").click()
    main_button(page, "Pass on now").click()


def not_found(page: Page, *paths: str) -> None:
    for path in paths:
        go(page, path)
        expect(page.get_by_role("heading", name="Not found.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_f5_the_source_alone_widens_and_what_it_keeps_back_stays_back(enter: Enter, width: int) -> None:
    summary, why = f"Quillwort relays stopped at {width}", f"Banks run the same relays, {width}"
    operator, center = (enter(login, "/", language="en", width=width) for login in (OPERATOR, CENTER))
    strangers = [enter(login, "/", language="en") for login in (BANK, NEIGHBOR)]
    ministry, supervisor = (enter(login, "/", language="en") for login in (MINISTRY, SUPERVISOR))
    item = reported(operator, summary)
    relayed(ministry, item)

    request = asked_for_finance(center, item, why)
    not_found(supervisor, item, request)
    widened_without(operator, why, "lessons")

    go(center, request)
    expect(center.locator("#reply")).to_be_visible()
    assert faults(center) == []
    go(center, item)
    expect(center.locator("main")).to_contain_text(KEPT)
    not_found(supervisor, item, request)
    passed_on(ministry, item, "Financial Services Agency")
    go(supervisor, item)
    expect(supervisor.locator("main")).to_contain_text(summary)
    assert KEPT not in supervisor.content()
    not_found(supervisor, request)
    for stranger in strangers:
        not_found(stranger, item, request)


@pytest.mark.parametrize(("language", "theme"), [("ja", "dark"), ("en", "light")])
def test_a_request_that_is_refused_changes_nothing(enter: Enter, language: str, theme: str) -> None:
    summary, why = f"Teasel meters went silent, {language}", f"Teasel {language}"
    operator, ministry = (enter(login, "/", language="en") for login in (OPERATOR, MINISTRY))
    item = reported(operator, summary)
    request = asked_for_finance(ministry, item, why)

    page = enter(OPERATOR, request, language=language, theme=theme, width=390)
    assert faults(page) == []
    page.fill("#id_text", "Not before the meters are mended")
    page.locator('main button[name="deed"][value="no"]').click()
    expect(page.locator('main button[name="deed"][value="yes"]')).to_have_count(0)

    go(ministry, request)
    expect(ministry.locator("#reply")).to_contain_text("Not before the meters are mended")
    not_found(enter(BANK, "/", language="en"), item, request)
