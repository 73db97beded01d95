"""Who was told, who opened it, who answered, and who only kept silent: the board of a secretariat, by the page alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_directory_pages import Enter, enter, faults, go, main_button
from tests.browser.test_relay_anonymized import (
    BANK,
    CENTER,
    MINISTRY,
    OPERATOR,
    SECRETARIAT,
    choose_color,
    opened,
    passed_down,
    sent,
)

__all__ = ["enter"]

pytestmark = pytest.mark.browser

READER = "watarase@hokuryo"
ANSWERED, READ = "Shiomi", "Hokuryo"


def advised(page: Page, threat: str) -> str:
    """From nothing, to the ministry for electricity, which passes it on by hand."""
    go(page, "/advisories/new/")
    page.locator("main .button--primary").click()
    opened(page, "threat_summary").fill(threat)
    opened(page, "provision_case")
    page.locator('[name="f.provision_case"][value="exposed_systems"]').check(force=True)
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    choose_color(page)
    page.locator('input[type="checkbox"][name="w.relay_by_hand"]').check()
    page.locator('[name="w.destinations"][value$="/electricity"]').first.check()
    return sent(page)


def answered(page: Page, item: str) -> None:
    go(page, item)
    page.locator(
        'main input[name="sighting"][value="not_seen"], .dock input[name="sighting"][value="not_seen"]'
    ).first.check(force=True)
    page.locator(".dock .button--primary").click()
    expect(page.get_by_text("You answered: It has not come here.")).to_be_visible()


def row_of(page: Page, name: str) -> Locator:
    return page.locator("#rows tbody tr").filter(has_text=name)


def figure(page: Page, name: str) -> Locator:
    """A number that opens what it counts."""
    return page.locator(".opens a").filter(has_text=re.compile(name))


@pytest.mark.parametrize("width", [1280, 390])
def test_silence_is_told_apart_from_a_no_and_only_the_silent_are_reminded(enter: Enter, width: int) -> None:
    center, ministry = enter(CENTER, "/", language="en"), enter(MINISTRY, "/", language="en")
    secretariat = enter(SECRETARIAT, "/", language="en", width=width)
    item = advised(center, f"Bramblewick in meters, seen at {width}")
    passed_down(ministry, item)
    passed_down(secretariat, item)
    answered(enter(OPERATOR, "/", language="en"), item)
    reader = enter(READER, item, language="en")
    expect(reader.locator("main")).to_contain_text("Bramblewick")

    go(secretariat, f"{item}answers/")
    assert faults(secretariat) == []
    expect(row_of(secretariat, ANSWERED)).to_contain_text("It has not come there")
    expect(row_of(secretariat, READ)).to_contain_text("Opened")
    figure(secretariat, "not a no").click()
    expect(figure(secretariat, "not a no")).to_have_attribute("aria-current", "true")
    expect(row_of(secretariat, READ)).to_have_count(1)
    expect(row_of(secretariat, ANSWERED)).to_have_count(0)

    main_button(secretariat, "Remind those who are silent").click()
    expect(secretariat.get_by_text("Reminded; only those who have not answered were told.")).to_be_visible()
    secretariat.get_by_role("link", name=re.compile("^Reminded")).click()
    expect(row_of(secretariat, READ)).to_contain_text("Reminded 1 time")
    expect(row_of(secretariat, ANSWERED)).to_have_count(0)
    assert faults(secretariat) == []
    go(reader, "/notices/")
    told = reader.locator("main tbody tr").filter(has_text=f"Bramblewick in meters, seen at {width}")
    expect(told.filter(has_text="answer")).not_to_have_count(0)

    answered(reader, item)
    go(secretariat, f"{item}answers/?state=silent")
    expect(row_of(secretariat, READ)).to_have_count(0)
    for stranger in (enter(BANK, f"{item}answers/", language="en"),):
        expect(stranger.get_by_role("heading", name="Not found.")).to_be_visible()
    go(reader, f"{item}answers/")
    expect(reader.locator("main")).not_to_contain_text(ANSWERED)
