"""What leaves by the browser's own printing and copying says its color and who took it, as far as a browser lets us (C-257)."""

import io
from typing import Any

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.test_directory_pages import Enter, enter, go
from tests.browser.test_pages_first import first_row

__all__ = ["enter"]

pytestmark = pytest.mark.browser

COPY = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('main h1'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const given = new ClipboardEvent('copy', {clipboardData: new DataTransfer(), bubbles: true, cancelable: true});
  document.dispatchEvent(given);
  return given.clipboardData.getData('text/plain');
}"""
MARK = "() => getComputedStyle(document.getElementById('taken-by'), '::before').content"
SELECTING = "() => getComputedStyle(document.querySelector('main .split > :first-child')).userSelect"


def printed(page: Page) -> list[str]:
    """Each sheet as it would come out of the printer."""
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def of_color(enter: Enter, login: str, color: str, **look: Any) -> Page:
    page = enter(login, "/", **look)
    go(page, first_row(page, f"/items/?tlp={color}"))
    return page


def test_amber_printed_from_the_browser_says_on_every_sheet_who_when_and_where(enter: Enter) -> None:
    page = of_color(enter, "saeki@shiomi", "amber")
    mark = page.locator("#taken-by").get_attribute("data-mark") or ""

    assert "佐伯" in mark
    assert "汐見電力" in mark
    sheets = printed(page)
    assert sheets
    assert all("佐伯" in sheet.replace(" ", "") for sheet in sheets)


def test_on_the_screen_nothing_of_the_mark_is_seen(enter: Enter) -> None:
    page = of_color(enter, "saeki@shiomi", "amber")

    assert page.evaluate(MARK) in {"none", "normal"}
    page.emulate_media(media="print")
    assert "佐伯" in page.evaluate(MARK)


def test_green_is_printed_without_a_name(enter: Enter) -> None:
    page = of_color(enter, "saeki@shiomi", "green")
    page.emulate_media(media="print")

    assert page.evaluate(MARK) in {"none", "normal"}


def test_what_is_copied_out_of_amber_carries_its_color_and_who_took_it(enter: Enter) -> None:
    page = of_color(enter, "saeki@shiomi", "amber", language="en")

    copied = page.evaluate(COPY)

    assert copied.startswith("[TLP:AMBER] ")
    assert page.locator("main h1").inner_text()[:20] in copied
    assert (page.locator("#taken-by").get_attribute("data-mark") or "") in copied
    assert page.evaluate(SELECTING) != "none"


def test_what_is_copied_out_of_green_is_left_as_it_is(enter: Enter) -> None:
    assert of_color(enter, "saeki@shiomi", "green").evaluate(COPY) == ""


def test_red_is_not_selected_by_the_way_but_its_addresses_are(enter: Enter) -> None:
    page = of_color(enter, "saeki@shiomi", "red")

    assert page.evaluate(SELECTING) == "none"
