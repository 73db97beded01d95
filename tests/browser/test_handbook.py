"""Chapters of the handbook in a real browser: readable in both looks, on every width, in either language."""

from typing import Any

import pytest

from tests.browser.test_styleguide import faults
from tests.cast import small_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHAPTERS = ("intake", "api", "directory-import", "devices")
"""Long tables, long code, lists, and many columns."""
OUT_OF_ITS_FRAME = """() => [...document.querySelectorAll(".handbook pre, .handbook-wide")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((each) => each.innerText.slice(0, 60))"""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "theme"), [("ja", "light"), ("ja", "dark"), ("en", "light")])
def test_a_chapter_has_no_fault_and_nothing_sticks_out(come: Any, language: str, theme: str, width: int) -> None:
    cast = small_cast()

    for name in CHAPTERS:
        page = come(cast.electric, f"/handbook/{name}/", language=language, theme=theme, width=width)

        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUT_OF_ITS_FRAME) == []


def test_the_other_language_is_one_press_away_and_back(come: Any) -> None:
    page = come(small_cast().electric, "/handbook/intake/")

    page.get_by_role("link", name="Read in English").click()
    assert page.locator("h1").inner_text() == "Ways in: forms, mail, fax, telephone"
    page.get_by_role("link", name="日本語で読む").click()

    assert page.locator("h1").inner_text() == "様式・メール・FAX・電話で受け取る"
