"""Forms on paper in a real browser: one press gives the file; RED says first what that means and leaves its content off paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_directory_pages import Enter, enter, faults, go

__all__ = ["enter"]

pytestmark = pytest.mark.browser


def item_of(page: Page, tlp: str) -> str:
    """An item of others in this color."""
    go(page, f"/reports/?tlp={tlp}")
    return str(page.locator("main a[data-row]").first.get_attribute("href"))


def test_one_press_gives_the_form_as_a_file(enter: Enter, tmp_path: Path) -> None:
    page = enter("hirasawa-k@meti", "/", language="ja")
    go(page, item_of(page, "amber"))

    with page.expect_download() as waiting:
        page.locator(".exports").get_by_role("link", name="PDF").click()
    waiting.value.save_as(tmp_path / "form.pdf")
    text = "".join(PdfReader(tmp_path / "form.pdf").pages[0].extract_text().split())

    assert waiting.value.suggested_filename.startswith("情報連絡_")
    assert waiting.value.suggested_filename.endswith("_TLP-AMBER.pdf")
    assert "情報連絡様式" in text
    assert "平沢" in text


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_red_asks_first_and_every_page_of_it_is_readable(enter: Enter, language: str, width: int) -> None:
    page = enter("hirasawa-k@meti", "/", language=language, width=width)
    go(page, item_of(page, "red"))
    assert faults(page) == []

    page.locator(".exports").get_by_role("link", name="PDF").click()
    expect(page.locator("h1")).to_be_visible()
    assert faults(page) == []

    with page.expect_download() as waiting:
        page.locator("main form button").click()
    assert waiting.value.suggested_filename.endswith("_TLP-RED.pdf")


def test_red_printed_from_the_screen_leaves_its_content_out(enter: Enter) -> None:
    page = enter("hirasawa-k@meti", "/", language="en")
    for tlp, is_out in (("red", True), ("amber", False)):
        go(page, item_of(page, tlp))
        title = page.locator("h1")
        page.emulate_media(media="print")

        expect(page.locator("#sheet, #changes").first).to_be_visible(visible=not is_out)
        expect(title).to_be_visible(visible=not is_out)
        expect(page.locator(".exports")).to_be_visible()
        page.emulate_media(media="screen")
