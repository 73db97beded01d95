"""Sheets, sharing patterns, technical help and the pages of orders around them in a real browser: for everyone, at both widths."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Person
from noroshi.helping.actions import write_expert
from noroshi.vocabulary import HelpField, HelpMove
from tests.browser.intel_visits import Come
from tests.browser.sheet_visits import wide_cast
from tests.browser.test_directory_pages import faults, go
from tests.browser.test_pages_first import complaints_of
from tests.cast import Cast
from tests.rooms.test_helping import asked, moved
from tests.rooms.test_sheets import named, shared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [("ja", "light", 1280), ("ja", "dark", 390), ("en", "light", 390), ("en", "dark", 1280)]
"""Every pair of language, theme and width."""


def told(cast: Cast) -> tuple[str, str, str]:
    """A sheet, a request that waits and one that was answered, as addresses."""
    sheet = shared(cast.electric, "green", named(cast, "organization:hokuryo"), indicators="203.0.113.77")
    waiting, answered = asked(cast.electric, cast.isac), asked(cast.electric, cast.isac)
    moved(cast.isac, answered, HelpMove.TAKE)
    moved(cast.isac, answered, HelpMove.ANSWER, "保守の道具でした。")
    with acting_as(cast.isac):
        person = Person.objects.get(pk=cast.isac.seat.person_id).public_id
        write_expert(cast.isac, person, [HelpField.FORENSICS], "記録の読み解き")
    requests = (reverse("help_request", args=[one]) for one in (waiting, answered))
    return reverse("item", args=[sheet]), next(requests), next(requests)


def looked_at(page: Any, paths: tuple[str, ...], language: str) -> dict[str, Any]:
    found = {}
    for path in paths:
        go(page, path)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("h1")).not_to_have_text("")
        found[path] = faults(page)
    return {path: each for path, each in found.items() if each}


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_page_of_sheets_patterns_and_help_is_readable_by_everyone(
    come: Come, language: str, theme: str, width: int
) -> None:
    cast = wide_cast()
    sheet, waiting, answered = told(cast)
    look: dict[str, Any] = {"language": language, "theme": theme, "width": width}
    number = sheet.split("/")[2]
    own = ("/", "/sheets/", sheet, f"/sheets/new/?from={number}", "/sheets/patterns/", "/sheets/patterns/operators/")
    ours = ("/help/", "/help/new/", f"/help/new/?from={number}", waiting, answered, "/notices/own/", "/handover/")
    orders = (f"/orders/new/?about=edition:{number}", "/orders/?mine=1", "/orders/playbooks/", "/briefings/")
    theirs = ("/", "/help/", waiting, answered, "/help/experts/", "/sheets/patterns/through_isac/")

    page = come(cast.electric, "/", **look)
    complaints = complaints_of(page)
    assert looked_at(page, (*own, *ours, *orders), language) == {}
    isac = come(cast.isac, "/", **look)
    heard = complaints_of(isac)
    assert looked_at(isac, theirs, language) == {}
    assert complaints + heard == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_pattern_is_read_in_lines_and_not_letter_by_letter(come: Come, width: int) -> None:
    page = come(wide_cast().electric, "/sheets/patterns/", width=width)

    for name in page.locator(".pick-name").all():
        box = name.bounding_box()
        assert box is not None
        assert box["height"] < 60


@pytest.mark.parametrize("who", ["bank", "ministry"])
def test_a_stranger_walks_into_not_found(come: Come, who: str) -> None:
    cast = wide_cast()
    sheet, waiting, _answered = told(cast)
    page = come(getattr(cast, who), "/", language="en")

    for path in (sheet, waiting):
        go(page, path)
        expect(page.get_by_role("heading", name="Not found.")).to_be_visible()
        assert faults(page) == []
