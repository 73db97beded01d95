"""Strangers with a real browser: what their lists, counts, filters and searches say before and after must be the same."""

import re
from collections.abc import Iterable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.test_directory_pages import Enter, go

LISTS = (
    *("/", "/?all=1", "/items/", "/items/?own=1", "/reports/", "/reports/?tlp=amber&sector=electricity"),
    *(
        "/advisories/",
        "/advisories/?tlp=amber",
        "/drafts/",
        "/asked/",
        "/asked/looks/",
        "/record/?view=about",
        "/record/?view=readings",
        "/public/",
    ),
)
COUNTED = """
main => ({
  rows: [...main.querySelectorAll('a[data-row]')].map(row => row.getAttribute('href')),
  heads: [...main.querySelectorAll('h1, h2, h3, summary, option, label')].map(head => head.textContent.trim()),
})
"""


def seen_by(page: Page, words: Iterable[str] = ()) -> dict[str, Any]:
    """Rows, and headings and filters with their counts; none of the words stands anywhere, shown or not."""
    found = {}
    for path in LISTS:
        go(page, path)
        assert not [word for word in words if word in page.content()], path
        if not path.startswith("/record/"):  # what others read of the own house goes on meanwhile
            found[path] = page.locator("main").first.evaluate(COUNTED)
    return found


def entered(enter: Enter, logins: Iterable[str]) -> dict[str, tuple[Page, dict[str, Any]]]:
    """Strangers at their desks, before anything has happened."""
    pages = {login: enter(login, "/", language="en") for login in logins}
    return {login: (page, seen_by(page)) for login, page in pages.items()}


def see_nothing(strangers: dict[str, tuple[Page, dict[str, Any]]], words: Iterable[str], paths: Iterable[str]) -> None:
    """No title, no count, no number, no suggestion; a direct link is as good as none."""
    told = [*words, *(path.split("/")[2] for path in paths)]
    for login, (page, before) in strangers.items():
        assert seen_by(page, told) == before, login
        for path in paths:
            go(page, path)
            expect(page.get_by_role("heading", name="Not found.")).to_be_visible()
            assert not [word for word in words if word in page.content()], (login, path)


def see_nothing_without_signing_in(page: Page, words: Iterable[str], paths: Iterable[str]) -> None:
    for path in (*LISTS, *paths):
        go(page, path)
        assert not [word for word in words if word in page.content()], path
        expect(page).to_have_url(re.compile("/public/" if path == "/public/" else "/sign-in/"))


def about(item: str, *pages: str) -> list[str]:
    """The item and the pages of its deeds."""
    return [item, *(f"{item}{page}/" for page in pages)]
