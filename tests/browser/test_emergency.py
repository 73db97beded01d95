"""F3 and F15 in a real browser: a warning straight to whom an agreement allows, and each tier reads and answers its own part."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import Enter, enter, faults, go, main_button
from tests.browser.test_pages_first import complaints_of
from tests.browser.test_relay_anonymized import CENTER, MINISTRY, OPERATOR, choose_color, opened, sent

__all__ = ["enter"]

pytestmark = pytest.mark.browser

NEIGHBOR, BANK, SECOND, POLICE = "watarase@hokuryo", "kanbara@aoshio", "saotome@nisc", "onodera-s@npa"
THREAT, ACTION = "Emberfall in remote maintenance", "Stop remote maintenance until Emberfall is closed"


def warned(page: Page) -> str:
    """A warning with something asked of the tier of the CSIRT, which no standing order passes on by itself."""
    go(page, "/advisories/new/")
    page.locator("main .button--primary").click()
    opened(page, "threat_summary").fill(THREAT)
    opened(page, "provision_case")
    page.locator('[name="f.provision_case"][value="exposed_systems"]').check(force=True)
    page.locator('[name="f.importance"][value="warning"]').first.check(force=True)
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.locator('select[name^="f.addressees"], [name^="f.addressees"][name$="tier"]').first.select_option("csirt")
    page.locator('[name^="f.addressees"][name$="expected_action"]').first.fill(ACTION)
    choose_color(page)
    page.locator('input[type="checkbox"][name="w.relay_by_hand"]').check()
    page.locator('[name="w.destinations"][value$="/electricity"]').first.check()
    return sent(page)


def test_straight_to_whom_an_agreement_allows_with_the_liaison_and_to_nobody_else(enter: Enter) -> None:
    bank, neighbor = enter(BANK, "/", language="en"), enter(NEIGHBOR, "/", language="en")
    operator, ministry = enter(OPERATOR, "/", language="en"), enter(MINISTRY, "/", language="en")
    center = enter(CENTER, "/", language="en")
    item = warned(center)

    go(center, f"{item}warn/")
    assert faults(center) == []
    expect(center.locator("#others")).to_contain_text("No handling agreement is in force")
    center.get_by_role("checkbox", name=re.compile("Hokuryo")).check()
    center.fill("#id_reason", "The attack goes on")
    main_button(center, "Send directly now").click()
    expect(center.get_by_text(re.compile("Sent directly to 1 organization"))).to_be_visible()

    go(neighbor, item)
    expect(neighbor.locator("main")).to_contain_text(THREAT)
    go(ministry, item)
    expect(ministry.locator("main")).to_contain_text("Warned directly")
    for stranger in (bank, operator):
        go(stranger, item)
        expect(stranger.get_by_role("heading", name="Not found.")).to_be_visible()

    tiers = neighbor.locator(".tiers")
    expect(tiers.locator("h3").first).to_contain_text("CSIRT")
    expect(tiers).to_contain_text(ACTION)
    tiers.get_by_role("button", name="Done", exact=True).first.click()
    expect(neighbor.locator(".tiers")).to_contain_text("Dealt with")
    go(center, f"{item}answers/")
    expect(center.locator("main")).to_contain_text("1 answered, 1 done")


def test_the_center_and_one_desk_speak_and_nobody_else_hears_it(enter: Enter) -> None:
    operator, center, bank = (enter(one, "/hotlines/", language="en") for one in (OPERATOR, CENTER, BANK))
    go(center, "/hotlines/open/?find=%E6%B1%90%E8%A6%8B")
    center.get_by_role("radio", name=re.compile("CSIRT|Shiomi")).first.check()
    center.fill("#id_title", "Emberfall at your gateways")
    center.fill("#id_text", "Is it closed?")
    main_button(center, "Open it").click()
    expect(center.get_by_role("heading", name="Emberfall at your gateways")).to_be_visible()

    go(operator, "/hotlines/")
    operator.get_by_role("link", name="Emberfall at your gateways").click()
    operator.fill("#id_text", "Closed at nine")
    main_button(operator, "Say it").click()
    center.reload()
    expect(center.locator(".talk")).to_contain_text("Closed at nine")
    assert faults(center) == []

    go(bank, "/hotlines/")
    assert "Emberfall" not in bank.content()


@pytest.mark.parametrize(("language", "theme", "width"), [("ja", "light", 1280), ("en", "dark", 390)])
def test_pages_of_an_emergency_hold_at_every_width(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter(CENTER, "/emergency/", language=language, theme=theme, width=width)
    complaints = complaints_of(page)

    for address in ("/emergency/", "/emergency/modes/new/", "/hotlines/", "/hotlines/open/", "/advisories/waiting/"):
        go(page, address)
        assert faults(page) == [], address
    operator = enter(OPERATOR, "/situations/", language=language, theme=theme, width=width)
    for address in ("/situations/", "/situations/new/", "/emergency/"):
        go(operator, address)
        assert faults(operator) == [], address
    assert complaints == []
