"""The parts of the pages in a real browser: readable by everyone, on every width, with and without scripts."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TOO_SMALL = """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), select, textarea")]
  .filter((each) => {
    const box = (each.closest("label") ?? each).getBoundingClientRect();
    return box.height > 0 && box.left > -999 && getComputedStyle(each).display !== "inline" && box.height < 43.5;
  })
  .filter((each) => !each.matches(".is-focused, .skip"))
  .map((each) => each.outerHTML.slice(0, 120))"""


def faults(page: Page) -> list[tuple[str, Any]]:
    """What axe finds, by rule and place."""
    page.evaluate("document.fonts.ready")
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_axe_finds_nothing(live_server: Any, visit: Any, language: str, theme: str, width: int) -> None:
    page = visit(f"{live_server.url}/styleguide/", language=language, theme=theme, width=width)

    assert faults(page) == []


@pytest.mark.parametrize("width", [390, 640, 900, 1280, 1920])
def test_nothing_sticks_out_of_the_page(live_server: Any, visit: Any, width: int) -> None:
    page = visit(f"{live_server.url}/styleguide/", width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_pressed_on_a_phone_is_large_enough(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/", width=390)

    assert page.evaluate(TOO_SMALL) == []


def test_the_page_breaks_no_rule_of_the_content_security_policy(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.reload()
    page.evaluate("document.fonts.ready")

    assert complaints == []


def test_language_and_look_change_without_scripts(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/", scripts=False)

    page.locator(".drop--end summary").click()
    page.locator("button[value=en]").click()
    page.locator(".drop--end summary").click()
    page.locator("button[value=dark]").click()

    expect(page.locator("h1")).to_have_text("Parts of the pages")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_way_back_to_another_house_is_not_followed(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/", scripts=False)
    address = page.url

    page.locator(".drop--end summary").click()
    page.locator("input[name=next]").first.evaluate("each => each.value = 'https://elsewhere.example/'")
    page.locator("button[value=en]").click()

    assert page.url.startswith(live_server.url)
    assert address.startswith(live_server.url)


def test_keys_move_through_rows_and_are_off_while_one_types(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/")

    page.locator("body").press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_be_focused()
    page.locator("#id_phone").press("j")
    expect(page.locator("#id_phone")).to_be_focused()


def test_the_list_of_keys_opens_and_closes_with_keys(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/")

    page.locator("body").press("?")
    expect(page.locator("#keys-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-dialog")).to_be_hidden()


def test_a_grave_deed_asks_first_and_can_be_called_off(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/")

    page.locator("[data-confirm]").click()
    expect(page.locator("[data-confirm-words]")).not_to_be_empty()
    page.locator("[data-confirm-no]").click()

    expect(page.locator("#confirm-dialog")).to_be_hidden()
    assert page.url.endswith("/styleguide/")


def test_paper_shows_the_label_and_nothing_to_press(live_server: Any, visit: Any) -> None:
    page = visit(f"{live_server.url}/styleguide/", theme="dark")

    page.emulate_media(media="print")

    expect(page.locator(".tlp").first).to_be_visible()
    expect(page.locator(".button").first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
