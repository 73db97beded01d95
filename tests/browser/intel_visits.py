"""What every page of shared intelligence must be: usable by everybody, at any width."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
LOOKS = [("ja", "light", 1280), ("en", "dark", 390)]
type Come = Callable[..., Page]


def fits_everybody(page: Page) -> None:
    assert not page.evaluate(WIDER), page.url
    assert Axe().run(page).response["violations"] == [], page.url
