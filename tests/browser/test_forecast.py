"""What an outage may reach, in a real browser: a picture of time on a wide screen, a list in order of time on a telephone."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import small_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "?sector=electricity&sector=water&since=2026-11-22T09:00"


def test_a_sector_is_chosen_and_each_step_is_told_with_its_basis(come: Come) -> None:
    page = come(small_cast().electric, reverse("forecast"))
    page.locator('input[name="sector"][value="electricity"]').check()
    page.fill("#id_since", "2026-11-22T09:00")
    page.locator("main form button").first.click()

    expect(page.locator("#reached")).to_contain_text("電力の障害は、13分野に及び得ます")
    expect(page.locator(".spreading svg")).to_be_visible()
    expect(page.locator(".foretold tbody tr").first).to_contain_text("手引書 表1")


def test_everybody_can_read_it_at_every_width(come: Come) -> None:
    cast = small_cast()
    for language, theme, width in LOOKS:
        page = come(cast.electric, f"{reverse('forecast')}{ASKED}", language=language, theme=theme, width=width)
        fits_everybody(page)
        expect(page.locator(".spreading")).to_be_visible(visible=width > 960)
        expect(page.locator(".foretold tbody tr").first).to_be_visible()
        if folder := os.environ.get("NOROSHI_PICTURES"):
            page.screenshot(path=f"{folder}/forecast-{language}-{width}.png", full_page=True)
        page.goto(page.url.split("?")[0])
        fits_everybody(page)
